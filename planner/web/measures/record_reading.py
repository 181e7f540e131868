"""The form for a reading of a measure, and what stands beside it."""

from dataclasses import dataclass
from datetime import date

from planner.domain.assessment import Assessment
from planner.domain.entries.entered import NO_DAY, EnteredDay, entered_day
from planner.domain.entries.reading import EnteredReading, next_period, refuse_unless_read
from planner.domain.measures.scorecard_words import latest_sentence
from planner.domain.people.actor import Actor
from planner.domain.people.permissions import Deed
from planner.domain.phrases import named
from planner.domain.plan import Measure
from planner.domain.vocabulary import Mark, MeasureKind
from planner.services.figures import progress_of_measure
from planner.web.addresses import plan_address
from planner.web.choices import Choice, choices_of
from planner.web.entry_forms import DayField, EntryForm, TypedField


class RecordReadingForm(EntryForm):
    """What was read for a period."""

    period = TypedField()
    period_end = DayField()
    mark = TypedField()
    value = TypedField()
    numerator = TypedField()
    denominator = TypedField()
    beside = TypedField()
    note = TypedField()

    @property
    def entered(self) -> EnteredReading:
        """Return the reading as it was typed."""
        return EnteredReading(
            period=self.period.typed,
            period_end=self.period_end.data,
            value=self.value.typed,
            mark=self.mark.typed,
            numerator=self.numerator.typed,
            denominator=self.denominator.typed,
            beside=self.beside.typed,
            note=self.note.typed,
        )


@dataclass(frozen=True, kw_only=True)
class RecordReadingPage:
    """What stands around the form: the measure, what was read last, and what its numbers count.

    ``begins_with`` are the name and end of the period that comes next, where it is known.
    """

    code: str
    title: str
    address: str
    latest: str
    unit: str
    counts: str
    out_of: str
    beside: str
    has_numbers: bool
    hides_small: bool
    choices: tuple[Choice, ...]
    begins_with: tuple[str, EnteredDay]


def record_reading_page(assessment: Assessment, code: str, actor: Actor) -> RecordReadingPage:
    """Return the page of the form for somebody who may record a reading of this measure.

    Raises ``NotFound`` for a code that is no measure, ``NotAllowed`` for somebody else, and
    ``RuleBroken`` for a measure of which no reading can come.
    """
    told = progress_of_measure(assessment, code)
    measure = told.measure
    actor.must(Deed.RECORD_READING, measure.collator_agency)
    refuse_unless_read(measure)
    return RecordReadingPage(
        code=code,
        title=named(measure),
        address=plan_address(assessment, "measures.show_measure", code=code),
        latest=latest_sentence(told),
        unit=measure.unit,
        counts=measure.numerator,
        out_of=measure.denominator,
        beside=measure.beside_title,
        has_numbers=measure.kind is MeasureKind.QUANTITATIVE,
        hides_small=measure.masks_small_numbers,
        choices=(Choice("", "There is a value"), *choices_of("mark", Mark)),
        begins_with=_begins_with(measure, assessment.today),
    )


def _begins_with(measure: Measure, today: date) -> tuple[str, EnteredDay]:
    found = next_period(measure, today)
    return (found[0], entered_day(found[1])) if found else ("", NO_DAY)
