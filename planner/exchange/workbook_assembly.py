"""From the rows of a workbook's sheets to the values of a plan, each with its cell."""

from collections import defaultdict
from typing import Any

from planner.exchange.checking import Troubles
from planner.exchange.nested_form import NODE_LISTS
from planner.exchange.problem_words import quoted
from planner.exchange.shapes import FieldPath, Shape, Sort, fields_of
from planner.exchange.sheets_strategy import STRATEGY
from planner.exchange.sheets_theory import LINKS, VISION
from planner.exchange.workbook_history import settle_action
from planner.exchange.workbook_spots import Spot, WorkbookSpots
from planner.exchange.workbook_table import Sheet
from planner.exchange.workbook_tables import Table, TableRow

LINK_FIELDS = ("target", "because", "confidence", "judgement", "judged_on")


class Assembly:
    """Gathers the values of a plan from its tables: ``raw`` has the form of ``PlanFile``."""

    def __init__(self, tables: dict[str, Table], spots: WorkbookSpots, troubles: Troubles) -> None:
        self.tables = tables
        self.spots = spots
        self.troubles = troubles
        self.plan: dict[str, Any] = {}
        self.raw: dict[str, Any] = {"plan": self.plan}
        self.links: dict[str, list[tuple[dict[str, Any], dict[str, Spot], dict[str, Any]]]] = defaultdict(
            list
        )

    def assemble(self) -> dict[str, Any]:
        """Return the values of the whole plan file."""
        for sheet_title, table in self.tables.items():
            for number, (spot, fault, cure) in enumerate(table.problems):
                self.add_at(spot, (sheet_title, number), fault, cure)
        self.take_form()
        whole = [table for table in self.tables.values() if not table.sheet.is_form and not table.sheet.part]
        for table in whole:
            if table.sheet is VISION:
                self.take_vision(table)
            elif table.sheet is not LINKS:
                self.take_collection(table)
        for table in self.tables.values():
            if table.sheet.part:
                self.take_parts(table)
        self.settle_actions()
        self.take_links()
        return self.raw

    def add_at(self, spot: Spot, tag: tuple[str | int, ...], fault: str, cure: str) -> None:
        """Add a problem at a spot that belongs to no value of the plan."""
        path: FieldPath = ("sheet", *tag)
        self.spots.spots[path] = spot
        self.troubles.add(path, fault, cure)

    def mark(self, path: FieldPath, spot: Spot) -> None:
        """Remember where a value stands."""
        self.spots.spots[path] = spot

    def put(self, record: dict[str, Any], path: FieldPath, row: TableRow, name: str, field: str) -> None:
        """Put a row's value of ``field`` into the record as ``name``, with its spot or its problem."""
        spot = row.spots.get(field)
        if spot is not None:
            self.spots.spots[*path, name] = spot
        if field in row.faults:
            self.troubles.add((*path, name), *row.faults[field])
        elif row.values.get(field) is not None:
            record[name] = row.values[field]

    def take_form(self) -> None:
        """Take the answers about the partnership, the strategy and the snapshot."""
        table = self.tables.get(STRATEGY.title)
        if table is None or not table.rows:
            return
        row = table.rows[0]
        for path in (("plan",), ("plan", "partnership"), ("snapshot",)):
            self.spots.spots[path] = table.spot
        self.plan["partnership"] = {}
        has_snapshot = any(row.is_filled(name) for name in ("snapshot.label", "snapshot.taken_on"))
        if has_snapshot:
            self.raw["snapshot"] = {}
        for column in table.sheet.columns:
            *holders, name = column.field.split(".")
            if holders == ["snapshot"] and not has_snapshot:
                continue
            record = self.raw
            for holder in holders:
                record = record[holder]
            self.put(record, tuple(holders), row, name, column.field)

    def take_vision(self, table: Table) -> None:
        """Take the one vision."""
        path: FieldPath = ("plan", "vision")
        for row in table.rows[:1]:
            self.plan["vision"] = self.record_of(table.sheet, row, path)
        for row in table.rows[1:]:
            self.add_at(row.spot, ("Vision", row.spot.row), "There is a second vision here.", "Keep one row.")

    def take_collection(self, table: Table) -> None:
        """Take the items of one sheet, and the links that stand on it."""
        records = self.plan.setdefault(table.sheet.collection, [])
        for row in table.rows:
            path: FieldPath = ("plan", table.sheet.collection, len(records))
            record = self.record_of(table.sheet, row, path)
            records.append(record)
            self.take_own_link(table.sheet, row, record)

    def record_of(self, sheet: Sheet, row: TableRow, path: FieldPath) -> dict[str, Any]:
        """Return the record of one row; an empty cell of a field without a default is empty text or list."""
        self.spots.spots[path] = row.spot
        record: dict[str, Any] = {}
        shapes = fields_of(sheet.record)
        for column in sheet.columns:
            if column.field in shapes:
                self.put(record, path, row, column.field, column.field)
        add_empty(record, shapes, row.faults)
        return record

    def take_own_link(self, sheet: Sheet, row: TableRow, record: dict[str, Any]) -> None:
        """Remember the link that stands beside an element."""
        if not any(column.field.startswith("main.") for column in sheet.columns):
            return
        if any(column.field == "main.vision" for column in sheet.columns):
            self.lead_to_vision(row)
        if not row.is_filled("main.target") and any(row.is_filled(f"main.{name}") for name in LINK_FIELDS):
            self.add_at(
                row.spots.get("main.target", row.spots.get("main.because", row.spot)),
                ("main", sheet.title, row.spot.row),
                "The row says something about a link, but not where it leads.",
                "Say where it leads, or empty the cells about the link.",
            )
        if row.is_filled("main.target"):
            self.add_link(str(record.get("code", "")), row, "main.")

    def lead_to_vision(self, row: TableRow) -> None:
        """Let a priority lead to the vision, unless its row says No."""
        if "main.vision" in row.faults:
            self.add_at(row.spots["main.vision"], ("main.vision", row.spot.row), *row.faults["main.vision"])
        vision = self.plan.get("vision", {}).get("code")
        if vision and row.values.get("main.vision") is not False:
            row.values["main.target"] = vision

    def add_link(self, source: str, row: TableRow, prefix: str) -> None:
        """Remember a link with the spots and faults of its cells."""
        link: dict[str, Any] = {"source": source}
        spots = {"": row.spot}
        faults: dict[str, Any] = {}
        for name in ("source", "main", *LINK_FIELDS):
            field = f"{prefix}{name}"
            if field in row.spots:
                spots[name] = row.spots[field]
            if field in row.faults:
                faults[name] = row.faults[field]
            elif row.values.get(field) is not None:
                link[name] = row.values[field]
        if not prefix:
            link.setdefault("main", False)
        self.links[source].append((link, spots, faults))

    def take_parts(self, table: Table) -> None:
        """Take the updates, readings and the like, each into the element that its row names."""
        holders = self.plan.get(table.sheet.collection, [])
        positions: dict[str, int] = {}
        for number, holder in enumerate(holders):
            positions.setdefault(str(holder.get("code")), number)
        for row in table.rows:
            code = row.values.get("parent.code")
            position = positions.get(str(code)) if code is not None else None
            if position is None:
                self.refuse_part(table, row, code)
                continue
            parts = holders[position].setdefault(table.sheet.part, [])
            path = ("plan", table.sheet.collection, position, table.sheet.part, len(parts))
            parts.append(self.record_of(table.sheet, row, path))

    def refuse_part(self, table: Table, row: TableRow, code: Any) -> None:
        """Add the problem of a row that belongs to no element."""
        heading = table.sheet.columns[0].heading.lower()
        spot = row.spots.get("parent.code", row.spot)
        tag = (table.sheet.title, "parent", row.spot.row)
        if "parent.code" in row.faults:
            self.add_at(spot, tag, *row.faults["parent.code"])
        elif code is None:
            self.add_at(spot, tag, f"The row does not say which {heading} it belongs to.", "Write the code.")
        else:
            where = table.sheet.collection.capitalize()
            fault = f"There is no {heading} {quoted(str(code))} on the sheet {where}."
            self.add_at(spot, tag, fault, f"Write a code of the sheet {where}, or add it there.")

    def settle_actions(self) -> None:
        """Bring the dates and the status on the action sheet together with the action's histories."""
        table = self.tables.get("Actions")
        for position, row in enumerate(table.rows if table else []):
            settle_action(self.plan["actions"][position], ("plan", "actions", position), row, self)

    def take_links(self) -> None:
        """Put all links in plan order: an element's own first, then those of the sheet Links."""
        table = self.tables.get(LINKS.title)
        for row in table.rows if table else []:
            self.add_link(str(row.values.get("source", "")), row, "")
        vision = self.plan.get("vision")
        nodes = [
            *([vision] if vision else []),
            *(node for name in NODE_LISTS for node in self.plan.get(name, [])),
        ]
        order = dict.fromkeys([*(str(node.get("code", "")) for node in nodes), *self.links])
        links = self.plan.setdefault("links", [])
        for source in order:
            for link, spots, faults in self.links.get(source, []):
                path: FieldPath = ("plan", "links", len(links))
                for name, spot in spots.items():
                    self.spots.spots[(*path, name) if name else path] = spot
                for name, fault in faults.items():
                    self.troubles.add((*path, name), *fault)
                link.setdefault("target", "")
                links.append(link)


def add_empty(record: dict[str, Any], shapes: dict[str, Shape], faults: dict[str, Any]) -> None:
    """Write empty text, or an empty list, where a field may be empty but has no default."""
    for name, shape in shapes.items():
        if shape.needed and name not in record and name not in faults:
            if shape.sort is Sort.TEXT:
                record[name] = ""
            elif shape.sort is Sort.LIST:
                record[name] = []
