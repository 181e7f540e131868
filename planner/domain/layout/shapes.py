"""The shapes of the map: three styles of drawing and what a layout consists of, all in pixels.

Every number is from the mock-ups of the map, or measured in them.
"""

from dataclasses import dataclass
from functools import cached_property

from planner.domain.vocabulary import Kind

Point = tuple[float, float]

#: The tiers from left to right, cause to effect.
TIERS = (Kind.ACTION, Kind.OUTCOME, Kind.AIM, Kind.PRIORITY, Kind.VISION)

#: Ends of lines stand this far apart along the side of a box; flatter lines than this are straight.
SPREAD = 9.0

#: The vision's bar grows by this for each line of text after the first.
VISION_STEP = 20.0


@dataclass(frozen=True, kw_only=True)
class MapStyle:
    """One way to draw the map. Widths and gaps run from the actions to the vision.

    ``columns`` is how many actions stand side by side in a tray; ``padding`` is what a box adds
    to the height of its text; ``text_at`` is where text starts from the left edge of an action,
    an outcome, and any other box (the rail with the marks stands before it). With ``folds``,
    actions outside the focused chain shrink to chips that show their code.
    """

    name: str
    widths: tuple[float, float, float, float, float]
    gaps: tuple[float, float, float, float]
    row_gap: float
    columns: int = 1
    folds: bool = False
    text_size: float = 14
    text_step: float = 17
    baseline: float = 13.5
    padding: float = 13
    least_height: float = 40
    action_lines: int = 5
    text_at: tuple[float, float, float] = (35, 38, 9)
    inside: float = 9
    mark_height: float = 13
    mark_step: float = 16
    tray_padding: float = 6
    tray_gap: float = 7
    chip_width: float = 53
    chip_height: float = 28
    chip_gap: float = 4
    chip_text_at: float = 25
    chip_text_size: float = 13
    vision_size: float = 16
    left: float = 1
    right: float = 2
    top: float = 52
    bottom: float = 10

    @property
    def width(self) -> float:
        """Return the width of the whole drawing.

        >>> WHOLE.width, FOCUS_BESIDE_PANEL.width, A3_SHEET.width
        (1220, 904, 1494)
        """
        return self.left + sum(self.widths) + sum(self.gaps) + self.right


WHOLE = MapStyle(
    name="whole",
    widths=(606, 202, 120, 86, 36),
    gaps=(34, 62, 49, 22),
    row_gap=9,
    columns=3,
)

FOCUS_BESIDE_PANEL = MapStyle(
    name="focus beside panel",
    widths=(236, 216, 126, 104, 36),
    gaps=(32, 66, 56, 29),
    row_gap=7,
    folds=True,
    padding=10,
    tray_gap=6,
    vision_size=15,
)

A3_SHEET = MapStyle(
    name="A3 sheet",
    widths=(596, 344, 150, 116, 36),
    gaps=(63, 92, 54, 40),
    row_gap=5,
    text_size=12,
    text_step=14,
    baseline=11.5,
    padding=4,
    least_height=18,
    action_lines=1,
    text_at=(56, 36, 9),
    mark_height=11,
    tray_padding=2,
    tray_gap=2,
    vision_size=14,
    top=50,
)


@dataclass(frozen=True, kw_only=True)
class Tier:
    """A column of the map, for its heading."""

    kind: Kind
    x: float
    width: float


@dataclass(frozen=True, kw_only=True)
class Box:
    """An element on the map.

    ``lines`` is its title as it breaks; the code, in bold, stands before the first line (chips show
    only the code, priorities and the vision none). ``small`` is the line under the title of an
    aim. Text starts at ``text_x`` on each of ``baselines``, of which ``small`` has the last; the
    vision's text is turned, so it has none.
    """

    code: str
    kind: Kind
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    small: str = ""
    text_x: float = 0
    baselines: tuple[float, ...] = ()
    dimmed: bool = False
    folded: bool = False
    picked: bool = False

    @property
    def right(self) -> float:
        """Return the place of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the place of the lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Return the height of the middle."""
        return self.y + self.height / 2


@dataclass(frozen=True, kw_only=True)
class Tray:
    """The ground on which the actions of one main outcome stand; empty ``outcome``: none yet."""

    outcome: str
    actions: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    in_chain: bool = False

    @property
    def right(self) -> float:
        """Return the place of the right edge."""
        return self.x + self.width

    @property
    def middle(self) -> float:
        """Return the height of the middle, where the tray's line leaves."""
        return self.y + self.height / 2


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line from cause to effect; a tray's line has its outcome as source and as target.

    ``points`` are its corners; the last stretch is the curve between two tiers. ``broken`` means
    that an assumption on the link is in doubt, or that a review judged the link itself so.
    """

    source: str
    target: str
    points: tuple[Point, ...]
    broken: bool = False
    is_tray: bool = False
    in_chain: bool = False

    @property
    def path(self) -> str:
        """Return the line as the ``d`` of an SVG path: straight to the gap, then one cubic.

        >>> Line(source="A1", target="P1", points=((0, 5), (10, 20))).path
        'M0.0 5.0C5.0 5.0 5.0 20.0 10.0 20.0'
        """
        (x, y), *corners = self.points[:-1]
        steps = [f"M{x:.1f} {y:.1f}"]
        for to_x, to_y in corners:
            steps.append(f"V{to_y:.1f}" if to_x == x else f"H{to_x:.1f}")
            x, y = to_x, to_y
        end_x, end_y = self.points[-1]
        half = (x + end_x) / 2
        steps.append(f"C{half:.1f} {y:.1f} {half:.1f} {end_y:.1f} {end_x:.1f} {end_y:.1f}")
        return "".join(steps)


@dataclass(frozen=True, kw_only=True)
class MapLayout:
    """Where everything on the map stands.

    ``boxes`` come in reading order for the keyboard: vision, priorities, aims, outcomes, actions,
    each tier from top to bottom. ``lines`` come in the order to paint them, the chain last.
    ``crossings`` counts all the pairs of lines that cross, ``crossings_after_outcomes`` those to
    the right of the outcomes. ``style`` says how large the texts are.
    """

    width: float
    height: float
    style: MapStyle = WHOLE
    tiers: tuple[Tier, ...] = ()
    boxes: tuple[Box, ...] = ()
    trays: tuple[Tray, ...] = ()
    lines: tuple[Line, ...] = ()
    crossings: int = 0
    crossings_after_outcomes: int = 0

    @cached_property
    def by_code(self) -> dict[str, Box]:
        """Every box by the code of its element."""
        return {box.code: box for box in self.boxes}
