"""A plan as the rows of its workbook: for each sheet the values of every row, by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planner.domain.phrases import named
from planner.domain.plan import Action, Link, Node, Plan
from planner.domain.vocabulary import Kind
from planner.exchange.nested_form import in_plan_order
from planner.exchange.plan_file import PlanFile
from planner.exchange.sheets_theory import LINKS, VISION
from planner.exchange.workbook_table import Sheet


@dataclass(frozen=True)
class Rows:
    """The rows of one plan, sheet by sheet."""

    file: PlanFile
    plan: Plan
    first_links: dict[str, Link]

    @classmethod
    def of(cls, file: PlanFile) -> "Rows":
        """Return the rows of a plan file, its links in plan order."""
        plan = in_plan_order(file.plan)
        firsts: dict[str, Link] = {}
        for link in plan.links:
            firsts.setdefault(link.source, link)
        main = {source: link for source, link in firsts.items() if fits_on_own_sheet(plan, link)}
        return cls(file=file, plan=plan, first_links=main)

    def answers(self, sheet: Sheet) -> list[Any]:
        """Return the answers of a form, in the order of its questions."""
        return [self.answer(column.field) for column in sheet.columns]

    def answer(self, field: str) -> Any:
        """Return what stands at the end of a dotted way into the plan file."""
        value: Any = self.file
        for step in field.split("."):
            value = None if value is None else getattr(value, step)
        return value

    def of_sheet(self, sheet: Sheet) -> list[list[Any]]:
        """Return the rows of a table, each with a value for every column."""
        return [
            [self.value(record, parent, column.field) for column in sheet.columns]
            for record, parent in self.records(sheet)
        ]

    def records(self, sheet: Sheet) -> Iterator[tuple[Any, Any]]:
        """Yield every record that has a row of its own, with the element that it belongs to."""
        if sheet is VISION:
            if self.plan.vision is not None:
                yield self.plan.vision, None
            return
        for record in getattr(self.plan, sheet.collection):
            if sheet.part:
                for part in getattr(record, sheet.part):
                    yield part, record
            elif sheet is not LINKS or self.first_links.get(record.source) is not record:
                yield record, None

    def value(self, record: Any, parent: Any, field: str) -> Any:
        """Return the value of one field of a row, borrowed from another record where the field says so."""
        holder, _, name = field.rpartition(".")
        if not holder:
            return getattr(record, name)
        if holder == "parent":
            return parent.code
        if holder == "main":
            return self.of_link(record, name)
        if holder == "last":
            return getattr(record.updates[-1], name) if record.updates else None
        if holder == "now":
            return end_dates(record)[name]
        return self.shown_aim(record)

    def of_link(self, record: Node, name: str) -> Any:
        """Return a field of the element's first link, if that stands on the element's own sheet."""
        link = self.first_links.get(record.code)
        if name == "vision":
            return link is not None
        return getattr(link, name) if link else None

    def shown_aim(self, action: Node) -> str:
        """Return the code and title of the aim that the action's main outcome serves."""
        mains = self.plan.main_links
        aim = self.plan.by_code.get(mains.get(mains.get(action.code, ""), ""))
        return named(aim) if aim else ""


def fits_on_own_sheet(plan: Plan, link: Link) -> bool:
    """Return whether a first link can stand beside its element: it is a main link, and not the vision's."""
    return link.main and plan.kinds.get(link.source) not in (None, Kind.VISION)


def end_dates(action: Action) -> dict[str, Any]:
    """Return the end date as it stands, and the first one where it was moved since."""
    return {"end_on": action.end_on, "first_end_on": action.first_end_on if action.date_changes else None}
