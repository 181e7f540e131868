"""The map as a page: its drawing, what stands above it, and the panel beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from planner.domain.assessment import Assessment
from planner.domain.layout.whole import FOCUS_BESIDE_PANEL, WHOLE, MapLayout
from planner.domain.lenses import Lens, carried, carriers, lit_by
from planner.domain.phrases import counted
from planner.domain.rules.findings import Finding
from planner.domain.theory.graph import BlastRadius, chain, what_depends_on
from planner.domain.vocabulary import Kind
from planner.packs.maps.drawing import MOST_BOXES, draw_map
from planner.packs.maps.ghosts import draw_ghosts
from planner.packs.maps.legend import LegendItem, legend
from planner.packs.maps.view import MapView, box_views, broken_chain
from planner.services.maps import lay_out_map
from planner.web.addresses import Part, linked, plan_address
from planner.web.theory.map_bar import MapBar, map_bar
from planner.web.theory.map_choice import (
    MapChoice,
    fails_address,
    focus_address,
    map_address,
    print_address,
    read_choice,
)
from planner.web.theory.map_failure import FailPanel, fail_panel
from planner.web.theory.map_panel import WhyPanel, why_panel
from planner.web.theory.map_words import heading, sentence


@dataclass(frozen=True)
class GapRow:
    """Where the chain has a gap: the finding's reason, with links to what it names, and its cure."""

    parts: tuple[Part, ...]
    cure: str


@dataclass(frozen=True, kw_only=True)
class MapPage:
    """Everything the page shows. An empty plan has no ``drawing``, and one too large says so."""

    title: str
    sentence: str
    is_empty: bool
    too_large: str
    bar: MapBar | None
    ask: Part | None
    legend: tuple[LegendItem, ...]
    drawing: Markup | None
    ghosts: Markup | None
    label: str
    why: WhyPanel | None
    failure: FailPanel | None
    gaps: tuple[GapRow, ...]
    aims: tuple[tuple[str, str], ...]
    outline_address: str
    table_address: str
    print_address: str
    svg_address: str
    png_address: str

    @property
    def has_panel(self) -> bool:
        """Whether the map shares its width with a panel."""
        return self.why is not None or self.failure is not None


def map_page(assessment: Assessment, values: Mapping[str, str]) -> MapPage:
    """Return the page for the words of an address; raises ``NotFound`` for codes that do not exist."""
    choice = read_choice(assessment, values)
    drawn = drawn_count(assessment, choice)
    layout = _layout(assessment, choice) if 0 < drawn <= MOST_BOXES else None
    blast = _blast(assessment, choice)
    view = _view(assessment, choice, blast)
    title = heading(assessment, choice)
    return MapPage(
        title=title,
        sentence=sentence(assessment, choice, layout) if layout else "",
        is_empty=not drawn,
        too_large=_too_large(drawn) if drawn and layout is None else "",
        bar=map_bar(assessment, choice, layout) if drawn else None,
        ask=_ask(assessment, choice),
        legend=legend(assessment, layout, view) if layout else (),
        drawing=_drawing(assessment, choice, layout, view, title) if layout else None,
        ghosts=None if drawn else Markup(draw_ghosts()),  # noqa: S704 - our own drawing
        label=f"{title}, drawn",
        why=why_panel(assessment, choice) if choice.focus else None,
        failure=fail_panel(assessment, choice, blast) if blast else None,
        gaps=() if choice.has_panel else tuple(_gap(assessment, each) for each in broken_chain(assessment)),
        aims=tuple(
            (f"{aim.code} {aim.title}", map_address(assessment, MapChoice(lens=choice.lens, aim=aim.code)))
            for aim in assessment.plan.aims
            if aim.retired_on is None
        ),
        outline_address=plan_address(assessment, "theory.show_outline"),
        table_address=plan_address(assessment, "theory.show_table"),
        print_address=print_address(assessment, choice),
        svg_address=plan_address(assessment, "theory.download_map_svg", **choice.values()),
        png_address=plan_address(assessment, "theory.download_map_png", **choice.values()),
    )


def drawn_count(assessment: Assessment, choice: MapChoice) -> int:
    """Return how many boxes the map would have: every live element but the measures."""
    kinds = assessment.plan.kinds
    codes = chain(assessment.graph, choice.aim) if choice.aim else assessment.graph
    return sum(kinds[code] is not Kind.MEASURE for code in codes)


def _layout(assessment: Assessment, choice: MapChoice) -> MapLayout:
    shown = choice.focus or (choice.fails if choice.fails in assessment.standings else "")
    return lay_out_map(
        assessment.plan,
        FOCUS_BESIDE_PANEL if choice.has_panel else WHOLE,
        focus=shown or None,
        aim=choice.aim,
        folded=choice.folded,
        graph=assessment.graph,
    )


def map_view(assessment: Assessment, choice: MapChoice) -> MapView:
    """Return what the boxes show under a choice, for the screen and for a file of the same view."""
    return _view(assessment, choice, _blast(assessment, choice))


def map_layout(assessment: Assessment, choice: MapChoice) -> MapLayout:
    """Return where the boxes stand under a choice."""
    return _layout(assessment, choice)


def _blast(assessment: Assessment, choice: MapChoice) -> BlastRadius | None:
    return what_depends_on(assessment.plan, choice.fails, assessment.graph) if choice.fails else None


def _view(assessment: Assessment, choice: MapChoice, blast: BlastRadius | None) -> MapView:
    lit: frozenset[str] | None = None
    if blast is not None:
        reached = (blast.starts, blast.actions, blast.outcomes, blast.aims, blast.priorities, blast.vision)
        lit = frozenset(code for codes in reached for code in codes)
    elif choice.focus:
        lit = frozenset(chain(assessment.graph, choice.focus))
    elif choice.pick:
        lit = lit_by(assessment, carriers(carried(assessment, choice.lens), choice.pick))
    return MapView(
        boxes=box_views(assessment, choice.lens),
        lens=choice.lens,
        lit=lit,
        picked=choice.focus,
        failing=frozenset(blast.starts) if blast else frozenset(),
        unsupported=frozenset(blast.unsupported) if blast else frozenset(),
    )


def _drawing(
    assessment: Assessment, choice: MapChoice, layout: MapLayout, view: MapView, title: str
) -> Markup:
    def address(code: str) -> str:
        return focus_address(assessment, choice, code)

    drawn = draw_map(layout, view, address=address, label=f"{title}: map", element_id="map")
    # Everything in the drawing that somebody wrote has been escaped where it was drawn.
    return Markup(drawn)  # noqa: S704


def _ask(assessment: Assessment, choice: MapChoice) -> Part | None:
    """Return the question that follows from choosing an agency."""
    if choice.lens is not Lens.AGENCY or not choice.pick or choice.fails:
        return None
    name = assessment.plan.agency_names[choice.pick]
    return Part(f"What if {name} fails?", fails_address(assessment, choice, choice.pick))


def _gap(assessment: Assessment, finding: Finding) -> GapRow:
    return GapRow(linked(assessment, finding.reason, [finding.subject]), finding.cure)


def _too_large(boxes: int) -> str:
    return (
        f"The map would have {counted(boxes, 'boxes')}, more than anyone can read in one drawing. Choose one "
        "aim to draw its chain, or read the outline, which holds everything."
    )
