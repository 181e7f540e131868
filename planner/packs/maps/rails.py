"""The rail of a box: the marks that stand before its title, which are all that a lens changes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.lenses import Lens, carried
from planner.domain.phrases import listed
from planner.domain.plan import Plan
from planner.domain.theory.graph import causes
from planner.domain.vocabulary import Kind
from planner.packs.badges import standing_badge
from planner.packs.marks import evidence_symbol, progress_symbol

_SHORTEST = 2


@dataclass(frozen=True)
class RailMark:
    """A symbol of the sprite, or a short text in its place."""

    symbol: str = ""
    text: str = ""


class Rails:
    """The rails of every box of one plan under one lens, and what they say."""

    def __init__(self, assessment: Assessment, lens: Lens) -> None:
        self._assessment = assessment
        self._lens = lens
        self._carried = carried(assessment, lens)
        self._short = short_names(assessment.plan) if lens is Lens.AGENCY else {}

    def of(self, kind: Kind, code: str) -> tuple[RailMark, ...]:
        """Return the marks of a box from the top; only actions and outcomes have a rail."""
        if kind not in (Kind.ACTION, Kind.OUTCOME):
            return ()
        drawn = _DRAWN.get(self._lens)
        if drawn is None:
            return tuple(RailMark(text=self._short.get(each, each)) for each in self._carried.get(code, ()))
        return tuple(RailMark(symbol) for symbol in drawn(self._assessment, kind, code))

    def words(self, code: str) -> tuple[str, ...]:
        """Return what a rail of codes says, for the name of its box."""
        codes = self._carried.get(code, ())
        if not codes:
            return ()
        plan, guidance = self._assessment.plan, self._assessment.guidance
        if self._lens is Lens.RECOMMENDATIONS:
            return (f"Answers {listed(codes)}",)
        titles = {group.code: group.title for group in guidance.groups}
        titles |= {stage.code: stage.title for stage in plan.stages} | plan.agency_names
        named = listed(titles.get(each, each) for each in codes)
        return (f"{_SAID[self._lens]} {named}",)


_SAID = {Lens.GROUPS: "For:", Lens.AGENCY: "Led by", Lens.STAGE: "Stage:"}


def _delivery(assessment: Assessment, kind: Kind, code: str) -> Iterable[str]:
    if kind is Kind.OUTCOME:
        return _progress(assessment, kind, code)
    standing = assessment.standings[code]
    return (standing_badge(standing).symbol, evidence_symbol(standing.strength))


def _progress(assessment: Assessment, kind: Kind, code: str) -> Iterable[str]:
    """Return the arrows of the measures that hang on an outcome, or that an action names as its own."""
    if kind is Kind.OUTCOME:
        codes: Iterable[str] = causes(assessment.graph, code, Kind.MEASURE)
    else:
        codes = assessment.standings[code].action.indicators
    known = assessment.progress
    return [progress_symbol(known[each].progress) for each in codes if each in known]


def _evidence(assessment: Assessment, kind: Kind, code: str) -> Iterable[str]:
    # The arrows stay on the outcomes, so that what is shown can be held against what is done.
    if kind is Kind.OUTCOME:
        return _progress(assessment, kind, code)
    return (evidence_symbol(assessment.standings[code].strength),)


_DRAWN: dict[Lens, Callable[[Assessment, Kind, str], Iterable[str]]] = {
    Lens.DELIVERY: _delivery,
    Lens.PROGRESS: _progress,
    Lens.EVIDENCE: _evidence,
}


def short_names(plan: Plan) -> dict[str, str]:
    """Return two or three letters for every agency, no two the same, by its code.

    They are the first letters of the words of its name; a second agency of the same letters gets a
    number.
    """
    taken: set[str] = set()
    names = {}
    for agency in plan.agencies:
        words = [word for word in agency.name.replace("-", " ").split() if word[0].isalpha()]
        first = "".join(word[0] for word in words if word[0].isupper())[:3]
        short = first if len(first) >= _SHORTEST else (words[0] if words else agency.code)[:2].upper()
        free = (f"{short[:2]}{number}" for number in range(2, len(plan.agencies) + 2))
        name = short if short not in taken else next(each for each in free if each not in taken)
        taken.add(name)
        names[agency.code] = name
    return names
