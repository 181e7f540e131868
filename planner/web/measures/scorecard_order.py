"""Where each measure stands in the scorecard: under the aim and outcome that it shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.plan import Measure, Node
from planner.domain.vocabulary import Kind
from planner.packs.tables.chains import Chains
from planner.web.kept import Kept

CLAUSE_ONLY = "Measures of a recommendation alone"
UNLINKED = "Measures that show no outcome yet"


@dataclass(frozen=True, kw_only=True)
class Place:
    """The place of one measure.

    ``outcome`` and ``aim`` are those under which it stands; ``others`` are the codes of the further
    outcomes that it shows. ``rest`` is the heading for a measure that shows no live outcome.
    """

    aim: Node | None
    outcome: Node | None
    others: tuple[str, ...]
    aims: tuple[str, ...]
    rest: str = ""

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Return the codes of all outcomes that the measure shows."""
        return (*((self.outcome.code,) if self.outcome else ()), *self.others)


def _make(assessment: Assessment) -> dict[str, Place]:
    """Return the place of every live measure, in the order of the scorecard."""
    plan = assessment.plan
    chains = Chains(plan)
    number = {node.code: place for place, (_, node) in enumerate(plan.nodes())}
    places = {code: _place(chains, told.measure, plan.by_code) for code, told in assessment.progress.items()}
    last = len(number)

    def order(code: str) -> tuple[int, int, bool]:
        place = places[code]
        aim = number[place.aim.code] if place.aim else last
        outcome = number[place.outcome.code] if place.outcome else last
        return (aim, outcome, place.rest == UNLINKED)

    return {code: places[code] for code in sorted(places, key=order)}


def _place(chains: Chains, measure: Measure, by_code: dict[str, Node]) -> Place:
    shown = [by_code[code] for code in chains.targets(measure.code, Kind.OUTCOME)]
    outcomes = [node for node in shown if node.retired_on is None]
    if not outcomes:
        rest = CLAUSE_ONLY if measure.clauses else UNLINKED
        return Place(aim=None, outcome=None, others=(), aims=(), rest=rest)
    aims = [code for node in outcomes for code in chains.targets(node.code, Kind.AIM)[:1]]
    main = outcomes[0]
    aim = next(iter(chains.targets(main.code, Kind.AIM)), "")
    return Place(
        aim=by_code.get(aim),
        outcome=main,
        others=tuple(node.code for node in outcomes[1:]),
        aims=tuple(dict.fromkeys(aims)),
    )


#: The places of a plan's live measures, worked out when a page first needs them.
places_of = Kept(_make)


def in_scorecard_order(assessment: Assessment) -> Sequence[str]:
    """Return the codes of the live measures in the order of the scorecard."""
    return tuple(places_of(assessment))
