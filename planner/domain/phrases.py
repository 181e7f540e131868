"""Numbers, units, amounts and lists as people read them, the same on pages and in files."""

from collections.abc import Iterable, Sequence

from planner.domain.elements import Node

UNITS_TO_TWENTY = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
TIME_UNITS = frozenset({"minutes", "hours", "days", "working days", "weeks", "months", "years"})
"""Units that belong in a sentence; of "per 10,000" or "number" the figure alone is clearer."""
_IRREGULAR = {"children": "child", "people": "person"}
_BARE_UNITS = frozenset({"", "number", "count"})


def format_value(value: float, unit: str = "") -> str:
    """Return a figure of a measure: one decimal at most, thousands with a comma, % with its sign.

    A figure that is not zero never reads as zero.

    >>> format_value(41.0, "%"), format_value(24.6, "per 10,000"), format_value(36, "weeks")
    ('41%', '24.6', '36')
    >>> format_value(5200), format_value(0.04), format_value(-2.0)
    ('5,200', '0.04', '-2')
    """
    return _figure(value) + ("%" if unit == "%" else "")


def _figure(value: float) -> str:
    if value == 0:
        return "0"
    for decimals in (1, 2, 3):
        text = f"{value:,.{decimals}f}"
        if text.strip("-0."):
            return text.rstrip("0").rstrip(".")
    return "less than 0.001" if value > 0 else "just under 0"


def with_unit(value: float, unit: str) -> str:
    """Return a figure with its unit in full, for a sentence about one reading.

    >>> with_unit(36, "weeks"), with_unit(1, "weeks"), with_unit(41, "%"), with_unit(7, "number")
    ('36 weeks', '1 week', '41%', '7')
    """
    figure = format_value(value, unit)
    return figure if unit == "%" or unit in _BARE_UNITS else f"{figure} {_matched(unit, figure)}"


def amount(difference: float, unit: str) -> str:
    """Return the size of a difference: percentages differ by points, times by their unit.

    >>> amount(19, "%"), amount(1, "%"), amount(24, "weeks"), amount(1.4, "per 10,000")
    ('19 points', '1 point', '24 weeks', '1.4')
    """
    figure = format_value(abs(difference))
    if unit == "%":
        return f"{figure} {_matched('points', figure)}"
    return f"{figure} {_matched(unit, figure)}" if unit in TIME_UNITS else figure


def _matched(unit: str, figure: str) -> str:
    return singular(unit) if figure == "1" else unit


def singular(plural: str) -> str:
    """Return the word for one of them; a word that is not a plural stays as it is.

    >>> singular("weeks"), singular("agencies"), singular("children"), singular("per 10,000")
    ('week', 'agency', 'child', 'per 10,000')
    """
    if plural in _IRREGULAR:
        return _IRREGULAR[plural]
    if plural.endswith("ies"):
        return plural.removesuffix("ies") + "y"
    return plural.removesuffix("s")


def counted(number: int, plural: str) -> str:
    """Return a count with its noun in the right number.

    >>> counted(1, "measures"), counted(12, "measures"), counted(1200, "actions")
    ('1 measure', '12 measures', '1,200 actions')
    """
    return f"{number:,} {singular(plural) if number == 1 else plural}"


def be(number: int) -> str:
    """Return the verb that fits so many.

    >>> be(0), be(1), be(2)
    ('are', 'is', 'are')
    """
    return "is" if number == 1 else "are"


def have(number: int) -> str:
    """Return the verb that fits so many.

    >>> have(0), have(1), have(2)
    ('have', 'has', 'have')
    """
    return "has" if number == 1 else "have"


def number_word(number: int) -> str:
    """Return a count as a word, for the start of a sentence; from 100 on it stays in figures.

    >>> number_word(0), number_word(11), number_word(40), number_word(99), number_word(104)
    ('none', 'eleven', 'forty', 'ninety-nine', '104')
    """
    if number >= 100:
        return f"{number:,}"
    if number < 20:
        return UNITS_TO_TWENTY[number]
    tens, ones = divmod(number, 10)
    return TENS[tens] + (f"-{UNITS_TO_TWENTY[ones]}" if ones else "")


def listed(items: Iterable[str], *, joint: str = "and") -> str:
    """Return the items as a list in a sentence.

    >>> listed(["1.1a"]), listed(["1.1a", "1.1b", "1.1c"]), listed(["A1", "A2"], joint="or")
    ('1.1a', '1.1a, 1.1b and 1.1c', 'A1 or A2')
    """
    *first, last = [*items] or [""]
    return f"{', '.join(first)} {joint} {last}" if first else last


def some(codes: Sequence[str], most: int = 6) -> str:
    """Return the first few codes as a list in a sentence, with how many more there are.

    >>> some(["1.1a", "1.1b", "1.2a", "1.2b"], most=2)
    '1.1a, 1.1b and 2 more'
    """
    if len(codes) <= most + 1:
        # One more code takes no more room than saying that there is one more.
        return listed(codes)
    return listed([*codes[:most], f"{len(codes) - most:,} more"])


def named(node: Node) -> str:
    """Return an element's code with its title, as findings speak of it.

    >>> named(Node(code="A1", title="Decide together"))
    'A1 Decide together'
    """
    return f"{node.code} {node.title}"


def upper_first(text: str) -> str:
    """Return the text with a capital at its start.

    >>> upper_first("two actions")
    'Two actions'
    """
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return the text as it goes on inside a sentence; an abbreviation keeps its capitals.

    >>> lower_first("Median weeks"), lower_first("NHS referrals"), lower_first("A rise")
    ('median weeks', 'NHS referrals', 'a rise')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
