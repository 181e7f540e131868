"""The page of one measure, ready for its template."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.assessment import Assessment
from planner.domain.calendar import full_month_year, long_date
from planner.domain.measures.progress import MeasureProgress
from planner.domain.measures.scorecard_words import (
    direction_words,
    latest_sentence,
    owed_by,
    reading_due_words,
    state_words,
)
from planner.domain.people.posts import PostHolders
from planner.domain.plan import Measure
from planner.domain.retired_words import retired_words
from planner.services.figures import measure_figure, progress_of_measure, second_figure
from planner.web.marks import Mark, progress_mark
from planner.web.measures.facts import Fact, measure_facts
from planner.web.measures.related import (
    MovingAction,
    Shown,
    moving_actions,
    shown_outcomes,
)
from planner.web.measures.scorecard_order import in_scorecard_order
from planner.web.neighbours import Neighbour, around
from planner.web.relations import (
    ChallengeRow,
    EvidenceRow,
    FindingRow,
    challenge_rows,
    evidence_rows,
    finding_rows,
)

if TYPE_CHECKING:
    from planner.packs.charts.figures import Figure


@dataclass(frozen=True, kw_only=True)
class Note:
    """A note on a reading, with the number that stands beside its dot."""

    number: int
    when: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """A reading that has no number: what was found, or why it is missing."""

    when: str
    text: str
    by: str


@dataclass(frozen=True, kw_only=True)
class MeasurePage:
    """Everything that a measure's page displays.

    ``retired`` says when and why it was retired, and is empty for a live one. ``owes`` says who owes
    the next reading and when, in one sentence.
    """

    code: str
    title: str
    description: str
    crumb: str
    crumb_address: str
    retired: str
    mark: Mark
    latest: str
    sentence: str
    state: str
    direction: str
    owes: str
    is_late: bool
    figure: "Figure"
    has_chart: bool
    notes: tuple[Note, ...]
    found: tuple[Found, ...]
    second: "Figure | None"
    rise_means: str
    fall_means: str
    shows: tuple[Shown, ...]
    actions: tuple[MovingAction, ...]
    more_actions: tuple[Shown, ...]
    findings: tuple[FindingRow, ...]
    evidence: tuple[EvidenceRow, ...]
    challenges: tuple[ChallengeRow, ...]
    facts: tuple[Fact, ...]
    before: Neighbour | None
    after: Neighbour | None

    @property
    def figures(self) -> "tuple[Figure, ...]":
        """Return the figures whose drawings the page carries."""
        return (self.figure, *((self.second,) if self.second else ()))


def measure_page(assessment: Assessment, code: str, holders: PostHolders | None) -> MeasurePage:
    """Return the page of a measure, live or retired; raises ``NotFound`` for a code that is none.

    ``holders`` are those of posts, for a reader who may see them.
    """
    told = progress_of_measure(assessment, code)
    measure = told.measure
    figure = measure_figure(assessment, code)
    shows = shown_outcomes(assessment, measure)
    actions, more = moving_actions(assessment, measure)
    before, after = around(assessment, in_scorecard_order(assessment), code)
    crumb = next((each for each in shows if not each.is_retired), None)
    return MeasurePage(
        code=code,
        title=measure.title,
        description=measure.description,
        crumb=f"{crumb.code} {crumb.title}" if crumb else "",
        crumb_address=crumb.address if crumb else "",
        retired=retired_words(measure),
        mark=progress_mark(told.progress),
        latest=latest_sentence(told),
        sentence=f"{told.sentence}." if told.sentence else "",
        state=state_words(measure),
        direction=direction_words(measure, told.sentence),
        owes=_owes(assessment, told),
        is_late=told.days_late > 0,
        figure=figure,
        has_chart=bool(figure.plots),
        notes=_notes(measure),
        found=() if figure.plots else _found(measure),
        second=second_figure(assessment, code),
        rise_means=measure.rise_means,
        fall_means=measure.fall_means,
        shows=shows,
        actions=actions,
        more_actions=more,
        findings=finding_rows(assessment, code),
        evidence=evidence_rows(assessment, code),
        challenges=challenge_rows(assessment, code),
        facts=measure_facts(assessment, told, holders),
        before=before,
        after=after,
    )


def _owes(assessment: Assessment, told: MeasureProgress) -> str:
    """Return who owes the next reading and when it is due."""
    words = reading_due_words(told)
    if told.due_on is None:
        return f"{words}."
    measure = told.measure
    agency = assessment.plan.agency_names.get(measure.collator_agency, "")
    return f"{words}. Owed by: {owed_by(measure, agency)}."


def _notes(measure: Measure) -> tuple[Note, ...]:
    noted = [each for each in measure.readings if each.note]
    return tuple(
        Note(number=number, when=full_month_year(each.period_end), text=each.note)
        for number, each in enumerate(noted, start=1)
    )


def _found(measure: Measure) -> tuple[Found, ...]:
    """Return what readings without a number say, newest first."""
    return tuple(
        Found(
            when=each.period,
            text=". ".join(filter(None, (each.mark.label if each.mark else "", each.note.rstrip("."))))
            or "Nothing is written about it",
            by=", ".join(
                filter(None, (each.entered_by, long_date(each.entered_on) if each.entered_on else ""))
            ),
        )
        for each in reversed(measure.readings)
    )
