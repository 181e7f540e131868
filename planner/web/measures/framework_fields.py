"""The evaluation framework of a measure in words, for its own page and for the table of the whole plan."""

from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.calendar import full_month_year
from planner.domain.measures.progress import MeasureProgress
from planner.domain.measures.scorecard_words import owed_by, reading_due_words
from planner.domain.measures.trend_words import target_words
from planner.domain.phrases import counted, lower_first, with_unit
from planner.domain.plan import Measure
from planner.domain.vocabulary import Collection


@dataclass(frozen=True, kw_only=True)
class FrameworkField:
    """One question of the framework with its answer in lines.

    ``missing`` says what nobody has named yet, and is empty where everything is.
    """

    name: str
    lines: tuple[str, ...]
    missing: str = ""


def data_field(measure: Measure) -> FrameworkField:
    """Return which data the measure rests on, and what is counted of what."""
    counts = []
    if measure.numerator:
        counts.append(f"Counted: {lower_first(measure.numerator)}")
    if measure.denominator:
        counts.append(f"Out of: {lower_first(measure.denominator)}")
    return _field(
        "Source of the data", (measure.source, *counts), measure, bool(measure.source), "No source named"
    )


def method_field(measure: Measure) -> FrameworkField:
    """Return how the data is collected and where it is recorded."""
    lacks = " and ".join(
        words
        for words, value in (("no method", measure.method), ("no place of record", measure.recorded_in))
        if not value
    )
    recorded = f"Recorded in: {measure.recorded_in}" if measure.recorded_in else ""
    missing = f"{lacks[:1].upper()}{lacks[1:]} named"
    return _field("How and where", (measure.method, recorded), measure, not lacks, missing)


def collator_field(assessment: Assessment, measure: Measure) -> FrameworkField:
    """Return which post of which agency puts the measure together."""
    agency = assessment.plan.agency_names.get(measure.collator_agency, "")
    named = bool(measure.collator_role or agency)
    lines = (owed_by(measure, agency),) if named else ()
    return _field("Collated by", lines, measure, named, "No collator named")


def presenter_field(measure: Measure) -> FrameworkField:
    """Return which post presents the measure, and to which forum."""
    lacks = " and ".join(
        words
        for words, value in (("no presenter", measure.presenter_role), ("no forum", measure.forum))
        if not value
    )
    forum = f"To: {measure.forum}" if measure.forum else ""
    missing = f"{lacks[:1].upper()}{lacks[1:]} named"
    return _field("Presented by", (measure.presenter_role, forum), measure, not lacks, missing)


def frequency_field(told: MeasureProgress) -> FrameworkField:
    """Return how often the measure is read, how long after the period, and when next."""
    measure = told.measure
    often = measure.frequency.label if measure.frequency else ""
    if often and measure.lag_days:
        often = f"{often}, {counted(measure.lag_days, 'days')} after the period ends"
    due = reading_due_words(told) if measure.frequency else ""
    return _field("How often", (often, due), measure, bool(often), "No frequency set")


def baseline_field(measure: Measure) -> FrameworkField:
    """Return where the measure started, or by when that will be known."""
    if measure.baseline is not None:
        lines = (with_unit(measure.baseline, measure.unit), measure.baseline_period, measure.baseline_note)
        return _field("Baseline", lines, measure, True, "")
    note = measure.baseline_note
    if measure.baseline_due_on is not None:
        due = f"To be set by {full_month_year(measure.baseline_due_on)}"
        return _field("Baseline", (due, note), measure, True, "")
    return _field("Baseline", (note,), measure, False, "No baseline set")


def target_field(measure: Measure) -> FrameworkField:
    """Return the target with its date, or why there is none."""
    words = target_words(measure)
    if words:
        by = f"by {full_month_year(measure.target_on)}" if measure.target_on else ""
        missing = "" if by else "No date set"
        return _field("Target", (f"{words} {by}".strip(),), measure, bool(by), missing)
    because = measure.no_target_because
    lines = (f"No target. {because}",) if because else ()
    return _field("Target", lines, measure, bool(because), "No target set")


def framework_fields(assessment: Assessment, told: MeasureProgress) -> tuple[FrameworkField, ...]:
    """Return the whole framework of a measure, in the order of the guide's questions (section 7.2)."""
    measure = told.measure
    return (
        data_field(measure),
        method_field(measure),
        collator_field(assessment, measure),
        presenter_field(measure),
        frequency_field(told),
        baseline_field(measure),
        target_field(measure),
    )


def _field(
    name: str,
    lines: tuple[str, ...],
    measure: Measure,
    is_whole: bool,
    missing: str,
) -> FrameworkField:
    said = tuple(line for line in lines if line)
    # Nobody has to say how to collect what cannot be collected.
    is_excused = measure.state is Collection.CANNOT_BE and not said
    if is_excused:
        return FrameworkField(name=name, lines=("Not asked for: it cannot be collected",))
    return FrameworkField(name=name, lines=said, missing="" if is_whole else missing)
