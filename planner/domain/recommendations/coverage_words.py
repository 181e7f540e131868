"""Why a clause stands at its step of the ladder: the words beside what the plan shows."""

from collections.abc import Mapping, Sequence

from planner.domain.phrases import listed
from planner.domain.vocabulary import Delivery, Shown, Strength

NAMED_AT_MOST = 3
"""More codes than these are counted rather than named."""
_UNFINISHED = {
    Delivery.OFF_TRACK: ("is off track", "are off track"),
    Delivery.AT_RISK: ("is at risk", "are at risk"),
    Delivery.UNVERIFIED: ("is unverified", "are unverified"),
    Delivery.ON_TRACK: ("is on track", "are on track"),
    Delivery.NOT_STARTED: ("has not started", "have not started"),
    Delivery.PAUSED: ("is paused", "are paused"),
}
_STRENGTH = {
    Strength.NONE: "shows nothing",
    Strength.SAYS_SO: "only says so",
    Strength.ACTIVITY: "shows activity, not quality",
    Strength.QUALITY: "shows quality",
    Strength.CHANGE: "shows change for people",
}


def why_shown(
    shown: Shown, deliveries: Mapping[str, Delivery], strongest: Strength, recorded_reason: str
) -> str:
    """Return what holds a clause at its step, without a full stop at the end.

    ``deliveries`` are those of its live actions by code, in plan order.

    >>> why_shown(Shown.PLANNED, {"1.2c": Delivery.OFF_TRACK}, Strength.NONE, "")
    '1.2c is off track'
    >>> done = dict.fromkeys(("2.1a", "2.1b"), Delivery.COMPLETE)
    >>> why_shown(Shown.IN_PLACE, done, Strength.ACTIVITY, "")
    'Both actions are done. The evidence shows activity, not quality'
    """
    if shown is Shown.NOTHING:
        if recorded_reason:
            return f"No action. Recorded reason: {recorded_reason.rstrip('.')}"
        return "No action, no measure and no recorded reason"
    if not deliveries:
        return "Only measures: no action is mapped"
    if shown in (Shown.IN_PLACE, Shown.EVIDENCED):
        return f"{_all_done(tuple(deliveries))}. The evidence {_STRENGTH[strongest]}"
    unfinished = {code: each for code, each in deliveries.items() if each in _UNFINISHED}
    if len(unfinished) > NAMED_AT_MOST:
        return f"{_tally(unfinished)} of {len(deliveries)} actions"
    return listed([_named(each, codes) for each, codes in _by_delivery(unfinished).items()])


def _all_done(codes: Sequence[str]) -> str:
    if len(codes) == 1:
        return f"{codes[0]} is done"
    return "Both actions are done" if len(codes) == 2 else f"All {len(codes)} actions are done"


def _by_delivery(deliveries: Mapping[str, Delivery]) -> dict[Delivery, list[str]]:
    grouped: dict[Delivery, list[str]] = {each: [] for each in _UNFINISHED}
    for code, delivery in deliveries.items():
        grouped[delivery].append(code)
    return {each: codes for each, codes in grouped.items() if codes}


def _named(delivery: Delivery, codes: Sequence[str]) -> str:
    one, more = _UNFINISHED[delivery]
    return f"{listed(codes)} {one if len(codes) == 1 else more}"


def _tally(unfinished: Mapping[str, Delivery]) -> str:
    counts = [f"{len(codes)} {each.label.lower()}" for each, codes in _by_delivery(unfinished).items()]
    return f"{len(unfinished)} unfinished ({listed(counts)})"
