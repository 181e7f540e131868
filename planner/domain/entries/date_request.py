"""A request for another end date, and the decision on it, as people enter them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from planner.domain.calendar import long_date
from planner.domain.entries.entered import EnteredDay, EntryReader
from planner.domain.errors import EditConflict, RuleBroken
from planner.domain.plan import Action, DateChange
from planner.domain.records import DateRequest
from planner.domain.vocabulary import DateDecision

LONGEST_REASON = 500


@dataclass(frozen=True, kw_only=True)
class EnteredDateRequest:
    """What was typed: the day that is asked for, and why."""

    end_on: EnteredDay
    reason: str


@dataclass(frozen=True, kw_only=True)
class EnteredDecision:
    """What was typed: ``decision`` is a code, and ``end_on`` the day that the page had shown, in ISO form."""

    decision: str
    because: str
    end_on: str


def refuse_unless_dated(action: Action) -> None:
    """Raise ``RuleBroken`` for an action that was retired, or has no end date that could be moved."""
    if action.retired_on is not None:
        raise RuleBroken(f"{action.code} was retired on {long_date(action.retired_on)}: its dates stay.")
    if action.end_on is None:
        raise RuleBroken(
            f"{action.code} has no end date yet. The first one belongs on the sheet “Actions” of the plan "
            "workbook."
        )


def waiting(requests: Iterable[DateRequest]) -> DateRequest | None:
    """Return the request that nobody has decided on yet, if there is one."""
    return next((each for each in requests if each.decision is None), None)


def read_request(action: Action, entered: EnteredDateRequest, today: date, asked_by: str) -> DateRequest:
    """Return the request that was entered today for an action.

    Raises ``BadEntry`` with everything that is wrong with it, and ``RuleBroken`` for an action whose date
    cannot be moved.
    """
    refuse_unless_dated(action)
    reader = EntryReader()
    end_on = reader.day("end_on", entered.end_on, "The new end date", missing="Enter the new end date.")
    if end_on is not None and action.end_on is not None and end_on <= action.end_on:
        reader.object_to(
            "end_on", f"The new end date must be later than the one that stands, {long_date(action.end_on)}."
        )
    elif end_on is not None and end_on < today:
        reader.object_to("end_on", f"The new end date must be today, {long_date(today)}, or later.")
    reason = reader.passage(
        "reason", entered.reason, "The reason", missing="Say why it needs more time.", longest=LONGEST_REASON
    )
    reader.check()
    assert end_on is not None, "its absence is a problem"  # noqa: S101  # For the type alone.
    return DateRequest(action=action.code, end_on=end_on, reason=reason, asked_on=today, asked_by=asked_by)


def is_asked_already(request: DateRequest, requests: Iterable[DateRequest]) -> bool:
    """Return whether this very request waits already. Raises ``EditConflict`` where another one does."""
    there = waiting(requests)
    if there is None:
        return False
    if replace(there, asked_on=request.asked_on, asked_by=request.asked_by) == request:
        return True
    raise EditConflict(
        f"{there.asked_by} has asked for {long_date(there.end_on)} already: “{there.reason}” You asked for "
        f"{long_date(request.end_on)}. One request waits at a time, so this one was not saved."
    )


def read_decision(
    requests: Iterable[DateRequest], entered: EnteredDecision, today: date, decided_by: str
) -> DateRequest | None:
    """Return the request that waits with what was decided today, nothing where that is decided already.

    Raises ``BadEntry`` with everything that is wrong, and ``EditConflict`` where somebody decided
    otherwise, or the request is not the one that the page had shown.
    """
    reader = EntryReader()
    decision = reader.term("decision", entered.decision, DateDecision, "Choose whether you agree.")
    because = reader.passage(
        "because",
        entered.because,
        "The reason",
        missing="Say why you refuse it." if decision is DateDecision.REFUSED else "",
        longest=LONGEST_REASON,
    )
    reader.check()
    known = tuple(requests)
    request = waiting(known)
    if request is None:
        _refuse_unless_decided_so(known, decision, because)
        return None
    if request.end_on.isoformat() != entered.end_on:
        raise EditConflict(
            f"{request.asked_by} now asks for {long_date(request.end_on)}: “{request.reason}” Decide on that."
        )
    return replace(request, decision=decision, decided_on=today, decided_by=decided_by, because=because)


def _refuse_unless_decided_so(
    requests: tuple[DateRequest, ...], decision: DateDecision | None, because: str
) -> None:
    """Raise ``EditConflict`` with what was decided, unless it is this."""
    last = requests[0] if requests else None
    if last is None:
        raise EditConflict("Nobody asks for another end date of this action now.")
    if (last.decision, last.because) != (decision, because):
        label = last.decision.label.lower() if last.decision else ""
        why = f" “{last.because}”" if last.because else ""
        raise EditConflict(f"{last.decided_by} decided on this already: {label}.{why} Nothing was changed.")


def agreed_change(request: DateRequest, today: date) -> DateChange:
    """Return the change of the end date that follows from a request that was agreed to."""
    return DateChange(on=today, end_on=request.end_on, reason=request.reason, approved_by=request.decided_by)


def with_change(action: Action, change: DateChange) -> Action:
    """Return the action with another end date, every earlier one kept.

    Raises ``RuleBroken`` where its date cannot be moved any more, because the plan was loaded again since it
    was asked for: it was retired or has no end, or has a later change than that, or a later end.
    """
    refuse_unless_dated(action)
    if action.date_changes and action.date_changes[-1].on > change.on:
        raise RuleBroken(
            f"The plan has a change of this end date from {long_date(action.date_changes[-1].on)}, which is "
            "after today. Put that right in the plan workbook first."
        )
    if action.end_on is not None and change.end_on <= action.end_on:
        raise RuleBroken(
            f"The end date is {long_date(action.end_on)} by now, which is not before the one that was asked "
            "for. Refuse the request, and say so."
        )
    return replace(action, date_changes=(*action.date_changes, change))
