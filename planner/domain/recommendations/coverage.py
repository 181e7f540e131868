"""What the plan shows about every clause of the recommendations, beside what the partnership claims.

A claim and what the plan shows are two judgements and stand beside each other; the ladder of five
steps is that of the mock-ups ("Claim and plan"), over the Panel's 28 clauses.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.domain import elements
from planner.domain.delivery.schedule import Standing
from planner.domain.evidence import STEPS
from planner.domain.guidance import Clause, Guidance
from planner.domain.plan import Claim, Evidence, Plan, RecordedReason
from planner.domain.recommendations.coverage_words import why_shown
from planner.domain.vocabulary import ClaimStatus, Delivery, Gap, Shown, Status, Strength

IN_HAND = frozenset({Delivery.ON_TRACK, Delivery.AT_RISK})
DONE = frozenset({Delivery.COMPLETE, Delivery.EMBEDDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseCoverage:
    """One clause: what is mapped to it, what that shows, and how the claim stands to it.

    ``actions`` are the codes of all actions mapped to it, ``live`` those that are neither retired
    nor withdrawn, ``measures`` the live measures; all in plan order. ``evidence`` is about the
    clause itself or a live action, and ``strongest`` the best of it. ``claim`` is the latest claim;
    ``claimed`` its status, or "not looked at". ``why`` says what holds ``shown`` at its step.
    """

    clause: Clause
    actions: tuple[str, ...]
    live: tuple[str, ...]
    measures: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    strongest: Strength
    claim: Claim | None
    claimed: ClaimStatus
    shown: Shown
    gap: Gap
    recorded_reason: RecordedReason | None
    why: str


def clause_coverage(
    plan: Plan, guidance: Guidance, standings: Mapping[str, Standing]
) -> dict[str, ClauseCoverage]:
    """Return the coverage of every clause of the guidance, by code, in its order.

    ``standings`` are those of the plan today. Retired and withdrawn actions show nothing.

    >>> from datetime import date
    >>> from planner.domain.delivery.schedule import standings
    >>> from tests.builders import make_action, make_plan
    >>> from tests.domain.clauses import make_guidance
    >>> plan = make_plan(actions=(make_action(clauses=("R1.1",)),))
    >>> found = clause_coverage(plan, make_guidance("R1.1", "R1.2"), standings(plan, date(2026, 11, 21)))
    >>> [(each.shown.label, each.why) for each in found.values()]
    [('Under way', '1.1a is on track'), ('Nothing mapped', 'No action, no measure and no recorded reason')]
    """
    mapped = _mapped((action.code, action.clauses) for action in plan.actions)
    measures = _mapped((each.code, each.clauses) for each in elements.live(plan.measures))
    evidence = _evidence(plan)
    claims = latest_claims(plan.claims)
    reasons = {reason.subject: reason for reason in plan.recorded_reasons}
    return {
        clause.code: _covered(
            clause,
            actions=mapped.get(clause.code, ()),
            measures=measures.get(clause.code, ()),
            evidence=evidence,
            claim=claims.get(clause.code),
            reason=reasons.get(clause.code),
            standings=standings,
        )
        for clause in guidance.clauses
    }


def _mapped(pairs: Iterable[tuple[str, Sequence[str]]]) -> dict[str, list[str]]:
    by_clause: defaultdict[str, list[str]] = defaultdict(list)
    for code, clauses in pairs:
        for clause in clauses:
            by_clause[clause].append(code)
    return by_clause


def _evidence(plan: Plan) -> dict[str, list[tuple[int, Evidence]]]:
    """Return the evidence about each code, numbered, so that merging keeps the plan's order."""
    about: defaultdict[str, list[tuple[int, Evidence]]] = defaultdict(list)
    for number, item in enumerate(plan.evidence):
        for code in item.about:
            about[code].append((number, item))
    return about


def latest_claims(claims: Iterable[Claim]) -> dict[str, Claim]:
    """Return what was last claimed about each clause, by its code; of one day, the last in the plan.

    >>> from datetime import date
    >>> claims = [
    ...     Claim(clause="R1.1", on=date(year, 3, 31), status=status)
    ...     for year, status in ((2026, ClaimStatus.IN_PLACE), (2025, ClaimStatus.PLANNED))
    ... ]
    >>> latest_claims(claims)["R1.1"].status.label
    'In place'
    """
    latest: dict[str, Claim] = {}
    for claim in claims:
        known = latest.get(claim.clause)
        if known is None or claim.on >= known.on:
            latest[claim.clause] = claim
    return latest


def _covered(
    clause: Clause,
    *,
    actions: Sequence[str],
    measures: Sequence[str],
    evidence: Mapping[str, Sequence[tuple[int, Evidence]]],
    claim: Claim | None,
    reason: RecordedReason | None,
    standings: Mapping[str, Standing],
) -> ClauseCoverage:
    live = {
        code: standings[code]
        for code in actions
        if code in standings and standings[code].declared is not Status.WITHDRAWN
    }
    numbered = {number: item for code in (clause.code, *live) for number, item in evidence.get(code, ())}
    items = tuple(item for _, item in sorted(numbered.items()))
    strongest = max((item.strength for item in items), key=STEPS.__getitem__, default=Strength.NONE)
    deliveries = {code: standing.delivery for code, standing in live.items()}
    shown = _shown(tuple(deliveries.values()), strongest, has_measures=bool(measures))
    claimed = ClaimStatus.NOT_LOOKED_AT if claim is None else claim.status
    return ClauseCoverage(
        clause=clause,
        actions=tuple(actions),
        live=tuple(live),
        measures=tuple(measures),
        evidence=items,
        strongest=strongest,
        claim=claim,
        claimed=claimed,
        shown=shown,
        gap=gap_between(claimed, shown),
        recorded_reason=reason,
        why=why_shown(shown, deliveries, strongest, "" if reason is None else reason.reason),
    )


def _shown(deliveries: Sequence[Delivery], strongest: Strength, *, has_measures: bool) -> Shown:
    if not deliveries:
        return Shown.PLANNED if has_measures else Shown.NOTHING
    if all(delivery in DONE for delivery in deliveries):
        return Shown.EVIDENCED if STEPS[strongest] >= STEPS[Strength.QUALITY] else Shown.IN_PLACE
    if any(delivery in DONE or delivery in IN_HAND for delivery in deliveries):
        return Shown.UNDER_WAY
    return Shown.PLANNED


def gap_between(claimed: ClaimStatus, shown: Shown) -> Gap:
    """Return whether a claim runs ahead of what the plan shows, matches it or runs behind.

    >>> gap_between(ClaimStatus.IN_PLACE, Shown.PLANNED).label
    'Claim runs ahead'
    """
    if claimed is ClaimStatus.NOT_APPLICABLE:
        return Gap.NOT_APPLICABLE
    if claimed.step == shown.step:
        return Gap.MATCHES
    return Gap.AHEAD if claimed.step > shown.step else Gap.BEHIND
