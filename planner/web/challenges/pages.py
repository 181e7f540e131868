"""The scrutiny log: what was asked, of whom, what was answered, and what came of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.people.actor import Actor
from planner.domain.phrases import counted
from planner.domain.plan import Challenge
from planner.domain.records import ScrutinyJudgement
from planner.domain.scrutiny.challenges import is_open, open_first, scrutiny_sentence
from planner.web.challenges.facets import challenge_facets, searched_text
from planner.web.challenges.rows import ChallengeRow, challenge_row
from planner.web.element_tasks import scrutiny_tasks
from planner.web.filters import FilterBar, filtered
from planner.web.judgements.rows import JudgementRow, judgement_rows
from planner.web.paging import Paged, paged


@dataclass(frozen=True, kw_only=True)
class ChallengeGroup:
    """The challenges that are open, or those that are not."""

    anchor: str
    title: str
    rows: tuple[ChallengeRow, ...]


@dataclass(frozen=True, kw_only=True)
class ChallengesPage:
    """The log, with what it was filtered by. ``is_empty`` where nothing was ever recorded.

    ``raise_challenge`` and ``record_judgement`` are the addresses of the forms that are there for the
    reader.
    """

    sentence: str
    result: str
    is_empty: bool
    bar: FilterBar
    groups: tuple[ChallengeGroup, ...]
    paged: Paged[Challenge]
    judgements: tuple[JudgementRow, ...]
    raise_challenge: str
    record_judgement: str


def challenges_page(
    assessment: Assessment, judgements: Iterable[ScrutinyJudgement], actor: Actor
) -> ChallengesPage:
    """Return the challenges that the address asks for; raises ``NotFound`` for an unknown filter."""
    challenges = assessment.plan.challenges
    found = filtered(
        open_first(challenges),
        tuple(challenge_facets(assessment)),
        words_label="Words",
        text_of=searched_text,
        kept=(),
    )
    page = paged(found.rows, "challenges")
    result = f"{len(found.rows)} of {counted(len(challenges), 'challenges')}: {found.bar.in_words}."
    return ChallengesPage(
        sentence=scrutiny_sentence(challenges, assessment.today),
        result=result if found.bar.is_used else f"{counted(len(challenges), 'challenges')}, open ones first.",
        is_empty=not challenges,
        bar=found.bar,
        groups=tuple(_groups(assessment, page.rows, actor)),
        paged=page,
        judgements=judgement_rows(assessment, judgements),
        **scrutiny_tasks(assessment, actor),
    )


def _groups(
    assessment: Assessment, challenges: Iterable[Challenge], actor: Actor
) -> Iterator[ChallengeGroup]:
    waiting = [each for each in challenges if is_open(each)]
    done = [each for each in challenges if not is_open(each)]
    for name, title, group in (("open", "Open", waiting), ("closed", "Closed or noted", done)):
        if group:
            rows = tuple(challenge_row(assessment, each, actor) for each in group)
            yield ChallengeGroup(anchor=name, title=title, rows=rows)
