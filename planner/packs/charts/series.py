"""How each series of a chart is filled, the same in Excel and in Plotly: colour, letter, hatching."""

from dataclasses import dataclass

from planner.domain.vocabulary import Delivery, Gap, Progress
from planner.packs import palette as p
from planner.packs.badges import DELIVERIES, delivery_badge, progress_text
from planner.packs.tables.change import DUE_WORDS


@dataclass(frozen=True, kw_only=True)
class Fill:
    """A filled area: its colour, the line round it, the colour of figures on it, and if it is hatched."""

    colour: str
    edge: str
    ink: str
    hatched: bool = False


def _delivery(delivery: Delivery) -> Fill:
    badge = delivery_badge(delivery)
    if not badge.verified:
        return Fill(colour=p.LINE_STRONG, edge=badge.edge, ink=p.INK, hatched=True)
    return Fill(colour=badge.fill, edge=badge.edge, ink=badge.ink)


_PROGRESS: dict[Progress, Fill] = {
    Progress.WORSE: Fill(colour=p.INK, edge=p.INK, ink=p.PAPER),
    Progress.NO_CHANGE: Fill(colour=p.LINE_STRONG, edge=p.INK_SOFT, ink=p.INK),
    Progress.IMPROVING: Fill(colour=p.BRAND_MID, edge=p.BRAND, ink=p.PAPER),
    Progress.MET: Fill(colour=p.BRAND, edge=p.BRAND, ink=p.PAPER),
    Progress.TOO_EARLY: Fill(colour=p.BRAND_MID, edge=p.BRAND_MID, ink=p.INK, hatched=True),
    Progress.NO_DATA: Fill(colour=p.PAPER, edge=p.LINE_STRONG, ink=p.INK),
    Progress.CONTEXT: Fill(colour=p.LINE, edge=p.LINE_STRONG, ink=p.INK),
}
_GAPS: dict[Gap, Fill] = {
    Gap.AHEAD: Fill(colour=p.INK, edge=p.INK, ink=p.INK, hatched=True),
    Gap.MATCHES: Fill(colour=p.BRAND_MID, edge=p.BRAND, ink=p.PAPER),
    Gap.BEHIND: Fill(colour=p.BRAND_TINT, edge=p.BRAND, ink=p.INK),
    Gap.NOT_APPLICABLE: Fill(colour=p.PAPER, edge=p.LINE_STRONG, ink=p.INK),
}
PLAIN = Fill(colour=p.BRAND_MID, edge=p.BRAND, ink=p.PAPER)
CLAIM = Fill(colour=p.PAPER, edge=p.INK, ink=p.INK)
_DUE: tuple[Fill, ...] = (
    PLAIN,
    Fill(colour=p.LINE, edge=p.LINE_STRONG, ink=p.INK),
    Fill(colour=p.INK, edge=p.INK, ink=p.PAPER),
    Fill(colour=p.BRAND_MID, edge=p.BRAND, ink=p.INK, hatched=True),
)

FILLS: dict[str, Fill] = {
    **{delivery_badge(each).text: _delivery(each) for each in DELIVERIES},
    **{progress_text(each): fill for each, fill in _PROGRESS.items()},
    **{each.label: fill for each, fill in _GAPS.items()},
    "We claim": CLAIM,
    "The plan shows": PLAIN,
    **dict(zip(DUE_WORDS.values(), _DUE, strict=True)),
}
"""The fill of a series by its words in the table that it is drawn from."""


def fill_of(words: str) -> Fill:
    """Return the fill of a series; one without a meaning of its own takes the plain brand colour."""
    return FILLS.get(words, PLAIN)
