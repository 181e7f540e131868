"""The rules by what they look at, so that a long list of findings can be read in parts."""

from planner.domain.vocabulary import Term


class Family(Term):
    """What a rule looks at, in the order in which people should meet it."""

    DELIVERY = "delivery", "Delivery"
    MEASURES = "measures", "Measures"
    LOGIC = "logic", "Logic of the plan"
    COVERAGE = "coverage", "Recommendations and people"
    WORDS = "words", "Words"


_RULES = {
    Family.DELIVERY: ("V05", "V10", "V18", "V19", "V20"),
    Family.MEASURES: ("V03", "V04", "V08", "V09", "V15", "V16"),
    Family.LOGIC: ("V01", "V02", "V06", "V07", "V17"),
    Family.COVERAGE: ("V11", "V12", "V14"),
    Family.WORDS: ("V13", "V21", "V22"),
}
_FAMILIES = {rule: family for family, rules in _RULES.items() for rule in rules}


def family_of(rule: str) -> Family:
    """Return what the rule with this code looks at.

    Raises ``KeyError`` for a code that is no rule.

    >>> family_of("V10").label
    'Delivery'
    """
    return _FAMILIES[rule]
