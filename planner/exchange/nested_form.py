"""The form of a plan for readers: links stand in the element they start from, assumptions in their link.

``flat`` turns it into the form of the dataclasses and remembers where each link came from;
``nested`` turns a plan into it, in the order of the plan and without what is empty.
"""

from collections import defaultdict
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import Any

from planner.domain.plan import Assumption, Link, Node, Plan
from planner.exchange.plan_file import SnapshotLabel
from planner.exchange.shapes import FieldPath, fields_of

FORMAT = "partnership-planner-plan/1"
NODE_LISTS = ("priorities", "aims", "outcomes", "actions", "measures")
PLACED_ELSEWHERE = ("links", "assumptions")


@dataclass
class Flattening:
    """The values in the form of ``PlanFile``, with the way back and with what did not fit.

    ``came_from`` leads from the path of a link or assumption to where it stands in the file;
    ``misplaced`` holds paths, in the file, of what cannot stand there.
    """

    raw: dict[str, Any]
    came_from: dict[FieldPath, FieldPath] = field(default_factory=dict)
    misplaced: list[tuple[FieldPath, str, str]] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)
    assumptions: list[Any] = field(default_factory=list)


def flat(nested_plan: dict[str, Any], typed: dict[FieldPath, str]) -> Flattening:
    """Return the values of a plan file in the form of its dataclasses; nothing is lost and nothing judged.

    ``typed`` gives the characters of a code that was read as a number, so that links still find it.
    """
    plan = {key: value for key, value in nested_plan.items() if key not in ("format", "snapshot")}
    result = Flattening(raw={"plan": plan})
    if "snapshot" in nested_plan:
        result.raw["snapshot"] = nested_plan["snapshot"]
        result.came_from[("snapshot",)] = ("snapshot",)
    for name in PLACED_ELSEWHERE:
        if plan.pop(name, None) is not None:
            result.misplaced.append(
                (
                    (name,),
                    f"{name} do not stand here.",
                    "Write each link under the element it starts from, as leads_to.",
                )
            )
    if "vision" in plan:
        plan["vision"] = without_links(plan["vision"], ("vision",), typed, result)
    for name in NODE_LISTS:
        if isinstance(plan.get(name), list):
            nodes = enumerate(plan[name])
            plan[name] = [without_links(node, (name, index), typed, result) for index, node in nodes]
    plan["links"] = result.links
    plan["assumptions"] = result.assumptions
    return result


def without_links(element: Any, place: FieldPath, typed: dict[FieldPath, str], result: Flattening) -> Any:
    """Return an element without its links, which move with their assumptions to the lists of the plan."""
    if not isinstance(element, dict):
        return element
    node = dict(element)
    source = node.get("code")
    if not isinstance(source, str):
        source = typed.get((*place, "code"), "")
    for index, link in enumerate(take_list(node, "leads_to", place, result)):
        at = (*place, "leads_to", index)
        copy = take_record(link, at, ("source",), result)
        new = ("plan", "links", len(result.links))
        result.came_from[new] = at
        target = copy.get("target")
        if not isinstance(target, str):
            target = typed.get((*at, "target"), "")
        for number, assumption in enumerate(take_list(copy, "assumptions", at, result)):
            under = (*at, "assumptions", number)
            inner = take_record(assumption, under, ("source", "target"), result)
            result.came_from[("plan", "assumptions", len(result.assumptions))] = under
            result.assumptions.append({**inner, "source": source, "target": target})
        result.links.append({**copy, "source": source})
    return node


def take_list(holder: dict[str, Any], name: str, place: FieldPath, result: Flattening) -> list[Any]:
    """Take a list out of its holder; anything else there is remembered as misplaced."""
    value = holder.pop(name, [])
    if isinstance(value, list):
        return value
    result.misplaced.append(
        (
            (*place, name),
            f"{name} is not a list.",
            "Begin each link or assumption with a dash on a line of its own.",
        )
    )
    return []


def take_record(value: Any, place: FieldPath, derived: tuple[str, ...], result: Flattening) -> dict[str, Any]:
    """Return a copy of one link or assumption without what its place in the file says already."""
    if not isinstance(value, dict):
        result.misplaced.append(
            (place, "This is not a set of named values.", "Write target: and because: under the dash.")
        )
        return {}
    for name in derived:
        if name in value:
            result.misplaced.append(
                ((*place, name), f"{name} follows from where this stands.", "Take it out.")
            )
    return {key: each for key, each in value.items() if key not in derived}


def nested(plan: Plan, snapshot: SnapshotLabel | None = None) -> dict[str, Any]:
    """Return the plan in the form for readers: plain values in plan order, empty ones left out."""
    under: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for assumption in plan.assumptions:
        under[assumption.source, assumption.target].append(plain(assumption, ("source", "target")))
    leads: dict[str, list[Any]] = defaultdict(list)
    for link in plan.links:
        record = plain(link, ("source",))
        if under.get((link.source, link.target)):
            record["assumptions"] = under[link.source, link.target]
        leads[link.source].append(record)
    whole: dict[str, Any] = {"format": FORMAT}
    if snapshot is not None:
        whole["snapshot"] = plain(snapshot)
    return whole | plain(plan, PLACED_ELSEWHERE, leads)


def plain(
    record: Any, left_out: tuple[str, ...] = (), leads: dict[str, list[Any]] | None = None
) -> dict[str, Any]:
    """Return a record as a mapping of plain values, without fields that say nothing."""
    shapes = fields_of(type(record))
    values: dict[str, Any] = {}
    for each in fields(record):
        value = getattr(record, each.name)
        shape = shapes[each.name]
        if each.name not in left_out and (shape.needed or value != shape.default):
            values[each.name] = plain_value(value, leads)
    if leads is not None and isinstance(record, Node) and leads.get(record.code):
        values["leads_to"] = leads[record.code]
    return values


def plain_value(value: Any, leads: dict[str, list[Any]] | None) -> Any:
    """Return a field's value as text, a number, a day, a list or a mapping."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain_value(each, leads) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        return plain(value, (), leads)
    return value


def in_plan_order(plan: Plan) -> Plan:
    """Return the plan with its links by source in plan order, and assumptions in the order of their links."""
    position = {node.code: number for number, (_, node) in enumerate(plan.nodes())}
    links: list[Link] = sorted(plan.links, key=lambda link: position.get(link.source, len(position)))
    order = {(link.source, link.target): number for number, link in enumerate(links)}
    assumptions: list[Assumption] = sorted(
        plan.assumptions, key=lambda each: order.get((each.source, each.target), len(order))
    )
    return replace(plan, links=tuple(links), assumptions=tuple(assumptions))
