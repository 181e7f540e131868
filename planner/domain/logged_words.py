"""An entry of the change log in plain words: what was done, to what, and the difference in words."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planner.domain.field_labels import (
    KINDS,
    ORDERS,
    PARTS,
    field_label,
    kind_label,
    part_label,
    value_words,
)
from planner.domain.phrases import lower_first, upper_first
from planner.domain.word_diff import Piece, shortened, word_diff

#: What people call each action of a service that the log can name.
ACTS: Mapping[str, str] = {
    "load_plan": "Loaded a plan file",
    "keep_snapshot": "Kept an earlier version of the plan",
    "record_update": "Recorded an update",
    "record_reading": "Recorded a reading",
    "raise_challenge": "Raised a challenge",
    "take_challenge_further": "Took a challenge further",
    "reply_to_challenge": "Replied to a challenge",
    "record_judgement": "Recorded a judgement",
}
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

    ``kind`` is the sort as the log names it, empty where it names none. ``how`` is empty for what did
    not change a field of anything.
    """

    kind: str
    how: str
    differences: tuple[Difference, ...]


def act_label(action: str) -> str:
    """Return what people call an action of a service.

    >>> act_label("load_plan"), act_label("tidy_up")
    ('Loaded a plan file', 'Tidy up')
    """
    return ACTS.get(action) or upper_first(action.replace("_", " "))


def logged_words(before: str, after: str) -> LoggedWords:
    """Return what an entry's two sides say; what is not in the log's own form is shown as it is.

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
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        texts = [(WHOLE, *(_plain_text(side) for side in (old, new)))]
        return LoggedWords(kind="", how="", differences=_told(texts))
    how = ("removed" if before else "added") if not (before and after) else "changed"
    return LoggedWords(
        kind=kind,
        how=how if kind or old or new else "",
        differences=_told(_fields(old, new, kind)),
    )


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


def _plain_text(side: Any) -> str:
    if isinstance(side, Mapping):
        return ", ".join(
            f"{field_label(name)}: {value_words(value, name, '')}" for name, value in side.items()
        )
    return value_words(side, "", "")


def _told(texts: Any) -> tuple[Difference, ...]:
    """Return the differences of those texts that differ in their words."""
    return tuple(
        Difference(label, shortened(word_diff(before, after)))
        for label, before, after in texts
        if before.split() != after.split()
    )


def _fields(
    old: Mapping[str, Any], new: Mapping[str, Any], where: str, under: str = ""
) -> Iterator[tuple[str, str, str]]:
    """Yield label, earlier and later text of every field, those of parts under the name of the part."""
    for name in {**old, **new}:
        sides = (old.get(name), new.get(name))
        if not any(isinstance(side, Mapping) for side in sides):
            label = field_label(name, where)
            told = [value_words(side, name, where) for side in sides]
            yield (f"{under}: {lower_first(label)}" if under else label), told[0], told[1]
            continue
        earlier, later = (side if isinstance(side, Mapping) else {} for side in sides)
        for part in {**earlier, **later}:
            parts = (earlier.get(part), later.get(part))
            label = ORDERS.get(part, part) if name == "order" else part_label(name, part)
            if any(isinstance(side, Mapping) for side in parts):
                inside = [side if isinstance(side, Mapping) else {} for side in parts]
                yield from _fields(inside[0], inside[1], name if name in PARTS else "", label)
            else:
                told = [value_words(side, part, name) for side in parts]
                yield label, told[0], told[1]


def thing_words(kind: str, subject: str) -> str:
    """Return the thing that an entry is about, as people speak of it.

    >>> thing_words("action", "1.1a"), thing_words("plan", ""), thing_words("", "1.1a"), thing_words("", "")
    ('Action 1.1a', 'The plan itself', '1.1a', '')
    """
    if not subject:
        return kind_label(kind) if kind else ""
    return f"{kind_label(kind)} {subject}" if kind else subject
