"""What is said about measures beside their figures: how many make which progress, who owes what, and when."""

from collections import Counter
from collections.abc import Mapping

from planner.domain.calendar import full_month_year, long_date, month_year
from planner.domain.measures.progress import MeasureProgress
from planner.domain.phrases import amount, counted, lower_first, some, with_unit
from planner.domain.plan import Measure
from planner.domain.vocabulary import Collection, Direction, MeasureKind, Progress

_TOLD = (
    (Progress.MET, "met the target"),
    (Progress.IMPROVING, "improving"),
    (Progress.NO_CHANGE, "not changing"),
    (Progress.WORSE, "getting worse"),
)


def scorecard_sentence(progress: Mapping[str, MeasureProgress]) -> str:
    """Return how many measures come nearer to their target and which move away, in one sentence or two.

    >>> from datetime import date
    >>> from planner.domain.measures.progress import measure_progress
    >>> from tests.builders import make_plan
    >>> scorecard_sentence(measure_progress(make_plan(), date(2026, 11, 21)))
    'Of 1 measure: 1 improving.'
    """
    if not progress:
        return "The plan has no live measure yet."
    counts = Counter(told.progress for told in progress.values())
    parts = [f"{counts[each]} {words}" for each, words in _TOLD if counts[each]]
    total = counted(len(progress), "measures")
    if not parts:
        return f"Nothing can be said yet about the progress of {total}."
    worse = [code for code, told in progress.items() if told.progress is Progress.WORSE]
    tail = f" Getting worse: {some(worse)}." if worse else ""
    return f"Of {total}: {some(parts)}.{tail}"


def type_words(measure: Measure) -> str:
    """Return what sort of measure it is and how often it is read, as a short line.

    >>> from tests.builders import make_measure
    >>> type_words(make_measure())
    'How well, half-yearly'
    """
    kind = None if measure.kind is MeasureKind.QUANTITATIVE else measure.kind
    terms = [term.label for term in (kind, measure.question, measure.frequency) if term]
    return ", ".join((*terms[:1], *(lower_first(term) for term in terms[1:])))


def state_words(measure: Measure) -> str:
    """Return the honest state of the collection, with who will start it and when; empty if collected.

    >>> from datetime import date
    >>> from tests.builders import make_measure
    >>> later = {"state_role": "Data officer", "state_due_on": date(2027, 3, 31)}
    >>> state_words(make_measure(state=Collection.NOT_YET, **later))
    'Not collected yet: Data officer, by 31 March 2027.'
    >>> state_words(make_measure(state=Collection.NOT_YET))
    'Not collected yet: nobody is named, by no date.'
    """
    if measure.state is Collection.COLLECTED:
        return ""
    note = measure.state_note.strip().rstrip(".")
    said = f". {note}" if note else ""
    if measure.state is not Collection.NOT_YET:
        return f"{measure.state.label}{said}."
    who = measure.state_role or "nobody is named"
    when = f"by {long_date(measure.state_due_on)}" if measure.state_due_on else "by no date"
    return f"{measure.state.label}: {who}, {when}{said}."


def reading_due_words(told: MeasureProgress, *, short: bool = False) -> str:
    """Return when the next reading is due, or for how long it has been late.

    >>> from datetime import date
    >>> from planner.domain.measures.progress import progress_of
    >>> from tests.builders import make_measure
    >>> reading_due_words(progress_of(make_measure(), date(2026, 11, 21)))
    'Next reading due 30 April 2027'
    >>> reading_due_words(progress_of(make_measure(), date(2027, 5, 2)), short=True)
    'Reading 2 days late'
    """
    measure, due_on = told.measure, told.due_on
    if due_on is None:
        return _never_due(measure)
    which = "Next reading" if measure.readings else "First reading"
    if told.days_late:
        late = f"{counted(told.days_late, 'days')} late"
        return f"Reading {late}" if short else f"{which} was due {long_date(due_on)}, {late}"
    if short:
        return f"{which.split(maxsplit=1)[0]} due {due_on.day} {month_year(due_on)}"
    return f"{which} due {long_date(due_on)}"


def _never_due(measure: Measure) -> str:
    if measure.retired_on is not None:
        return "No more readings are due"
    if measure.state is Collection.CANNOT_BE:
        return "No reading is expected"
    if measure.frequency is None:
        return "Nobody has said when a reading is due"
    return "Read once, no more readings are due" if measure.readings else "No date for the reading"


def latest_sentence(told: MeasureProgress) -> str:
    """Return the latest reading with its period and how far it is from the baseline, or an empty text.

    >>> from datetime import date
    >>> from planner.domain.measures.progress import progress_of
    >>> from tests.builders import make_measure
    >>> latest_sentence(progress_of(make_measure(), date(2026, 11, 21)))
    'The latest reading is 55% (to Sep 2026), 15 points more than the baseline.'
    """
    measure, latest = told.measure, told.latest
    if latest is None or latest.value is None:
        return ""
    said = f"The latest reading is {with_unit(latest.value, measure.unit)} ({lower_first(latest.period)})"
    if measure.baseline is None or measure.baseline_on == latest.period_end:
        return f"{said}."
    change = latest.value - measure.baseline
    if change == 0:
        return f"{said}, the same as the baseline."
    way = "more" if change > 0 else "less"
    return f"{said}, {amount(change, measure.unit)} {way} than the baseline."


def direction_words(measure: Measure, said: str = "") -> str:
    """Return which way is good, and what a low number would not prove, for people who read the chart.

    Which way is good is left out where what was ``said`` before already tells it.

    >>> from tests.builders import make_measure
    >>> direction_words(make_measure(identification=True))
    'Higher is better. A low number is not good news: it may mean that less is noticed.'
    """
    direction = measure.direction
    parts = [direction.label if direction else "Nobody has said which way is better"]
    if direction is Direction.RISE_THEN_FALL and measure.turns_on is not None:
        parts = [f"A rise is expected until {full_month_year(measure.turns_on)}, then a fall"]
    if measure.identification:
        parts.append("A low number is not good news: it may mean that less is noticed")
    if measure.self_rated:
        parts.append("People say this about themselves, so read it beside data or an audit")
    return " ".join(f"{part}." for part in parts if part not in said)


def owed_by(measure: Measure, agency: str) -> str:
    """Return who owes the next reading: the collator's post and the agency's name, or that nobody does.

    >>> from tests.builders import make_measure
    >>> owed_by(make_measure(), "Testshire Council")
    'Quality officer, Testshire Council'
    """
    return ", ".join(part for part in (measure.collator_role, agency) if part) or "Nobody named"
