"""A figure of the page: its finding, one true sentence, the drawing, and the table behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planner.domain.vocabulary import Delivery
from planner.packs.tables.table import Table


@dataclass(frozen=True, kw_only=True)
class Plot:
    """One drawing made by Plotly: its JSON, and what it shows, for people who cannot see it."""

    name: str
    json: dict[str, Any]
    label: str
    title: str = ""
    mark: str = ""
    word: str = ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What the page shows under one heading.

    ``finding`` is the heading and says what is the case; ``sentence`` adds one true thing;
    ``table`` holds every figure that is drawn. ``plots`` are Plotly's, ``svg`` is a drawing of our
    own; a figure with neither has nothing to draw yet, and its sentence says so. ``key`` lists the
    delivery marks that its bars wear.
    """

    name: str
    section: int
    finding: str
    sentence: str
    table: Table
    plots: Sequence[Plot] = ()
    svg: str = ""
    key: tuple[Delivery, ...] = ()
    note: str = ""
    small: bool = False
