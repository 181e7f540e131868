"""An action's dates and status as its sheet shows them, brought together with its histories.

The action sheet shows where things stand now: the end date and the last status. The sheets Date
changes and Updates hold every step. A status that only the action sheet knows is the newest step; a
date that was moved needs its reason, and so a step of its own.
"""

from typing import Any, Protocol

from planner.exchange.shapes import FieldPath
from planner.exchange.workbook_spots import Spot
from planner.exchange.workbook_tables import TableRow

LAST = ("on", "status", "sentence")


class Keeper(Protocol):
    """What keeps values with their spots, and problems."""

    def put(self, record: dict[str, Any], path: FieldPath, row: TableRow, name: str, field: str) -> None:
        """Put a row's value into a record."""

    def mark(self, path: FieldPath, spot: Spot) -> None:
        """Remember where a value stands."""

    def add_at(self, spot: Spot, tag: tuple[str | int, ...], fault: str, cure: str) -> None:
        """Add a problem at a spot."""


def settle_action(action: dict[str, Any], path: FieldPath, row: TableRow, keeper: Keeper) -> None:
    """Put the first end date, and the newest update if only the action sheet knows it, into the action."""
    settle_end(action, path, row, keeper)
    settle_status(action, path, row, keeper)


def settle_end(action: dict[str, Any], path: FieldPath, row: TableRow, keeper: Keeper) -> None:
    """Put the first end date into the action; a new one without its reason is a problem."""
    end = row.values.get("now.end_on")
    first = row.values.get("now.first_end_on")
    changes = action.get("date_changes", [])
    if "now.end_on" in row.faults or not changes:
        has_first = row.is_filled("now.first_end_on")
        keeper.put(action, path, row, "first_end_on", "now.first_end_on" if has_first else "now.end_on")
        if has_first and "now.end_on" in row.faults:
            keeper.add_at(row.spots["now.end_on"], ("end", row.spot.row), *row.faults["now.end_on"])
        if changes or None in (end, first) or end == first:
            return
    else:
        keeper.put(action, path, row, "first_end_on", "now.first_end_on")
        if end is None or end == changes[-1].get("end_on"):
            return
    keeper.add_at(
        row.spots["now.end_on"],
        ("end", row.spot.row),
        "The end date was moved, and the sheet Date changes does not say why.",
        "Add a row to Date changes with the new end date and the reason, or put the old date back.",
    )


def settle_status(action: dict[str, Any], path: FieldPath, row: TableRow, keeper: Keeper) -> None:
    """Add the status on the action sheet to the updates, unless it is the last of them already."""
    if not any(row.is_filled(f"last.{name}") for name in LAST):
        return
    unread = [name for name in LAST if f"last.{name}" in row.faults]
    for name in unread:
        field = f"last.{name}"
        keeper.add_at(row.spots[field], ("status", name, row.spot.row), *row.faults[field])
    updates = action.setdefault("updates", [])
    shown = {name: row.values.get(f"last.{name}") for name in LAST}
    known = updates[-1] if updates else {}
    is_unread = bool(unread) or (bool(updates) and any(name not in known for name in LAST))
    if is_unread or all(shown[name] == known.get(name) for name in LAST):
        return
    if shown["on"] is not None and any(each.get("on") == shown["on"] for each in updates):
        changed = next((name for name in LAST if shown[name] != known.get(name)), "on")
        keeper.add_at(
            row.spots.get(f"last.{changed}", row.spot),
            ("status", row.spot.row),
            "The update of this day reads differently on the sheet Updates.",
            "Make the two alike, or write the day of the new update under As at.",
        )
        return
    place = (*path, "updates", len(updates))
    keeper.mark(place, row.spots.get("last.on", row.spot))
    update: dict[str, Any] = {}
    updates.append(update)
    for name in LAST:
        keeper.put(update, place, row, name, f"last.{name}")
    if not row.is_filled("last.sentence"):
        update["sentence"] = ""
