"""The theory of change drawn: actions, outcomes, aims, priorities and the vision, with their marks."""

from collections.abc import Iterator
from html import escape

from planner.domain.layout import WHOLE, Box, MapLayout, lay_out
from planner.domain.vocabulary import Delivery, Kind
from planner.packs.badges import standing_badge
from planner.packs.chains import Chains
from planner.packs.figures import Figure
from planner.packs.marks import SYMBOLS, evidence_symbol, progress_symbol
from planner.packs.review import Review
from planner.packs.tables import Sheet
from planner.packs.tables_measures import word

MOST_BOXES = 400
_TIER_NAMES = {
    Kind.ACTION: ("Actions", "what we do"),
    Kind.OUTCOME: ("Outcomes", "what changes"),
    Kind.AIM: ("Aims", "what it adds up to"),
    Kind.PRIORITY: ("Priorities", "our promises"),
    Kind.VISION: ("Vision", ""),
}


def map_figure(review: Review, sheet: Sheet) -> Figure:
    """Return the drawing of the theory of change, with the sheet's table of outcomes behind it."""
    table = sheet.table("outcomes")
    layout = lay_out(review.plan, WHOLE)
    doubtful = [line for line in layout.lines if line.broken]
    if not layout.boxes:
        return Figure(
            name="theory-of-change",
            section=3,
            finding="The theory of change is still empty",
            sentence="The plan has no vision, aim, outcome or action yet.",
            table=table,
        )
    drawn = len(layout.boxes) <= MOST_BOXES
    many = "" if drawn else f" With {len(layout.boxes)} boxes it is too large to draw here; see the table."
    finding = (
        f"{len(doubtful)} {'link rests' if len(doubtful) == 1 else 'links rest'} on a doubtful assumption"
    )
    return Figure(
        name="theory-of-change",
        section=3,
        finding=finding if doubtful else "No link rests on a doubtful assumption",
        sentence=f"{table.says}{many}",
        table=table,
        svg=_drawing(layout, review) if drawn else "",
        key=tuple(
            each for each in Delivery if any(s.delivery is each for s in review.assessment.standings.values())
        ),
        note="From cause to effect. Broken line: an assumption is doubtful. Dots: strongest evidence.",
    )


def _drawing(layout: MapLayout, review: Review) -> str:
    parts = [*_tiers(layout), *_ground(layout), *_boxes(layout, review)]
    label = (
        "Map from actions through outcomes, aims and priorities to the vision; the table tells it in words."
    )
    return (
        f'<svg class="pk-map" viewBox="0 0 {layout.width:g} {layout.height:g}" role="img" '
        f'aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )


def _tiers(layout: MapLayout) -> Iterator[str]:
    for tier in layout.tiers:
        name, note = _TIER_NAMES[tier.kind]
        end = tier.x + tier.width
        is_last = tier.kind is Kind.VISION
        x, anchor = (end, "end") if is_last else (tier.x, "start")
        yield f'<text class="pk-map__tier" x="{x:g}" y="14" text-anchor="{anchor}">{name}</text>'
        yield f'<text class="pk-map__note" x="{x:g}" y="31" text-anchor="{anchor}">{note}</text>'
        yield f'<path class="pk-map__rule" d="M{tier.x:g} 40H{end:g}"/>'


def _ground(layout: MapLayout) -> Iterator[str]:
    for tray in layout.trays:
        yield (
            f'<rect class="pk-map__tray" x="{tray.x:g}" y="{tray.y:g}" width="{tray.width:g}" '
            f'height="{tray.height:g}" rx="4"/>'
        )
    for line in layout.lines:
        broken = " pk-map__edge--broken" if line.broken else ""
        yield f'<path class="pk-map__edge{broken}" d="{line.path}"/>'


def _boxes(layout: MapLayout, review: Review) -> Iterator[str]:
    chains = Chains(review.plan)
    for box in layout.boxes:
        yield (
            f'<rect class="pk-map__box pk-map__box--{box.kind.value}" x="{box.x:g}" y="{box.y:g}" '
            f'width="{box.width:g}" height="{box.height:g}" rx="4"/>'
        )
        if box.kind is Kind.VISION:
            yield _vision(box)
            continue
        yield from _marks(box, review, chains)
        yield from _words(box)


def _vision(box: Box) -> str:
    x, y = box.x + box.width / 2, box.middle
    lines = "".join(
        f'<tspan x="0" dy="{0 if n == 0 else 20}">{escape(text)}</tspan>' for n, text in enumerate(box.lines)
    )
    start = x + 5.6 - 10 * (len(box.lines) - 1)
    return (
        f'<text class="pk-map__vision" text-anchor="middle" transform="translate({start:.1f} {y:.1f}) '
        f'rotate(-90)">{lines}</text>'
    )


def _words(box: Box) -> Iterator[str]:
    texts = [*box.lines, *([box.small] if box.small else [])]
    for number, (text, y) in enumerate(zip(texts, box.baselines, strict=False)):
        small = ' class="pk-map__small"' if box.small and number == len(texts) - 1 else ""
        code = ""
        if number == 0 and box.kind is not Kind.PRIORITY:
            code = f'<tspan class="pk-map__code">{escape(box.code)}</tspan> '
        yield f'<text{small} x="{box.text_x:g}" y="{y:g}">{code}{escape(text)}</text>'


def _marks(box: Box, review: Review, chains: Chains) -> Iterator[str]:
    if box.kind is Kind.ACTION and box.code in review.assessment.standings:
        standing = review.assessment.standings[box.code]
        yield _mark(standing_badge(standing).symbol, box.x + 6, box.middle - 15, 20)
        yield _mark(evidence_symbol(standing.strength), box.x + 4.5, box.middle + 9, 23)
    if box.kind is Kind.OUTCOME:
        codes = [c for c in chains.sources(box.code, Kind.MEASURE) if c in review.assessment.progress]
        top = box.middle - 8 * len(codes) + 1
        for number, code in enumerate(codes):
            yield _mark(progress_symbol(word(code, review)), box.x + 4, top + 16 * number, 30)


def _mark(name: str, x: float, y: float, width: float) -> str:
    symbol = SYMBOLS[name]
    height = width * symbol.height / symbol.width
    return f'<use href="#{name}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"/>'
