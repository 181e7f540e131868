"""Finding anything of a plan by its words or its code."""

from dataclasses import dataclass
from datetime import date

from planner.domain.assessment import Assessment
from planner.domain.find.findable import Findable, FindKind, findables
from planner.domain.find.findable_guidance import findable_guidance
from planner.domain.find.search_words import Term, terms_of
from planner.domain.guidance import Guidance
from planner.domain.plan import Plan
from planner.services.beside_plans import BesidePlans
from planner.services.plans import show_plan
from planner.store.database import current_session
from planner.store.queries.find import find_things
from planner.store.scope import scope_of

LONGEST_QUESTION = 200

Thing = tuple[str, str]


@dataclass(frozen=True)
class FoundGroup:
    """Everything of one kind that was found, what has the words in its title first."""

    kind: FindKind
    things: tuple[Findable, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a question found: the words it was understood as, what its code names, and all the rest."""

    assessment: Assessment
    question: str
    terms: tuple[Term, ...]
    named: Findable | None
    groups: tuple[FoundGroup, ...]

    @property
    def total(self) -> int:
        """Return how many things were found."""
        return sum(len(group.things) for group in self.groups)


class _Things:
    """Everything that can be found in one plan."""

    def __init__(self, plan: Plan, guidance: Guidance) -> None:
        self.written = findables(plan)
        self.given = findable_guidance(plan, guidance)
        everything = (*self.written, *self.given)
        self.by_key: dict[Thing, Findable] = {(each.kind.value, each.code): each for each in everything}
        self.by_code: dict[str, Findable] = {}
        for each in everything:
            if each.shown_code:
                self.by_code.setdefault(each.shown_code.casefold(), each)


_kept: BesidePlans[Plan, _Things] = BesidePlans()


def find_anything(partnership: str, plan: str, question: str, today: date) -> Found:
    """Return everything of a plan that holds all words of the question, or that its code names.

    The question may be any text; only its first 200 characters are read. Raises ``NotFound`` for a
    plan that does not exist.
    """
    assessment = show_plan(partnership, plan, today)
    asked = " ".join(question.replace("\0", " ").split())[:LONGEST_QUESTION]
    things = _things_of(assessment)
    terms = terms_of(asked)
    return Found(
        assessment=assessment,
        question=asked,
        terms=terms,
        named=things.by_code.get(asked.casefold()),
        groups=_groups(things, partnership, assessment.plan.slug, terms) if terms else (),
    )


def _groups(things: _Things, partnership: str, plan: str, terms: tuple[Term, ...]) -> tuple[FoundGroup, ...]:
    session = current_session()
    hits = find_things(session, scope_of(session, partnership), plan, terms)
    if hits is None:
        # The index is behind the plan, so the plan itself is read through.
        found = _matching(things.written, terms)
    else:
        keys = ((hit.kind, hit.code) for hit in hits)
        found = [things.by_key[key] for key in keys if key in things.by_key]
    found.extend(_matching(things.given, terms))
    by_kind: dict[FindKind, list[Findable]] = {}
    for each in found:
        by_kind.setdefault(each.kind, []).append(each)
    return tuple(FoundGroup(kind, tuple(by_kind[kind])) for kind in FindKind if kind in by_kind)


def _matching(things: tuple[Findable, ...], terms: tuple[Term, ...]) -> list[Findable]:
    """Return the things that have all the terms as the index would: by their title first."""
    found = [each for each in things if all(term.is_in(each.words) for term in terms)]
    return sorted(found, key=lambda each: not all(term.is_in(each.title_words) for term in terms))


def _things_of(assessment: Assessment) -> _Things:
    plan = assessment.plan
    return _kept.get(plan, plan, lambda: _Things(plan, assessment.guidance))
