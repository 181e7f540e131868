"""What would bring the plan up to what is claimed about a clause, read off its own actions.

Each step of the ladder has its own lack: no action, actions that nobody can rely on, unfinished ones,
and evidence that shows activity and no more (see ``planner.domain.recommendations.coverage``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.domain.delivery.schedule import Standing
from planner.domain.evidence import STEPS
from planner.domain.phrases import listed
from planner.domain.recommendations.coverage import ClauseCoverage
from planner.domain.vocabulary import ClaimStatus, Delivery, Gap, Shown, Strength


@dataclass(frozen=True)
class ClosingStep:
    """One thing to do: what it is called, what it means, and the actions that it names."""

    title: str
    sentence: str
    codes: tuple[str, ...] = ()


_DO = {
    Delivery.OFF_TRACK: ("A decision", "Decide what {codes} {needs} and record it; off track is not live."),
    Delivery.AT_RISK: ("Work finished", "Finish {codes}, now at risk, or agree a later date with a reason."),
    Delivery.ON_TRACK: ("Work finished", "Finish {codes}, now on track, and attach what shows it."),
    Delivery.NOT_STARTED: ("A start", "Start {codes}, and say so in an update."),
    Delivery.PAUSED: ("A decision", "Take {codes} up again, or withdraw {it} with the reason."),
}


def closing_steps(told: ClauseCoverage, standings: Mapping[str, Standing]) -> tuple[ClosingStep, ...]:
    """Return what would close the gap between a claim and the plan; nothing where no claim runs ahead.

    ``standings`` are those of the plan today. The last step is always the honest way out.

    >>> from datetime import date
    >>> from planner.domain.recommendations.coverage import clause_coverage
    >>> from planner.domain.plan import Claim
    >>> from tests.builders import make_plan
    >>> from tests.domain.clauses import make_guidance
    >>> claim = Claim(clause="R1.1", status=ClaimStatus.PLANNED, on=date(2026, 9, 30))
    >>> found = clause_coverage(make_plan(actions=(), claims=(claim,)), make_guidance("R1.1"), {})
    >>> [step.title for step in closing_steps(found["R1.1"], {})]
    ['An action', 'Or a smaller claim']
    """
    if told.gap is not Gap.AHEAD:
        return ()
    return (*_lacking(told, standings), _smaller_claim(told))


def _lacking(told: ClauseCoverage, standings: Mapping[str, Standing]) -> Iterator[ClosingStep]:
    if not told.live:
        yield ClosingStep("An action", "Map an action that answers the clause, or record why there is none.")
        return
    groups: dict[Delivery, list[str]] = {}
    for code in told.live:
        groups.setdefault(standings[code].delivery, []).append(code)
    for delivery, (title, sentence) in _DO.items():
        codes = tuple(groups.get(delivery, ()))
        if codes:
            one = len(codes) == 1
            words = sentence.format(
                codes=listed(codes), needs="needs" if one else "need", it="it" if one else "them"
            )
            yield ClosingStep(title, words, codes)
    yield from _unverified(tuple(groups.get(Delivery.UNVERIFIED, ())), standings)
    yield from _evidence(told)


def _unverified(codes: tuple[str, ...], standings: Mapping[str, Standing]) -> Iterator[ClosingStep]:
    bare = tuple(code for code in codes if standings[code].is_finished)
    silent = tuple(code for code in codes if not standings[code].is_finished)
    if silent:
        yield ClosingStep(
            "An update", f"Ask for an update on {listed(silent)} that can be relied on today.", silent
        )
    if bare:
        yield ClosingStep("Evidence that it was done", f"Attach evidence to {listed(bare)}.", bare)


def _evidence(told: ClauseCoverage) -> Iterator[ClosingStep]:
    wanted = told.claimed is ClaimStatus.EVIDENCED and told.shown is not Shown.EVIDENCED
    if wanted and STEPS[told.strongest] < STEPS[Strength.QUALITY]:
        yield ClosingStep(
            "Evidence of quality",
            f"Attach evidence of quality, or of change for people, to {listed(told.live)}.",
            told.live,
        )


def _smaller_claim(told: ClauseCoverage) -> ClosingStep:
    if told.shown is Shown.NOTHING:
        return ClosingStep("Or a smaller claim", "Until then, say that the gap is confirmed.")
    label = {Shown.PLANNED: ClaimStatus.PLANNED.label}.get(told.shown, told.shown.label)
    return ClosingStep("Or a smaller claim", f"Until then, claim no more than “{label.lower()}”.")
