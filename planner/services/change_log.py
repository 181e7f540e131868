"""The change log: what a change of a plan is put down as, and whether a log is still what was written."""

import re
from dataclasses import dataclass
from datetime import datetime

from planner.domain.changes.field_changes import field_changes, written
from planner.domain.errors import BadInput
from planner.domain.phrases import counted
from planner.domain.plan import Plan
from planner.store.database import current_session
from planner.store.queries.change_log import Change
from planner.store.queries.log_check import BrokenEntry, LogState, check_log
from planner.store.queries.plans import list_every_partnership
from planner.store.scope import scope_of

_SEAL = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class VerifiedLog:
    """What became of the log of one partnership: a sentence about it, and its first bad entry, if any."""

    partnership: str
    entries: int
    last_seal: str
    broken: BrokenEntry | None
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Verification:
    """The logs that were looked at, and what became of a seal that was noted earlier.

    ``noted_in`` is the partnership and the entry that has that seal, nothing where no entry has it or
    none was asked for; ``noted_sentence`` is empty where none was asked for.
    """

    logs: tuple[VerifiedLog, ...]
    noted_in: tuple[str, int] | None
    noted_sentence: str

    @property
    def is_whole(self) -> bool:
        """Return whether every log is what was written and the noted seal, if any, was found."""
        seal_is_there = not self.noted_sentence or self.noted_in is not None
        return seal_is_there and all(log.broken is None for log in self.logs)


def verify_logs(partnership: str = "", noted_seal: str = "") -> Verification:
    """Return whether the log of a partnership, or of every one, is still what was written.

    ``noted_seal`` is the last seal of an earlier time, which was kept elsewhere. Raises ``NotFound`` for
    an unknown partnership and ``BadInput`` for what is no seal.
    """
    if noted_seal and not _SEAL.fullmatch(noted_seal):
        raise BadInput(
            f"“{noted_seal[:64]}” is no seal: one has 64 figures and small letters. Copy it whole."
        )
    session = current_session()
    slugs = [partnership] if partnership else [each.slug for each in list_every_partnership(session)]
    states = {slug: check_log(session, scope_of(session, slug), noted_seal) for slug in slugs}
    noted_in = next(((slug, state.noted) for slug, state in states.items() if state.noted is not None), None)
    return Verification(
        logs=tuple(_verified(slug, state) for slug, state in states.items()),
        noted_in=noted_in,
        noted_sentence=_noted_words(noted_in) if noted_seal else "",
    )


def _verified(slug: str, state: LogState) -> VerifiedLog:
    return VerifiedLog(
        partnership=slug,
        entries=state.entries,
        last_seal=state.last_seal,
        broken=state.broken,
        sentence=_words(slug, state),
    )


def _words(slug: str, state: LogState) -> str:
    if state.broken is None:
        return f"The change log of {slug} is whole: {counted(state.entries, 'entries')}."
    now = f"Now it says: {state.broken.says}." if state.broken.says else "Now nothing stands there."
    return (
        f"The change log of {slug} was altered outside Partnership Planner, from entry "
        f"{state.broken.number} on. {now} Compare the database with a backup."
    )


def _noted_words(noted_in: tuple[str, int] | None) -> str:
    if noted_in is None:
        return (
            "No entry has the seal that was noted: the entries up to it were removed or written anew. "
            "Compare the database with a backup from the day on which the seal was noted."
        )
    return f"The seal that was noted is that of entry {noted_in[1]:,} of {noted_in[0]}."


def changes_of_plan(
    before: Plan, after: Plan, *, at: datetime, actor: str, action: str, reason: str = ""
) -> tuple[Change, ...]:
    """Return what the log says of a plan that was changed: an entry for each thing in it that differs."""
    return tuple(
        Change(
            at=at,
            actor=actor,
            action=action,
            plan=after.slug,
            subject=change.subject,
            before=written(change.kind, change.before),
            after=written(change.kind, change.after),
            reason=reason,
        )
        for change in field_changes(before, after)
    )
