"""What the marks of the map mean under a lens, in the order of their scales: only what the map shows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.layout.whole import MapLayout
from planner.domain.lenses import Lens, carried
from planner.domain.vocabulary import PROGRESS_BY_NEED, Delivery, Severity, Strength
from planner.packs.badges import delivery_badge
from planner.packs.maps.rails import short_names
from planner.packs.maps.view import CHALLENGE, VOICES, MapView
from planner.packs.marks import evidence_symbol, progress_symbol, severity_symbol

#: Samples of edges and lines; the words after the hyphens are the classes of the drawing.
LINE_DOUBTFUL = "line-doubtful"
BOX_LOOSE = "box-loose"
BOX_BARE, BOX_FAILING, BOX_UNSUPPORTED, BOX_CHAIN = "box-bare", "box-failing", "box-unsupported", "box-chain"


@dataclass(frozen=True)
class LegendItem:
    """One entry: a symbol, a short text or a ``sample`` of an edge, with what it means."""

    words: str
    symbol: str = ""
    text: str = ""
    sample: str = ""


def legend(assessment: Assessment, layout: MapLayout, view: MapView) -> tuple[LegendItem, ...]:
    """Return the key to a drawing: the lens first, then small notes, then edges and lines."""
    shown = [view.boxes[box.code] for box in layout.boxes]
    drawn = {mark.symbol for box in shown for mark in box.rail} | {
        note for box in shown for note in box.notes
    }
    items = [*_symbols(drawn, view.lens), *_codes(assessment, layout, view.lens), *_notes(drawn)]
    if any(box.is_bare for box in shown):
        items.append(LegendItem("Said to be done, without evidence", sample=BOX_BARE))
    if any(box.is_loose for box in shown):
        items.append(LegendItem("Chain has a gap here", sample=BOX_LOOSE))
    if view.failing:
        items.append(LegendItem("Would fail", sample=BOX_FAILING))
        items.append(LegendItem("Loses something it rests on", sample=BOX_CHAIN))
    if view.unsupported:
        items.append(LegendItem("Nothing else works towards it", sample=BOX_UNSUPPORTED))
    if any(line.broken for line in layout.lines):
        items.append(LegendItem("Doubtful link", sample=LINE_DOUBTFUL))
    return tuple(items)


def _symbols(drawn: set[str], lens: Lens) -> Iterator[LegendItem]:
    for delivery in Delivery:
        badge = delivery_badge(delivery)
        hollow = delivery is Delivery.UNVERIFIED and any(name.startswith("delivery-u") for name in drawn)
        if badge.symbol in drawn or hollow:
            yield LegendItem(delivery.label, badge.symbol)
    strengths = [strength for strength in Strength if evidence_symbol(strength) in drawn]
    if strengths and lens is not Lens.EVIDENCE:
        # Beside the status the dots say how far, and the lens of evidence names each step.
        yield LegendItem("Evidence, in four steps", evidence_symbol(Strength.ACTIVITY))
        strengths = []
    for strength in strengths:
        yield LegendItem(strength.label, evidence_symbol(strength))
    for progress in PROGRESS_BY_NEED:
        if progress_symbol(progress) in drawn:
            yield LegendItem(progress.label, progress_symbol(progress))


def _notes(drawn: Iterable[str]) -> Iterator[LegendItem]:
    meanings = {
        severity_symbol(Severity.ERROR): "Must be fixed",
        severity_symbol(Severity.WARNING): "Should be checked",
        CHALLENGE: "Open challenge",
        **{symbol: kind.label for kind, symbol in VOICES.items()},
    }
    yield from (LegendItem(words, symbol) for symbol, words in meanings.items() if symbol in drawn)


def _codes(assessment: Assessment, layout: MapLayout, lens: Lens) -> Iterator[LegendItem]:
    found = carried(assessment, lens)
    used = {code for box in layout.boxes for code in found.get(box.code, ())}
    if lens is Lens.RECOMMENDATIONS:
        for recommendation in assessment.guidance.recommendations:
            codes = [clause.code for clause in recommendation.clauses if clause.code in used]
            if codes:
                yield LegendItem(recommendation.short_title, text=recommendation.code)
        return
    named = {
        Lens.GROUPS: [(group.code, group.code, group.title) for group in assessment.guidance.groups],
        Lens.STAGE: [(stage.code, stage.code, stage.title) for stage in assessment.plan.stages],
    }
    if lens is Lens.AGENCY:
        short = short_names(assessment.plan)
        named[lens] = [(each.code, short[each.code], each.name) for each in assessment.plan.agencies]
    yield from (LegendItem(title, text=text) for code, text, title in named.get(lens, ()) if code in used)
