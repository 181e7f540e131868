"""What can be found in a plan: each thing with its code, its title, and every text that it holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from planner.domain.calendar import long_date
from planner.domain.elements import Action, Measure, live
from planner.domain.find.search_words import words_of
from planner.domain.plan import Challenge, Plan
from planner.domain.vocabulary import Term


class FindKind(Term):
    """The kinds of thing that can be found, in the order in which results stand."""

    ACTION = "action", "Actions"
    OUTCOME = "outcome", "Outcomes"
    MEASURE = "measure", "Measures"
    AIM = "aim", "Aims"
    DIRECTION = "direction", "Vision and priorities"
    CLAUSE = "clause", "Recommendations"
    EVIDENCE = "evidence", "Evidence"
    CHALLENGE = "challenge", "Challenges"
    ASSUMPTION = "assumption", "Assumptions"
    RISK = "risk", "Risks"
    AGENCY = "agency", "Agencies"
    SECTION = "section", "Sections of the strategy"
    GLOSSARY = "glossary", "Glossary"


_NAMED = (FindKind.AGENCY, FindKind.GLOSSARY)


@dataclass(frozen=True)
class Passage:
    """One text of a thing, with what it is."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Findable:
    """One thing that can be found; ``code`` names it among its kind."""

    kind: FindKind
    code: str
    title: str
    passages: tuple[Passage, ...] = ()

    @property
    def shown_code(self) -> str:
        """Return its code where people know it by one: words and agencies have names alone."""
        return "" if self.kind in _NAMED else self.code

    @cached_property
    def title_words(self) -> tuple[str, ...]:
        """The words of its code and title."""
        return words_of(f"{self.shown_code} {self.title}")

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every word by which it can be found."""
        texts = (self.shown_code, self.title, *(passage.text for passage in self.passages))
        return words_of("\n".join(texts))


def findables(plan: Plan) -> tuple[Findable, ...]:
    """Return everything in a plan that people wrote and that can be found, kind by kind in plan order.

    What is retired is left out: no list shows it.

    >>> from planner.domain.plan import Node, Partnership
    >>> from planner.domain.vocabulary import Nation
    >>> from datetime import date
    >>> nowhere = Partnership(slug="n", name="N", short_name="N", nation=Nation.WALES)
    >>> plan = Plan(
    ...     partnership=nowhere, slug="p", title="P", starts_on=date(2025, 1, 1), ends_on=date(2028, 1, 1)
    ... )
    >>> findables(plan)
    ()
    """
    return tuple(_findables(plan))


def _findables(plan: Plan) -> Iterator[Findable]:
    because: dict[str, list[tuple[str, str]]] = {}
    for link in plan.links:
        because.setdefault(link.source, []).append((link.target, link.because))

    for action in live(plan.actions):
        yield findable_action(action, because.get(action.code, ()))
    for measure in live(plan.measures):
        yield findable_measure(measure, because.get(measure.code, ()))
    directions = (*((plan.vision,) if plan.vision else ()), *plan.priorities)
    for kind, nodes in (
        (FindKind.OUTCOME, plan.outcomes),
        (FindKind.AIM, plan.aims),
        (FindKind.DIRECTION, directions),
    ):
        for node in live(nodes):
            passages = (Passage("Description", node.description), *_reasons(because.get(node.code, ())))
            yield _findable(kind, node.code, node.title, passages)
    yield from _records(plan)


def findable_action(action: Action, because: Iterable[tuple[str, str]]) -> Findable:
    """Return an action as it is found; ``because`` says of each element that it leads to why it does."""
    passages = (*_of_action(action), *_reasons(because))
    return _findable(FindKind.ACTION, action.code, action.title, passages)


def findable_measure(measure: Measure, because: Iterable[tuple[str, str]]) -> Findable:
    """Return a measure as it is found; ``because`` says of each outcome that it shows why it does."""
    passages = (*_of_measure(measure), *_reasons(because))
    return _findable(FindKind.MEASURE, measure.code, measure.title, passages)


def _reasons(because: Iterable[tuple[str, str]]) -> Iterator[Passage]:
    for target, reason in because:
        yield Passage(f"Leads to {target} because", reason)


def _findable(kind: FindKind, code: str, title: str, passages: Iterable[Passage]) -> Findable:
    written = tuple(passage for passage in passages if passage.text)
    return Findable(kind=kind, code=code, title=title, passages=written)


def _of_action(action: Action) -> Iterator[Passage]:
    yield Passage("Description", action.description)
    for update in reversed(action.updates):
        yield Passage(f"Update of {long_date(update.on)}", f"{update.sentence} {update.ask}".strip())
    for milestone in action.milestones:
        yield Passage("Milestone", milestone.title)
    for change in reversed(action.date_changes):
        yield Passage(f"Date changed on {long_date(change.on)}", change.reason)
    yield Passage("Outputs", action.outputs)
    yield Passage("Resources", action.resources)
    yield Passage("Priority because", action.importance_because)
    yield Passage("Answers", action.answers_finding)
    yield Passage("Lead", action.lead_role)
    yield Passage("Forum", action.forum)


def _of_measure(measure: Measure) -> Iterator[Passage]:
    yield Passage("Description", measure.description)
    yield Passage("A rise means", measure.rise_means)
    yield Passage("A fall means", measure.fall_means)
    yield Passage("Counts", measure.numerator)
    yield Passage("Out of", measure.denominator)
    yield Passage("Source", measure.source)
    yield Passage("Method", measure.method)
    yield Passage("Recorded in", measure.recorded_in)
    yield Passage("Collected by", measure.collator_role)
    yield Passage("Presented by", measure.presenter_role)
    yield Passage("Forum", measure.forum)
    yield Passage("State", measure.state_note)
    yield Passage("To be collected by", measure.state_role)
    yield Passage("No target because", measure.no_target_because)
    yield Passage("Baseline", measure.baseline_note)
    yield Passage("Shown beside it", measure.beside_title)
    for reading in reversed(measure.readings):
        yield Passage(f"Note on {reading.period}", reading.note)


def _records(plan: Plan) -> Iterator[Findable]:
    for item in plan.evidence:
        shows = (Passage("Shows", item.shows),)
        yield _findable(FindKind.EVIDENCE, item.code, item.title, shows)
    for challenge in plan.challenges:
        yield findable_challenge(challenge)
    for assumption in plan.assumptions:
        tested = (Passage("How it is tested", assumption.how_tested),)
        yield _findable(FindKind.ASSUMPTION, assumption.code, assumption.text, tested)
    for risk in plan.risks:
        response = (Passage("Response", risk.response), Passage("Owner", risk.owner_role))
        yield _findable(FindKind.RISK, risk.code, risk.text, response)


def findable_challenge(challenge: Challenge) -> Findable:
    """Return a challenge as it is found."""
    replies = [
        Passage(f"{event.step.label} on {long_date(event.on)}", event.text)
        for event in reversed(challenge.events)
    ]
    asked = Passage("Evidence asked for", challenge.evidence_asked)
    answer = Passage("Answer", challenge.answer_because)
    effect = Passage("Effect seen", challenge.effect_seen)
    raised = Passage("Raised by", challenge.raised_by)
    passages = (*replies, asked, answer, effect, raised)
    return _findable(FindKind.CHALLENGE, challenge.code, challenge.text, passages)
