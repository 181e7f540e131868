"""What changed between two snapshots of a plan, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.changes.comparison_records import Records, Value, records
from planner.domain.changes.comparison_words import sentence
from planner.domain.plan import Plan

_NOTHING = Value("", "")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference. ``kind`` is "added", "removed" or "changed".

    ``subject`` is the code of what it is about (or "plan", "version 1.1", "agency icb", "stage ST1",
    "1.1a to O1.1" for a link). ``field`` names what changed, and is empty where a whole thing came
    or went (but "link", "claim" and "recorded reason" of those).
    ``before`` and ``after`` are in words, empty where there was nothing.
    """

    kind: str
    subject: str
    field: str
    before: str
    after: str
    sentence: str


def compare(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Return every difference between two snapshots, in the order of the later plan; what went comes last.

    The details of something that came or went whole are not told one by one.

    >>> from datetime import date
    >>> from planner.domain.vocabulary import Status
    >>> from tests.builders import make_action, make_plan, make_update
    >>> later = make_action(updates=(make_update(date(2026, 11, 1), Status.AT_RISK),))
    >>> [each.sentence for each in compare(make_plan(), make_plan(actions=(later,)))]
    ['1.1a moved from on track to at risk.']
    """
    return tuple(_differences(records(before), records(after)))


def mirrored(change: Change) -> Change:
    """Return the change as seen from the later plan: what was added is removed, before becomes after.

    >>> mirrored(_change("status", "1.1a", "on track", "at risk")).sentence
    '1.1a moved from at risk to on track.'
    """
    return _change(change.field, change.subject, change.after, change.before)


def _differences(before: Records, after: Records) -> Iterator[Change]:
    """Yield the differences between two sets of records."""
    for key, record in after.items():
        earlier = before.get(key)
        if earlier is not None:
            yield from _inside(record.subject, earlier.values, record.values)
        elif record.part_of is None or record.part_of in before:
            yield _change(record.whole, record.subject, "", record.title or record.subject)
    for key, record in before.items():
        if key not in after and (record.part_of is None or record.part_of in after):
            yield _change(record.whole, record.subject, record.title or record.subject, "")


def _inside(subject: str, before: dict[str, Value], after: dict[str, Value]) -> Iterator[Change]:
    """Yield the differences between the values of one thing."""
    for field in {**after, **before}:
        earlier, later = before.get(field, _NOTHING), after.get(field, _NOTHING)
        if earlier.raw != later.raw and earlier.shown != later.shown:
            yield _change(field, subject, earlier.shown, later.shown)


def _change(field: str, subject: str, before: str, after: str) -> Change:
    """Return the change with its kind and sentence."""
    kind = "changed" if before and after else "added" if after else "removed"
    words = sentence(kind, subject, field, before, after)
    return Change(kind=kind, subject=subject, field=field, before=before, after=after, sentence=words)
