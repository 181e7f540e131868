"""An entry of the change log in plain words: what was done, to what, and the difference in words."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from planner.domain.changes.field_labels import (
    KINDS,
    ORDERS,
    PARTS,
    field_label,
    part_label,
    value_words,
)
from planner.domain.changes.word_diff import Piece, shortened, word_diff
from planner.domain.phrases import lower_first, upper_first

#: What people call each action of a service that the log can name.
ACTS: Mapping[str, str] = {
    "load_plan": "Loaded a plan file",
    "keep_snapshot": "Kept an earlier version of the plan",
    "record_update": "Recorded an update",
    "record_reading": "Recorded a reading",
    "ask_for_date": "Asked for another end date",
    "change_date": "Changed an end date",
    "decide_on_date": "Decided on another end date",
    "raise_challenge": "Raised a challenge",
    "take_challenge_further": "Took a challenge further",
    "reply_to_challenge": "Replied to a challenge",
    "invite_person": "Invited somebody",
    "withdraw_invitation": "Withdrew an invitation",
    "accept_invitation": "Accepted an invitation",
    "change_member": "Changed what somebody is here",
    "end_membership": "Ended a membership",
    "end_member_sign_ins": "Ended somebody’s sign-ins",
    "disable_account": "Disabled an account",
    "enable_account": "Enabled an account",
    "export_partnership": "Took everything of the partnership out as a file",
    "record_judgement": "Recorded a judgement",
}
#: Actions that do many things at once, so that each of their entries says what was done to its thing.
OF_MANY = frozenset({"load_plan"})
#: What an entry holds that is about the plan as a whole and names no field.
WHOLE = "What the plan holds"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changed: what people call it, and its two texts beside each other in pieces."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class LoggedWords:
    """What an entry says: the sort of thing, whether it was added, removed or changed, and how.

    ``kind`` is the sort as the log names it, empty where it names none. ``how`` is empty for an entry
    that says nothing of before and after. ``title`` is what the entry itself calls the thing, if it does.
    """

    kind: str
    how: str
    title: str
    differences: tuple[Difference, ...]


def act_label(action: str) -> str:
    """Return what people call an action of a service.

    >>> act_label("load_plan"), act_label("tidy_up")
    ('Loaded a plan file', 'Tidy up')
    """
    return ACTS.get(action) or upper_first(action.replace("_", " "))


def logged_words(before: str, after: str, agencies: Mapping[str, str] = MappingProxyType({})) -> LoggedWords:
    """Return what an entry's two sides say; what is not in the log's own form is shown as it is.

    ``agencies`` are the names of agencies by their codes.

    >>> told = logged_words('{"action": {"title": "Do it"}}', '{"action": {"title": "Do it well"}}')
    >>> (
    ...     told.kind,
    ...     told.how,
    ...     [(each.label, [piece.text for piece in each.pieces]) for each in told.differences],
    ... )
    ('action', 'changed', [('Title', ['Do it', 'well'])])
    """
    old, new = _side(before), _side(after)
    kind = _kind_of(old) or _kind_of(new)
    if kind:
        old, new = (side[kind] if _kind_of(side) == kind else {} for side in (old, new))
    how = "changed" if before and after else "added" if after else "removed" if before else ""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        differences = _told(_Sides(agencies).fields(old, new, kind))
        return LoggedWords(kind=kind, how=how, title=_title(old, new), differences=differences)
    whole = [(WHOLE, _plain_text(old), _plain_text(new))]
    return LoggedWords(kind="", how=how, title="", differences=_told(whole))


def _side(text: str) -> Any:
    if not text:
        return {}
    try:
        return json.loads(text)
    except ValueError:
        return text


def _kind_of(side: Any) -> str:
    """Return the sort of thing that a side names, empty for one that names none."""
    if isinstance(side, Mapping) and len(side) == 1:
        [(kind, fields)] = side.items()
        if kind in KINDS and isinstance(fields, Mapping):
            return str(kind)
    return ""


def _title(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    names = (side.get(name) for side in (new, old) for name in ("title", "name"))
    return next((name for name in names if isinstance(name, str)), "")


def _plain_text(side: Any) -> str:
    if isinstance(side, Mapping):
        return ", ".join(
            f"{field_label(name)}: {value_words(value, name, '')}" for name, value in side.items()
        )
    return value_words(side, "", "")


def _told(texts: Iterable[tuple[str, str, str]]) -> tuple[Difference, ...]:
    """Return the differences of those texts that differ in their words."""
    return tuple(
        Difference(label, shortened(word_diff(before, after)))
        for label, before, after in texts
        if before.split() != after.split()
    )


class _Sides:
    """The two sides of an entry, taken apart into fields with the names of agencies at hand."""

    def __init__(self, agencies: Mapping[str, str]) -> None:
        self._agencies = agencies

    def fields(
        self, old: Mapping[str, Any], new: Mapping[str, Any], where: str, under: str = ""
    ) -> Iterator[tuple[str, str, str]]:
        """Yield label, earlier and later text of every field, those of parts under the name of the part."""
        for name in {**old, **new}:
            sides = (old.get(name), new.get(name))
            if any(isinstance(side, Mapping) for side in sides):
                yield from self._parts(name, *(side if isinstance(side, Mapping) else {} for side in sides))
                continue
            label = field_label(name, where)
            told = [value_words(side, name, where, self._agencies) for side in sides]
            yield (f"{under}: {lower_first(label)}" if under else label), told[0], told[1]

    def _parts(
        self, name: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> Iterator[tuple[str, str, str]]:
        for part in {**old, **new}:
            sides = (old.get(part), new.get(part))
            label = ORDERS.get(part, part) if name == "order" else part_label(name, part)
            if any(isinstance(side, Mapping) for side in sides):
                inside = [side if isinstance(side, Mapping) else {} for side in sides]
                yield from self.fields(inside[0], inside[1], name if name in PARTS else "", label)
            else:
                told = [value_words(side, part, name) for side in sides]
                yield label, told[0], told[1]
