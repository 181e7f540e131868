"""Plan on a page, and the story of every outcome: numbers, audit, voice, judgement and what comes next."""

from planner.domain.calendar import long_date
from planner.domain.delivery.schedule import CLOSED
from planner.domain.elements import live
from planner.domain.layout.words import size_sentence
from planner.domain.phrases import some
from planner.domain.plan import Evidence, Outcome
from planner.domain.recommendations.coverage import DONE
from planner.domain.vocabulary import Delivery, EvidenceKind, Kind, Progress
from planner.packs.badges import GLYPHS
from planner.packs.review import Review
from planner.packs.tables.chains import Chains, named
from planner.packs.tables.measures import sentence, word
from planner.packs.tables.table import Column, Heading, Row, Sheet, Table

PLAN_TITLE = "Plan on a page"
STORY_TITLE = "Outcome stories"

_VOICES = (EvidenceKind.FAMILY_VOICE, EvidenceKind.SURVIVOR_VOICE, EvidenceKind.PRACTITIONER)


def plan_sheet(review: Review) -> Sheet:
    """Return the sheet that shows the vision, priorities, aims and outcomes with their counts."""
    plan = review.plan
    chains = Chains(plan)
    priorities: list[Row] = [
        (each.code, each.title, ", ".join(chains.sources(each.code, Kind.AIM)))
        for each in live(plan.priorities)
    ]
    return Sheet(
        number=3,
        title=PLAN_TITLE,
        lead=f"Vision: {plan.vision.title}" if plan.vision else "The plan has no vision yet.",
        tables=(
            Table(
                name="outcomes",
                title="Aims and outcomes",
                headings=(
                    Heading("Outcome", Column.CODE, 10),
                    Heading("What should change", width=52),
                    Heading("Aim", width=30),
                    Heading("People affected", width=16),
                    Heading("Actions", Column.NUMBER, 10),
                    Heading("Finished", Column.NUMBER, 10),
                    Heading("Off track or at risk", Column.NUMBER, 12),
                    Heading("Unverified", Column.NUMBER, 12),
                    Heading("Measures", Column.NUMBER, 10),
                    Heading("What the measures say", width=44),
                ),
                rows=_outcome_rows(review, chains),
                says=size_sentence(review.plan),
                empty="The plan has no outcome yet.",
            ),
            Table(
                name="priorities",
                title="Priorities",
                headings=(
                    Heading("Priority", Column.CODE, 10),
                    Heading("What we promise", width=52),
                    Heading("Aims that serve it", width=30),
                ),
                rows=tuple(priorities),
                empty="The plan has no priority yet.",
            ),
        ),
    )


def _outcome_rows(review: Review, chains: Chains) -> tuple[Row, ...]:
    rows: list[Row] = []
    for outcome in live(review.plan.outcomes):
        shown = [
            review.assessment.standings[code].delivery
            for code in chains.sources(outcome.code, Kind.ACTION)
            if code in review.assessment.standings
        ]
        measures = _measures(outcome, review, chains)
        rows.append(
            (
                outcome.code,
                outcome.title,
                named(chains.aim(outcome)) or "No aim yet",
                ", ".join(outcome.groups),
                len(shown),
                sum(each in DONE for each in shown),
                sum(each in (Delivery.OFF_TRACK, Delivery.AT_RISK) for each in shown),
                shown.count(Delivery.UNVERIFIED),
                len(measures),
                "; ".join(f"{code} {GLYPHS[told]} {told.label.lower()}" for code, told in measures),
            )
        )
    return tuple(rows)


def _measures(outcome: Outcome, review: Review, chains: Chains) -> list[tuple[str, Progress]]:
    codes = chains.sources(outcome.code, Kind.MEASURE)
    return [(code, word(code, review)) for code in codes if code in review.assessment.progress]


def story_sheet(review: Review) -> Sheet:
    """Return the sheet that tells, for every outcome, what numbers and people say and what comes next."""
    rows = _story_rows(review)
    silent = [str(row[0]) for row in rows if row[4] == "None yet"]
    lead = "Every outcome has a voice behind it: children, families, victims/survivors or practitioners."
    if not rows:
        lead = "The plan has no outcome yet."
    elif silent:
        lead = f"No voice of people or practitioners is recorded for {some(silent)}."
    return Sheet(
        number=7,
        title=STORY_TITLE,
        lead=lead,
        tables=(
            Table(
                name="stories",
                title="Every outcome",
                headings=(
                    Heading("Outcome", Column.CODE, 10),
                    Heading("What should change", width=36),
                    Heading("Numbers", width=50),
                    Heading("Audit and documents", width=40),
                    Heading("Voices", width=40),
                    Heading("Strongest evidence", width=18),
                    Heading("Does it lead on?", width=22),
                    Heading("Confidence", width=12),
                    Heading("Next", width=34),
                ),
                rows=rows,
                says="Numbers, audit and voices stand side by side; none of them is averaged into another.",
                empty="The plan has no outcome yet.",
            ),
        ),
    )


def _story_rows(review: Review) -> tuple[Row, ...]:
    chains = Chains(review.plan)
    links = {(link.source, link.target): link for link in review.plan.links}
    rows: list[Row] = []
    for outcome in live(review.plan.outcomes):
        actions = chains.sources(outcome.code, Kind.ACTION)
        measures = chains.sources(outcome.code, Kind.MEASURE)
        codes = {outcome.code, *actions, *measures}
        behind = [item for item in review.plan.evidence if codes & set(item.about)]
        sentences = [
            f"{code}: {sentence(review.printed.progress[code], review)}"
            for code in measures
            if code in review.printed.progress
        ]
        link = links.get((outcome.code, review.plan.main_links.get(outcome.code, "")))
        voices = [item for item in behind if item.kind in _VOICES]
        strongest = max(behind, key=lambda item: item.strength.step, default=None)
        rows.append(
            (
                outcome.code,
                outcome.title,
                " ".join(f"{each.rstrip('.')}." for each in sentences) or "None yet",
                _told([item for item in behind if item not in voices]),
                _told(voices),
                strongest.strength.label if strongest else "No evidence",
                link.judgement.label if link else "Leads nowhere yet",
                link.confidence.label if link and link.confidence else "Not recorded",
                _next(actions, review),
            )
        )
    return tuple(rows)


def _told(items: list[Evidence]) -> str:
    if not items:
        return "None yet"
    return " ".join(f"{item.kind.label}, {long_date(item.on)}: {item.shows.rstrip('.')}." for item in items)


def _next(actions: tuple[str, ...], review: Review) -> str:
    """Return the unfinished action of an outcome that ends first."""
    standings = review.assessment.standings
    open_ones = [
        standings[code].action
        for code in actions
        if code in standings and standings[code].declared not in CLOSED
    ]
    dated = [(action.end_on, action) for action in open_ones if action.end_on]
    if not dated:
        return "No open action with an end date"
    end_on, action = min(dated, key=lambda pair: pair[0])
    late = " (overdue)" if end_on < review.today else ""
    return f"{action.code} {action.title}, by {long_date(end_on)}{late}"
