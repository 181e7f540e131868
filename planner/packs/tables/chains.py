"""Which aim, outcome and measures belong together, as the tables and charts need them."""

from planner.domain import phrases
from planner.domain.plan import Action, Measure, Node, Outcome, Plan
from planner.domain.vocabulary import Kind


class Chains:
    """The main chains of one plan, looked up once: action to outcome to aim, and measures to outcomes."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._targets: dict[str, list[str]] = {}
        self._sources: dict[str, list[str]] = {}
        for link in plan.links:
            self._targets.setdefault(link.source, []).append(link.target)
            self._sources.setdefault(link.target, []).append(link.source)

    def outcome(self, action: Action) -> Outcome | None:
        """Return the main outcome of an action, or nothing for one that leads nowhere yet."""
        found = self._plan.by_code.get(self._plan.main_links.get(action.code, ""))
        return found if isinstance(found, Outcome) else None

    def aim(self, outcome: Outcome | None) -> Node | None:
        """Return the main aim of an outcome, or nothing."""
        if outcome is None:
            return None
        return self._plan.by_code.get(self._plan.main_links.get(outcome.code, ""))

    def outcomes(self, measure: Measure) -> tuple[str, ...]:
        """Return the codes of the outcomes that a measure would show."""
        return self.targets(measure.code, Kind.OUTCOME)

    def targets(self, code: str, kind: Kind) -> tuple[str, ...]:
        """Return the codes of one kind that an element leads to."""
        return tuple(c for c in self._targets.get(code, ()) if self._plan.kinds.get(c) is kind)

    def sources(self, code: str, kind: Kind) -> tuple[str, ...]:
        """Return the codes of one kind that lead to an element and are not retired."""
        return tuple(
            c
            for c in self._sources.get(code, ())
            if self._plan.kinds.get(c) is kind and self._plan.by_code[c].retired_on is None
        )


def named(node: Node | None) -> str:
    """Return an element as people call it, its code and then its title; empty for none."""
    return phrases.named(node) if node else ""
