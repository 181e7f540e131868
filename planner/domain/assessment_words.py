"""The sentences at the top of the overview: computed, true on the day, and right in the singular."""

from collections.abc import Mapping, Sequence

from planner.domain.phrases import counted, listed, lower_first, number_word, upper_first
from planner.domain.vocabulary import Delivery, Progress

NAMED_AT_MOST = 3
"""More measures than these are counted rather than named."""


def lead_sentence(
    delivery: Mapping[Delivery, int], progress: Mapping[Progress, int], worse: Sequence[str]
) -> str:
    """Return where the plan stands: what is done and improving, then what is not.

    ``worse`` are the titles of the measures that are getting worse. Only what is verified counts
    as finished; where nothing is off track, what nobody can vouch for is said instead, because
    silence is not green.

    >>> lead_sentence(
    ...     {Delivery.COMPLETE: 8, Delivery.EMBEDDED: 3, Delivery.OFF_TRACK: 2, Delivery.AT_RISK: 27},
    ...     {Progress.IMPROVING: 12, Progress.WORSE: 1, Progress.NO_CHANGE: 7},
    ...     ["Median weeks to specialist therapy"],
    ... )  # doctest: +NORMALIZE_WHITESPACE
    'Eleven of 40 actions are finished with evidence and 12 of 20 measures are improving.
    Two actions are off track and 1 measure is getting worse: median weeks to specialist therapy.'
    """
    actions, measures = sum(delivery.values()), sum(progress.values())
    if not actions and not measures:
        return "The plan has no actions and no measures yet."
    good = f"{_finished(delivery, actions)} and {_improving(progress, measures)}"
    bad = [part for part in (_troubled(delivery, actions), _worsening(progress, measures, worse)) if part]
    return " ".join(f"{upper_first(sentence)}." for sentence in (good, " and ".join(bad)) if sentence)


def _finished(delivery: Mapping[Delivery, int], actions: int) -> str:
    finished = delivery.get(Delivery.COMPLETE, 0) + delivery.get(Delivery.EMBEDDED, 0)
    if not actions:
        return "the plan has no actions yet"
    share = _share(finished, actions, "action", starts=True)
    return f"{share} finished with evidence{'' if finished else ' yet'}"


def _improving(progress: Mapping[Progress, int], measures: int) -> str:
    improving, met = progress.get(Progress.IMPROVING, 0), progress.get(Progress.MET, 0)
    if not measures:
        return "there are no measures yet"
    if progress.get(Progress.NO_DATA, 0) == measures:
        return "no measure has a reading yet"
    good = improving + met
    goals = ["improving"] if improving or not good else []
    if met:
        goals.append("at the target")
    return f"{_share(good, measures, 'measure')} {' or '.join(goals)}{'' if good else ' yet'}"


def _share(part: int, whole: int, noun: str, *, starts: bool = False) -> str:
    if whole == 1:
        return f"the only {noun} is{'' if part else ' not'}"
    if part == whole:
        return f"all {whole:,} {noun}s are"
    figure = number_word(part) if starts or not part else f"{part:,}"
    return f"{figure} of {whole:,} {noun}s {'are' if part > 1 else 'is'}"


def _troubled(delivery: Mapping[Delivery, int], actions: int) -> str:
    for trouble in (Delivery.OFF_TRACK, Delivery.UNVERIFIED):
        number = delivery.get(trouble, 0)
        if number:
            are = "action is" if number == 1 else "actions are"
            return f"{number_word(number)} {are} {trouble.label.lower()}"
    return "no action is off track" if actions else ""


def _worsening(progress: Mapping[Progress, int], measures: int, worse: Sequence[str]) -> str:
    if progress.get(Progress.NO_DATA, 0) == measures:
        return ""
    if not worse:
        return "no measure is getting worse"
    are = "is" if len(worse) == 1 else "are"
    named = f": {listed([lower_first(title) for title in worse])}" if len(worse) <= NAMED_AT_MOST else ""
    return f"{counted(len(worse), 'measures')} {are} getting worse{named}"
