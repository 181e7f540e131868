"""What the page of results shows: groups of things, each with where it is and why it was found."""

from dataclasses import dataclass

from flask import request

from planner.domain.assessment import Assessment
from planner.domain.errors import NotFound
from planner.domain.find.excerpts import Piece, coverage, excerpt
from planner.domain.find.findable import Findable, FindKind
from planner.domain.phrases import counted
from planner.services.find import Found, FoundGroup
from planner.web.addresses import address_of, anchor, plan_address
from planner.web.current_address import address_with
from planner.web.marks import Mark, progress_mark, standing_mark
from planner.web.paging import Paged, paged

FIRST_FEW = 10

#: What a thing is called where no heading says it.
_ONE_OF = {
    FindKind.CLAUSE: "Clause",
    FindKind.EVIDENCE: "Evidence",
    FindKind.CHALLENGE: "Challenge",
    FindKind.ASSUMPTION: "Assumption",
    FindKind.RISK: "Risk",
    FindKind.SECTION: "Section",
}

#: What has a row in a list of its kind, and no page of its own.
_LISTED = {
    FindKind.CHALLENGE: "challenges.list_challenges",
    FindKind.ASSUMPTION: "assumptions.list_assumptions",
    FindKind.RISK: "assumptions.list_assumptions",
}

#: What these mean is worth reading even where only their title was found.
_EXPLAINED = (FindKind.CLAUSE, FindKind.GLOSSARY)


@dataclass(frozen=True)
class ResultRow:
    """One thing that was found, with the mark of how it stands; without an address no page shows it."""

    kind: str
    code: str
    title: tuple[Piece, ...]
    address: str
    label: str
    passage: tuple[Piece, ...]
    delivery: Mark | None
    progress: Mark | None


@dataclass(frozen=True, kw_only=True)
class ResultGroup:
    """The first few things of one kind, and where all of them are."""

    anchor: str
    title: str
    count: int
    rows: tuple[ResultRow, ...]
    all_words: str
    all_address: str


@dataclass(frozen=True, kw_only=True)
class FindPage:
    """Everything that the page of results displays."""

    question: str
    says: str
    named: ResultRow | None
    groups: tuple[ResultGroup, ...]
    one_kind: bool
    everything_address: str
    paging: Paged[Findable] | None
    glossary_address: str
    outline_address: str
    actions_address: str
    has_words: bool


def find_page(found: Found) -> FindPage:
    """Return the results of a question, of all kinds or of the one that the address names.

    Raises ``NotFound`` for a kind that there is not.
    """
    assessment = found.assessment
    kind = _chosen_kind()
    shown = [group for group in found.groups if kind in (None, group.kind)]
    paging = None
    if kind is not None:
        paging = paged(shown[0].things if shown else (), "results")
    return FindPage(
        question=found.question,
        says=_says(found, kind),
        named=_row(assessment, found, found.named) if found.named else None,
        groups=tuple(_group(found, group, paging) for group in shown),
        one_kind=kind is not None,
        everything_address=address_with({"kind": ""}),
        paging=paging,
        glossary_address=plan_address(assessment, "guidance.list_terms"),
        outline_address=plan_address(assessment, "theory.show_outline"),
        actions_address=plan_address(assessment, "actions.list_actions"),
        has_words=bool(found.terms),
    )


def _chosen_kind() -> FindKind | None:
    code = request.args.get("kind", "")
    kind = next((each for each in FindKind if each.value == code), None)
    if code and kind is None:
        raise NotFound("There is no such kind of result. Go back and choose one of the headings.")
    return kind


def _says(found: Found, kind: FindKind | None) -> str:
    if not found.terms:
        return ""
    count = sum(len(group.things) for group in found.groups if kind in (None, group.kind))
    if kind is not None:
        return f"{counted(count, 'results')} in {kind.label.lower()} for “{found.question}”."
    return f"{counted(count, 'results')} for “{found.question}”."


def _group(found: Found, group: FoundGroup, paging: Paged[Findable] | None) -> ResultGroup:
    count = len(group.things)
    things = group.things[:FIRST_FEW] if paging is None else paging.rows
    more = count > len(things) and paging is None
    return ResultGroup(
        anchor=f"found-{group.kind.value}",
        title=group.kind.label,
        count=count,
        rows=tuple(_row(found.assessment, found, thing) for thing in things),
        all_words=f"Show all {count:,}" if more else "",
        all_address=address_with({"kind": group.kind.value}) if more else "",
    )


def _row(assessment: Assessment, found: Found, thing: Findable) -> ResultRow:
    best = max(thing.passages, key=lambda passage: coverage(passage.text, found.terms), default=None)
    if best and thing.kind not in _EXPLAINED and not coverage(best.text, found.terms):
        best = None
    return ResultRow(
        kind=_kind_words(assessment, thing),
        code=thing.shown_code,
        title=excerpt(thing.title, found.terms),
        address=_address(assessment, thing),
        label=best.label if best else "",
        passage=excerpt(best.text, found.terms) if best else (),
        delivery=standing_mark(assessment.standings[thing.code]) if thing.kind is FindKind.ACTION else None,
        progress=(
            progress_mark(assessment.progress[thing.code].progress)
            if thing.kind is FindKind.MEASURE
            else None
        ),
    )


def _kind_words(assessment: Assessment, thing: Findable) -> str:
    kind = assessment.plan.kinds.get(thing.code)
    return _ONE_OF.get(thing.kind) or (kind.label if kind else thing.kind.label)


def _address(assessment: Assessment, thing: Findable) -> str:
    if thing.kind is FindKind.GLOSSARY:
        return plan_address(assessment, "guidance.list_terms", _anchor=anchor(thing.code))
    if thing.kind is FindKind.EVIDENCE:
        return _where_evidence_stands(assessment, thing.code)
    if thing.kind in _LISTED:
        # An assumption A1 may stand beside an aim A1: each collection has codes of its own.
        return plan_address(assessment, _LISTED[thing.kind], _anchor=anchor(thing.code))
    return address_of(assessment, thing.code)


def _where_evidence_stands(assessment: Assessment, code: str) -> str:
    """Return the page of the first thing that the evidence is about: it is shown there."""
    about = next(item.about for item in assessment.plan.evidence if item.code == code)
    return next(filter(None, (address_of(assessment, each) for each in about)), "")
