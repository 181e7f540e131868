"""The theory of change as a nested list: the same elements, order and judgements as the map, in words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flask import request

from planner.domain.assessment import Assessment
from planner.domain.delivery.standing_words import tally
from planner.domain.layout.words import theory_sentence
from planner.domain.phrases import counted, listed
from planner.domain.theory.reasons import because_words
from planner.domain.vocabulary import PROGRESS_BY_NEED, Kind
from planner.web.addresses import Part, address_of, anchor, linked
from planner.web.current_address import address_with
from planner.web.marks import Mark, evidence_mark, progress_mark, standing_mark
from planner.web.theory.facts import Facts, facts_of, measures_below, notes_on, standings_below, strength_of

#: More elements than this start closed at the aims.
LARGE = 200
_ALSO = {Kind.AIM: "Also serves", Kind.MEASURE: "Also shows"}


@dataclass(frozen=True, kw_only=True)
class OutlineRow:
    """One element with everything that stands under it.

    ``delivery`` is there for an action, ``progress`` for a measure, ``strength`` for every element;
    ``tally`` says where the actions and measures below any other stand. ``because`` is why it leads to what
    it stands under, and ``parts`` the sentence that says where else it leads.
    """

    anchor: str
    kind: str
    code: str
    title: str
    address: str
    delivery: Mark | None
    progress: Mark | None
    strength: Mark
    tally: str
    notes: str
    because: str
    is_doubtful: bool
    parts: tuple[Part, ...]
    is_open: bool
    rows: tuple["OutlineRow", ...]


@dataclass(frozen=True, kw_only=True)
class OutlinePage:
    """The whole outline: where reading starts, and what nothing joins to it."""

    lead: str
    is_empty: bool
    roots: tuple[OutlineRow, ...]
    loose: tuple[OutlineRow, ...]
    open_address: str
    close_address: str


def outline_page(assessment: Assessment) -> OutlinePage:
    """Return the outline, opened as the address asks: all, none, or down to the outcomes."""
    tree = facts_of(assessment).tree
    opened = _opened(sum(len(tier) for tier in tree.tiers.values()))
    return OutlinePage(
        lead=theory_sentence(assessment.plan, tree),
        is_empty=not any(tree.tiers.values()),
        roots=_rows(assessment, tree.roots, opened),
        loose=_rows(assessment, tree.loose, opened),
        open_address=address_with({"open": "all"}),
        close_address=address_with({"open": "none"}),
    )


def _opened(elements: int) -> frozenset[Kind]:
    """Return the kinds whose rows start open; a word that the address does not know asks for nothing."""
    wish = request.args.get("open", "")
    if wish == "all":
        return frozenset(Kind)
    if wish == "none" or elements > LARGE:
        return frozenset()
    return frozenset({Kind.AIM})


def _rows(assessment: Assessment, codes: Iterable[str], opened: frozenset[Kind]) -> tuple[OutlineRow, ...]:
    return tuple(_row(assessment, code, opened) for code in codes)


def _row(assessment: Assessment, code: str, opened: frozenset[Kind]) -> OutlineRow:
    facts = facts_of(assessment)
    kind = assessment.plan.kinds[code]
    parent = facts.tree.parents.get(code, "")
    link = facts.links.get((code, parent))
    standing = assessment.standings.get(code)
    progress = assessment.progress.get(code)
    others = facts.tree.others.get(code, ())
    return OutlineRow(
        anchor=anchor(code),
        kind=kind.label,
        code=code,
        title=assessment.plan.by_code[code].title,
        address="" if kind in (Kind.VISION, Kind.PRIORITY) else address_of(assessment, code),
        delivery=standing_mark(standing) if standing else None,
        progress=progress_mark(progress.progress) if progress else None,
        strength=evidence_mark(strength_of(assessment, code)),
        tally="" if standing or progress else tally_words(assessment, code),
        notes=listed(notes_on(assessment, code)),
        because=because_words(link.because) if link else "",
        is_doubtful=(code, parent) in facts.doubtful,
        parts=linked(assessment, _also(facts, code, kind), others),
        is_open=kind in opened,
        rows=_rows(assessment, facts.tree.children.get(code, ()), opened),
    )


def tally_words(assessment: Assessment, code: str) -> str:
    """Return where the actions below an element stand, and apart from them its measures."""
    actions = f"{tally(standings_below(assessment, code))}."
    found = Counter(assessment.progress[each].progress for each in measures_below(assessment, code))
    if not found:
        return f"{actions} No measures."
    told = ", ".join(f"{found[each]} {each.label.lower()}" for each in PROGRESS_BY_NEED if found[each])
    return f"{actions} {counted(found.total(), 'measures')}: {told}."


def _also(facts: Facts, code: str, kind: Kind) -> str:
    """Return where else an element leads, as a sentence, with the links that are in doubt."""
    others = facts.tree.others.get(code, ())
    if not others:
        return ""
    named = [f"{each}, which is in doubt" if (code, each) in facts.doubtful else each for each in others]
    return f"{_ALSO.get(kind, 'Also leads to')} {listed(named)}."
