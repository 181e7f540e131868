"""One status badge for the page, the charts and the workbook: letter, word, colours, hollow or filled."""

from dataclasses import dataclass

from planner.domain.delivery.schedule import Standing
from planner.domain.vocabulary import Delivery, Progress, Status, Strength
from planner.packs import palette as p
from planner.packs.marks import delivery_symbol


@dataclass(frozen=True, kw_only=True)
class Badge:
    """How a delivery status looks. ``verified`` is false for what is drawn hollow or hatched."""

    letter: str
    word: str
    fill: str
    ink: str
    edge: str
    verified: bool
    symbol: str

    @property
    def plain(self) -> str:
        """Return the word alone, for sentences."""
        return self.word

    @property
    def text(self) -> str:
        """Return the badge as text for a cell: the letter, then the word."""
        return f"{self.letter}  {self.word}"


_COLOURS: dict[Status, tuple[str, str, str]] = {
    Status.NOT_STARTED: (p.NOT_STARTED, p.INK, p.NOT_STARTED_EDGE),
    Status.ON_TRACK: (p.ON_TRACK, p.PAPER, p.ON_TRACK),
    Status.AT_RISK: (p.AT_RISK, p.AT_RISK_LETTER, p.AT_RISK_EDGE),
    Status.OFF_TRACK: (p.OFF_TRACK, p.PAPER, p.OFF_TRACK),
    Status.COMPLETE: (p.COMPLETE, p.PAPER, p.COMPLETE),
    Status.EMBEDDED: (p.EMBEDDED, p.PAPER, p.EMBEDDED),
    Status.PAUSED: (p.PAPER, p.INK, p.PAUSED),
    Status.WITHDRAWN: (p.PAPER, p.INK_SOFT, p.NOT_STARTED_EDGE),
}


def status_badge(status: Status, *, verified: bool = True) -> Badge:
    """Return the badge of a declared status; unverified keeps its letter and loses its fill."""
    fill, ink, edge = _COLOURS[status]
    return Badge(
        letter=status.letter,
        word=status.label if verified else Delivery.UNVERIFIED.label,
        fill=fill if verified else p.PAPER,
        ink=ink if verified else p.INK,
        edge=edge,
        verified=verified,
        symbol=delivery_symbol(status, verified=verified),
    )


def standing_badge(standing: Standing) -> Badge:
    """Return the badge of an action as it stands today."""
    return status_badge(standing.declared, verified=standing.is_verified)


def delivery_badge(delivery: Delivery) -> Badge:
    """Return the badge that stands for a whole class of actions in a key or a bar."""
    if delivery is Delivery.UNVERIFIED:
        hollow = status_badge(Status.ON_TRACK, verified=False)
        return Badge(
            letter="?",
            word=hollow.word,
            fill=p.PAPER,
            ink=p.INK,
            edge=p.INK_SOFT,
            verified=False,
            symbol=hollow.symbol,
        )
    return status_badge(_DECLARED[delivery.value])


_DECLARED: dict[str, Status] = {status.value: status for status in Status}

DELIVERIES: tuple[Delivery, ...] = tuple(Delivery)
"""Every class of delivery in the order in which it is counted, worst first."""

GLYPHS: dict[Progress, str] = {
    Progress.MET: "→|→",
    Progress.IMPROVING: "→ |",
    Progress.NO_CHANGE: "– |",
    Progress.WORSE: "← |",
    Progress.TOO_EARLY: "… |",
    Progress.NO_DATA: "× ⁞",
    Progress.CONTEXT: "~",
}
"""The arrow of a measure's progress where only letters can stand: nearer to or further from the goal line."""


def progress_text(progress: Progress) -> str:
    """Return a measure's progress as text for a cell: the arrow, then the word."""
    return f"{GLYPHS[progress]}  {progress.label}"


def strength_text(strength: Strength) -> str:
    """Return a strength of evidence as text for a cell: a full dot for every step of four, then the words."""
    return f"{'●' * strength.step}{'○' * (4 - strength.step)}  {strength.label}"
