"""What changed between two states of a plan, field by field, in plain values that a log can hold.

Where ``comparison`` says in sentences what matters for a review, this leaves nothing out: whoever has
the first state and the changes has the second. Only the order of what has dates, or stands under
something else, is not told.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from planner.domain.plan import (
    ChallengeEvent,
    Claim,
    DateChange,
    Link,
    Milestone,
    Plan,
    Reading,
    RecordedReason,
    Update,
    Version,
)

#: A text, number, yes or no, nothing, a list of texts, or the same again by name.
Plain: TypeAlias = Any
Fields: TypeAlias = Mapping[str, Plain]

#: What tells the parts of one thing apart; of what is alike the second is called "... (2)".
PART_KEYS: Mapping[type[Any], str] = {
    Update: "on",
    DateChange: "on",
    Milestone: "title",
    Reading: "period_end",
    ChallengeEvent: "on",
    Claim: "on",
    Link: "target",
}
#: Fields that hold such parts.
PART_FIELDS = frozenset({"updates", "date_changes", "milestones", "readings", "events", "links", "claims"})
#: Fields that name the thing itself or what it stands under, which the change says already.
_NAMING = {Link: ("source",), Claim: ("clause",), Version: ("label",), RecordedReason: ("subject",)}
#: The fields of the plan itself, and of its partnership under the names that they have in a change.
PLAN_FIELDS = ("title", "starts_on", "ends_on", "next_review_on", "guidance_edition", "status_preset",
               "freshness_days")  # fmt: skip
PARTNERSHIP_FIELDS = {
    "partnership_name": "name",
    "partnership_short_name": "short_name",
    "partnership_nation": "nation",
}
#: Whose order people see: the elements of each tier.
TIERS = ("priorities", "aims", "outcomes", "actions", "measures")


@dataclass(frozen=True, kw_only=True)
class FieldChanges:
    """What changed of one thing: ``kind`` says of what sort it is, and ``subject`` is its code.

    ``before`` and ``after`` hold the fields that differ, each by its name; ``before`` is nothing for a
    thing that is new, and ``after`` for one that is gone. Parts, such as the updates of an action, stand
    under their field by their own name. The plan itself has no code.
    """

    kind: str
    subject: str
    before: Fields | None
    after: Fields | None


class _Thing(NamedTuple):
    """A record of the plan, or nothing but its code, with what hangs on it from elsewhere in the plan."""

    record: Any
    field: str = ""
    others: tuple[Any, ...] = ()


_Things: TypeAlias = dict[tuple[str, str], _Thing]


def field_changes(before: Plan, after: Plan) -> tuple[FieldChanges, ...]:
    """Return what changed of each thing, in the order of the later plan; what went comes last.

    >>> from tests.builders import make_action, make_plan
    >>> renamed = make_plan(actions=(make_action(title="Do it well"),))
    >>> [(each.subject, each.before, each.after) for each in field_changes(make_plan(), renamed)]
    [('1.1a', {'title': 'Do the work of 1.1a'}, {'title': 'Do it well'})]
    """
    changes: list[FieldChanges] = []
    of_plan = _differences(*_plan_fields(before, after))
    if any(of_plan):
        changes.append(FieldChanges(kind="plan", subject="", before=of_plan[0], after=of_plan[1]))
    earlier, later = _things(before), _things(after)
    for (kind, subject), thing in {**later, **earlier}.items():
        old, new = earlier.get((kind, subject)), later.get((kind, subject))
        if old == new:
            continue
        if old is None or new is None:
            whole = _filled(_fields_of(thing))
            sides: tuple[Fields | None, Fields | None] = (None, whole) if old is None else (whole, None)
        else:
            sides = _differences(_fields_of(old), _fields_of(new))
        if sides != ({}, {}):
            changes.append(FieldChanges(kind=kind, subject=subject, before=sides[0], after=sides[1]))
    return tuple(changes)


def record_changes(kind: str, subject: str, before: Any | None, after: Any) -> FieldChanges:
    """Return what changed of one record by itself; all that it says where it was not there before.

    >>> from tests.builders import make_action
    >>> told = record_changes("action", "1.1a", make_action(), make_action(forum="Steering group"))
    >>> told.before, told.after
    ({'forum': ''}, {'forum': 'Steering group'})
    """
    new = _record_fields(after)
    if before is None:
        return FieldChanges(kind=kind, subject=subject, before=None, after=_filled(new))
    gone, come = _differences(_record_fields(before), new)
    return FieldChanges(kind=kind, subject=subject, before=gone, after=come)


def written(kind: str, values: Fields | None) -> str:
    """Return one side of a change as the log keeps it, empty for nothing.

    >>> written("action", {"title": "Do it"})
    '{"action": {"title": "Do it"}}'
    """
    return "" if values is None else json.dumps({kind: values}, ensure_ascii=False)


def _things(plan: Plan) -> _Things:
    """Return everything in the plan that has a code or a name, with the links and claims that are its own."""
    links: dict[str, list[Link]] = {}
    for link in plan.links:
        links.setdefault(link.source, []).append(link)
    claims: dict[str, list[Claim]] = {}
    for claim in plan.claims:
        claims.setdefault(claim.clause, []).append(claim)
    found: _Things = {}
    for kind, records, name_of in _collections(plan):
        for name, record in _named(records, name_of).items():
            found[kind, name] = _Thing(record)
    for kind, node in plan.nodes():
        found[kind.value, node.code] = _Thing(node, "links", tuple(links.get(node.code, ())))
    for clause, made in claims.items():
        found["clause", clause] = _Thing(None, "claims", tuple(made))
    return found


def _collections(plan: Plan) -> Iterable[tuple[str, tuple[Any, ...], Callable[[Any], str]]]:
    code = attrgetter("code")
    return (
        ("version", plan.versions, attrgetter("label")),
        ("stage", plan.stages, code),
        ("agency", plan.agencies, code),
        ("section", plan.sections, code),
        ("assumption", plan.assumptions, code),
        ("evidence", plan.evidence, code),
        ("challenge", plan.challenges, code),
        ("risk", plan.risks, code),
        ("recorded_reason", plan.recorded_reasons, attrgetter("subject")),
    )


def _named(records: Iterable[Any], name_of: Callable[[Any], str]) -> dict[str, Any]:
    """Return the records by their names; of several of one name the second is called "... (2)"."""
    found: dict[str, Any] = {}
    for record in records:
        name, number = name_of(record), 1
        while (unique := name if number == 1 else f"{name} ({number})") in found:
            number += 1
        found[unique] = record
    return found


def _plan_fields(before: Plan, after: Plan) -> tuple[Fields, Fields]:
    """Return the fields of the two plans themselves, with the order of what both of them hold."""
    orders: tuple[dict[str, Plain], dict[str, Plain]] = ({}, {})
    for tier in TIERS:
        codes = [[element.code for element in getattr(plan, tier)] for plan in (before, after)]
        both = set(codes[0]).intersection(codes[1])
        for order, listed in zip(orders, codes, strict=True):
            order[tier] = [code for code in listed if code in both]
    first, second = (
        {
            **{name: _plain(getattr(plan, name)) for name in PLAN_FIELDS},
            **{name: _plain(getattr(plan.partnership, field)) for name, field in PARTNERSHIP_FIELDS.items()},
            "order": order,
        }
        for plan, order in zip((before, after), orders, strict=True)
    )
    return first, second


def _fields_of(thing: _Thing) -> Fields:
    own = _record_fields(thing.record) if thing.record is not None else {}
    return {**own, thing.field: _parts(thing.others)} if thing.field else own


def _record_fields(record: Any) -> dict[str, Plain]:
    record_class: Any = type(record)
    values = ((name, getattr(record, name)) for name in told_fields(record_class))
    return {name: _parts(value) if name in PART_FIELDS else _plain(value) for name, value in values}


@cache
def told_fields(record: type[Any]) -> tuple[str, ...]:
    """Return the fields of a record that a change can hold: all but those that name it."""
    naming = ("code", PART_KEYS.get(record, ""), *_NAMING.get(record, ()))
    return tuple(each.name for each in fields(record) if each.name not in naming)


def _plain(value: Any) -> Plain:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _parts(records: tuple[Any, ...]) -> dict[str, Plain]:
    def name_of(record: Any) -> str:
        return str(_plain(getattr(record, PART_KEYS[type(record)])))

    return {name: _record_fields(record) for name, record in _named(records, name_of).items()}


def _filled(values: Fields) -> Fields:
    """Return the fields that say something."""
    told = {name: _filled(value) if isinstance(value, Mapping) else value for name, value in values.items()}
    return {name: value for name, value in told.items() if value not in (None, "", [], {}) or value is False}


def _differences(before: Fields, after: Fields) -> tuple[Fields, Fields]:
    """Return what differs on either side: of parts only those that differ, and of them only their fields."""
    old: dict[str, Plain] = {}
    new: dict[str, Plain] = {}
    for name in {**after, **before}:
        earlier, later = before.get(name), after.get(name)
        if earlier == later:
            continue
        if isinstance(earlier, Mapping) and isinstance(later, Mapping):
            old[name], new[name] = _differences(earlier, later)
            continue
        for side, value, there in ((old, earlier, name in before), (new, later, name in after)):
            if there:
                side[name] = _filled(value) if isinstance(value, Mapping) else value
    return {name: value for name, value in old.items() if value != {}}, {
        name: value for name, value in new.items() if value != {}
    }
