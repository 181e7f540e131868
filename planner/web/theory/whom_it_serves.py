"""Whom an outcome serves and when it should be seen; an aim serves all whom its outcomes serve."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.plan import Outcome


@dataclass(frozen=True, kw_only=True)
class Served:
    """Whom an element serves and when it should be seen: a name and its lines."""

    name: str
    lines: tuple[str, ...]


def served_by(assessment: Assessment, code: str) -> tuple[Served, ...]:
    """Return whom an outcome serves and when it should be seen; nothing for any other element."""
    outcome = assessment.plan.by_code[code]
    if not isinstance(outcome, Outcome):
        return ()
    groups = {group.code: group.title for group in assessment.guidance.groups}
    found = (
        Served(name="Whom it serves", lines=tuple(each.label for each in outcome.beneficiaries)),
        Served(
            name="People affected",
            lines=tuple(f"{each} {groups[each]}" if each in groups else each for each in outcome.groups),
        ),
        Served(name="When it should be seen", lines=(outcome.horizon.label,) if outcome.horizon else ()),
    )
    return tuple(each for each in found if each.lines)


def served_together(served: Iterable[Served]) -> tuple[Served, ...]:
    """Return each name once with all its lines, as those of several outcomes come together in an aim."""
    found: dict[str, dict[str, None]] = {}
    for each in served:
        found.setdefault(each.name, {}).update(dict.fromkeys(each.lines))
    return tuple(
        Served(name=name, lines=tuple(sorted(lines) if name == "People affected" else lines))
        for name, lines in found.items()
    )
