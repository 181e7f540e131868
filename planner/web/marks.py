"""The drawn marks as templates use them: the symbol's name beside the word that says the same."""

from dataclasses import dataclass

from markupsafe import Markup

from planner.domain.delivery.schedule import Standing
from planner.domain.recommendations.clause_words import ladder_words
from planner.domain.recommendations.coverage import ClauseCoverage
from planner.domain.vocabulary import Delivery, Gap, Progress, Severity, Status, Strength
from planner.packs import marks
from planner.packs.ladders import ladder
from planner.packs.maps.view import CHALLENGE, VOICES


@dataclass(frozen=True)
class Mark:
    """One mark: its code, the symbol of the sprite, the word, and a note or a drawing of its own."""

    code: str
    symbol: str
    word: str
    note: str = ""
    drawing: Markup | None = None


_STATUSES = {status.value: status for status in Status}


def group_mark(delivery: Delivery) -> Mark:
    """Return the mark of a count of actions; unverified wears the hollow circle."""
    if delivery is Delivery.UNVERIFIED:
        return Mark(delivery, marks.delivery_symbol(Status.ON_TRACK, verified=False), delivery.label)
    return Mark(delivery, marks.delivery_symbol(_STATUSES[delivery.value]), delivery.label)


def standing_mark(standing: Standing) -> Mark:
    """Return the mark of one action, hollow with its reason where it cannot be relied on."""
    symbol = marks.delivery_symbol(standing.declared, verified=standing.is_verified)
    return Mark(standing.delivery, symbol, standing.delivery.label, standing.unverified_because)


def status_mark(status: Status) -> Mark:
    """Return the mark of a status as it was declared."""
    return Mark(status, marks.delivery_symbol(status), status.label)


def retired_mark(status: Status) -> Mark:
    """Return the mark of an action that was taken out of the plan: what was last said, and that it was."""
    return Mark(status, marks.delivery_symbol(status), "Retired", f"last said {status.label.lower()}")


def progress_mark(progress: Progress) -> Mark:
    """Return the arrow of a measure."""
    return Mark(progress, marks.progress_symbol(progress), progress.label)


def evidence_mark(strength: Strength) -> Mark:
    """Return the dots of a strength of evidence."""
    return Mark(strength, marks.evidence_symbol(strength), strength.label)


def severity_mark(severity: Severity) -> Mark:
    """Return the diamond of a finding."""
    return Mark(severity, marks.severity_symbol(severity), severity.label)


def map_notes() -> tuple[Mark, ...]:
    """Return the small notes on the boxes of the map that no scale explains."""
    return (
        Mark("challenge", CHALLENGE, "Open challenge", "Somebody asked about it and it is not closed yet."),
        *(
            Mark(kind, symbol, kind.label, "Evidence about it, or about one of its measures, is their voice.")
            for kind, symbol in VOICES.items()
        ),
    )


# The little ladder beside a count is an example of its kind, not of any one clause.
_GAP_EXAMPLES = {Gap.AHEAD: (3, 1), Gap.MATCHES: (2, 2), Gap.BEHIND: (2, 3), Gap.NOT_APPLICABLE: (0, 0)}


def gap_mark(gap: Gap) -> Mark:
    """Return the ladder that stands for a kind of gap."""
    claimed, shown = _GAP_EXAMPLES[gap]
    # The function escapes its label, and everything else in the drawing is our own.
    drawing = Markup(ladder(claimed, shown, f"Example: {gap.label.lower()}"))  # noqa: S704
    return Mark(gap, "", gap.label, drawing=drawing)


def coverage_mark(coverage: ClauseCoverage) -> Mark:
    """Return the ladder of one clause."""
    drawn = ladder(coverage.claimed.step, coverage.shown.step, ladder_words(coverage))
    drawing = Markup(drawn)  # noqa: S704
    return Mark(coverage.gap, "", coverage.gap.label, drawing=drawing)


def sprite() -> Markup:
    """Return the hidden drawing that every page carries once."""
    return Markup(marks.sprite())  # noqa: S704
