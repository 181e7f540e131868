"""Rules about measures: V03, V04, V08, V09, V15, V16."""

from planner.domain.calendar import long_date
from planner.domain.measures.framework import missing_parts
from planner.domain.phrases import counted, listed, named, some
from planner.domain.rules.facts import Facts, Told
from planner.domain.theory.graph import effects
from planner.domain.vocabulary import Collection, Direction, Kind, Question


def outcomes_without_measure(facts: Facts) -> Told:
    """Yield V03: an outcome with no measure (guide section 7.2).

    A measure that is not collected yet, or cannot be, counts: it says honestly what is not known.
    """
    for outcome in facts.outcomes:
        if not facts.measures_of(outcome.code):
            yield outcome.code, f"{named(outcome)} has no measure."


def unfinished_frameworks(facts: Facts) -> Told:
    """Yield V04: a measure whose evaluation framework has gaps (guide section 7.2: what, how, who, when)."""
    for measure in facts.measures:
        if measure.state is Collection.CANNOT_BE:
            continue
        missing = missing_parts(measure)
        if missing:
            yield measure.code, f"{named(measure)} has no {listed(missing, joint='or')}."


def outcomes_with_only_counts(facts: Facts) -> Told:
    """Yield V08: an outcome whose measures all ask how much was done, and none how well or to what effect."""
    for outcome in facts.outcomes:
        measures = facts.measures_of(outcome.code)
        if measures and all(each.question is Question.HOW_MUCH for each in measures):
            codes = some([each.code for each in measures])
            yield outcome.code, f"{named(outcome)} is shown only by how much was done ({codes})."


def late_readings(facts: Facts) -> Told:
    """Yield V09: a measure whose reading is past its due date."""
    for measure in facts.measures:
        found = facts.progress[measure.code]
        if found.due_on is not None and found.days_late:
            which = "next reading" if measure.readings else "first reading"
            late = f"{long_date(found.due_on)}, {counted(found.days_late, 'days')} ago"
            yield measure.code, f"The {which} of {named(measure)} was due on {late}, and there is none."


def identification_wanted_lower(facts: Facts) -> Told:
    """Yield V15: a measure of identification for which lower is said to be better (guide section 5.1)."""
    for measure in facts.measures:
        if measure.identification and measure.direction is Direction.LOWER:
            yield measure.code, f"{named(measure)} counts identified concerns and says that lower is better."


def confidence_alone(facts: Facts) -> Told:
    """Yield V16: a self-rated measure with no data or audit on the same outcome (guide 6.1)."""
    for measure in facts.measures:
        if not measure.self_rated:
            continue
        outcomes = effects(facts.graph, measure.code, Kind.OUTCOME)
        beside = (each for outcome in outcomes for each in facts.measures_of(outcome))
        if not any(not each.self_rated and each.state is not Collection.CANNOT_BE for each in beside):
            where = listed(outcomes) or "any outcome"
            reason = f"{named(measure)} is self-rated, and {where} has none from data or audit beside it."
            yield measure.code, reason
