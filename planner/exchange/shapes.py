"""What sort of value each field of the plan takes, read from the dataclasses themselves.

One description drives the reading, the writing and the wording of problems for every file, so that
a field added to ``planner.domain.plan`` is known here without another list.
"""

from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum, auto
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from planner.domain.vocabulary import Term
from planner.exchange.plan_file import PlanFile

FieldPath = tuple[str | int, ...]


class Sort(Enum):
    """The sorts of value that a plan is made of."""

    TEXT = auto()
    DATE = auto()
    WHOLE = auto()
    NUMBER = auto()
    YES_NO = auto()
    TERM = auto()
    LIST = auto()
    RECORD = auto()


PLAIN_SORTS = {str: Sort.TEXT, date: Sort.DATE, int: Sort.WHOLE, float: Sort.NUMBER, bool: Sort.YES_NO}


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The sort of a value; ``of`` is the class of a term or record, ``item`` the shape of a list's items.

    ``default`` is what a value that is left out means, and ``needed`` says that none may be left out.
    """

    sort: Sort
    of: type = object
    item: "Shape | None" = None
    needed: bool = True
    default: Any = None


KNOWN_FIELDS: dict[type[Any], dict[str, Shape]] = {}


def fields_of(record: type[Any]) -> dict[str, Shape]:
    """Return the shape of every field of a record of the plan, in the order of its fields."""
    if record not in KNOWN_FIELDS:
        KNOWN_FIELDS[record] = read_fields(record)
    return KNOWN_FIELDS[record]


def read_fields(record: type[Any]) -> dict[str, Shape]:
    """Return the shapes that a dataclass declares."""
    hints = get_type_hints(record)
    shapes: dict[str, Shape] = {}
    for field in fields(record):
        needed = field.default is MISSING
        shapes[field.name] = shape_of(
            hints[field.name], needed=needed, default=None if needed else field.default
        )
    return shapes


def shape_of(annotation: Any, *, needed: bool = True, default: Any = None) -> Shape:
    """Return the shape that a field's type describes; raises TypeError for a type no file can hold."""
    if get_origin(annotation) in (Union, UnionType):
        (annotation,) = (each for each in get_args(annotation) if each is not type(None))
    if get_origin(annotation) is tuple:
        return Shape(sort=Sort.LIST, item=shape_of(get_args(annotation)[0]), needed=needed, default=default)
    if annotation in PLAIN_SORTS:
        return Shape(sort=PLAIN_SORTS[annotation], of=annotation, needed=needed, default=default)
    if is_dataclass(annotation) and isinstance(annotation, type):
        return Shape(sort=Sort.RECORD, of=annotation, needed=needed, default=default)
    if isinstance(annotation, type) and issubclass(annotation, Term):
        return Shape(sort=Sort.TERM, of=annotation, needed=needed, default=default)
    raise TypeError(f"No file can hold a value of {annotation}.")


def terms_of(shape: Shape) -> tuple[Term, ...]:
    """Return the terms that a field with a scale may take, in the scale's order."""
    return tuple(shape.of) if issubclass(shape.of, Term) else ()


def shape_at(path: FieldPath) -> Shape | None:
    """Return the shape of the value at a path inside a plan file, or nothing for a path that has none.

    ``("plan", "actions", 3, "start_on")`` leads to a date.
    """
    shape: Shape | None = Shape(sort=Sort.RECORD, of=PlanFile)
    for step in path:
        if shape is None:
            return None
        if isinstance(step, int):
            shape = shape.item
        elif shape.sort is Sort.RECORD:
            shape = fields_of(shape.of).get(step)
        else:
            return None
    return shape
