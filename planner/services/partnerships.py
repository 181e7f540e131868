"""Whole partnerships: everything of one taken out as a file, or erased for good."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from planner.config import Settings
from planner.domain.people.guessing import ACCOUNT
from planner.event_log import log_event
from planner.exchange.partnership_archive import Archive, new_archive
from planner.packs.partnership_files import files_of, set_aside
from planner.store import erasing
from planner.store.cache import current_plan
from planner.store.checking import check_database
from planner.store.database import Session, database_open, transaction
from planner.store.migrating import head_revision
from planner.store.partnership_rows import SECRETS, read_rows
from planner.store.queries.change_log import Change, append_entry
from planner.store.queries.failed_proofs import forget_subject, hash_of_subject
from planner.store.queries.members import list_members
from planner.store.queries.plans import list_plans
from planner.store.scope import Scope, scope_of


@dataclass(frozen=True)
class Erased:
    """What was erased: rows by table, accounts of people who are left in no partnership, and files."""

    rows: dict[str, int]
    accounts: int
    files: int


def export_partnership(
    settings: Settings, slug: str, out: Path, *, actor: str = "command line"
) -> dict[str, int]:
    """Write everything of a partnership into one zip file, and return how many rows of each table.

    It holds the rows of every table, the plans as YAML, who its people are and what its packs are, but
    nothing that proves who somebody is. That it was asked for is put into the partnership's log. The file
    appears whole or not at all. Raises ``NotFound`` for an unknown name, OSError where it cannot be written.
    """
    with database_open(settings.database_url) as session:
        with transaction(session):
            # Whoever takes everything out is on record, even if the disk is full in the end.
            change = Change(at=datetime.now(UTC), actor=actor, action="export_partnership")
            append_entry(session, scope_of(session, slug), change)
        scope = scope_of(session, slug)
        with new_archive(out) as archive:
            counts = _put_rows(archive, session, scope)
            _put_people(archive, session, scope)
            _put_plans(archive, session, scope)
            for path in files_of(settings.exports, slug):
                archive.put_file(f"packs/{path.relative_to(settings.exports)}", path)
            archive.put_manifest(
                partnership=slug,
                exported_at=datetime.now(UTC).isoformat(timespec="seconds"),
                revision=head_revision(),
                left_out=sorted(SECRETS),
                rows=counts,
            )
    log_event("partnership_exported", partnership=slug, count=sum(counts.values()))
    return counts


def _put_rows(archive: Archive, session: Session, scope: Scope) -> dict[str, int]:
    return {name: archive.put_lines(f"tables/{name}.jsonl", rows) for name, rows in read_rows(session, scope)}


def _put_people(archive: Archive, session: Session, scope: Scope) -> None:
    people = (
        {
            "email": member.email,
            "name": member.name,
            "role": member.role.value,
            "agency": member.agency,
            "posts": list(member.posts),
            "began_on": member.began_on,
            "ended_on": member.ended_on,
        }
        for member in list_members(session, scope)
    )
    archive.put_lines("people.jsonl", people)


def _put_plans(archive: Archive, session: Session, scope: Scope) -> None:
    from planner.exchange.plan_yaml import write_plan_yaml

    for head in list_plans(session, scope):
        text = write_plan_yaml(current_plan(session, scope, head.slug))
        archive.put_text(f"plans/{head.slug}.yaml", text)


def erase_partnership(settings: Settings, slug: str) -> Erased:
    """Remove every row of a partnership, its files in the exports folder, and accounts of nobody else's.

    All of it or nothing. An account stays while its owner is or was in another partnership. Raises
    ``NotFound`` for an unknown name, ``SettingsError`` for an account that may not erase, OSError where
    files cannot be taken away, and ``PlannerError`` where remains of what is erased have to be removed by
    hand.
    """
    check_database(settings.database_url, as_owner=True)
    with database_open(settings.database_url, as_owner=True) as session:
        erasing.refuse_unless_owner(session)
        scope_of(session, slug)
        with set_aside(settings.exports, slug) as files, transaction(session):
            scope = scope_of(session, slug)
            people = erasing.people_of(session, scope)
            rows = erasing.erase_rows(session, scope)
            accounts = [_erase_account(session, number, email) for number, email in people]
    erasing.forget_remains(settings.database_url)
    erased = Erased(rows, sum(accounts), files)
    log_event("partnership_erased", partnership=slug, count=sum(rows.values()))
    return erased


def _erase_account(session: Session, number: int, email: str) -> bool:
    is_erased = erasing.erase_person(session, number)
    if is_erased:
        forget_subject(session, hash_of_subject(ACCOUNT, email))
    return is_erased
