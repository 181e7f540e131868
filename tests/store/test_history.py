"""The history of one plan in one query: what fits is chosen by the database as a reader would choose it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner.store.database import transaction
from planner.store.queries.change_log import Change, append_entries
from planner.store.queries.history import LoggedLine, WantedEntries, read_history
from planner.store.scope import scope_of
from tests.builders import make_plan
from tests.store.test_load_plan import counted_queries, save

PLAN = "2025-28"
BEGUN = datetime(2026, 11, 1, 9, tzinfo=UTC)


def change(number: int) -> Change:
    return Change(
        at=BEGUN + timedelta(hours=number),
        actor=("Chair", "command line", "Lead")[number % 3],
        action=("load_plan", "record_update")[number % 2],
        plan=(PLAN, "", "2028-31")[number % 5 % 3],
        subject=("1.1a", "1.1b", "")[number % 7 % 3],
        before=f'"before {number}"',
        after=f'"after {number}"',
        reason=f"reason {number}",
    )


CHANGES = [change(number) for number in range(60)]
MINE = [each for each in reversed(CHANGES) if each.plan in {PLAN, ""}]


@pytest.fixture
def logged(session: Session) -> Session:
    """Return a session on a log of sixty entries, beside that of another partnership."""
    other = replace(make_plan().partnership, slug="elsewhere", name="Elsewhere")
    save(session, make_plan(), make_plan(partnership=other))
    with transaction(session):
        append_entries(session, scope_of(session, "testshire"), CHANGES)
    with transaction(session):
        append_entries(session, scope_of(session, "elsewhere"), [replace(CHANGES[0], actor="Theirs")])
    return session


def read(session: Session, wanted: WantedEntries, *, only_subject: bool = False) -> tuple[LoggedLine, ...]:
    return read_history(session, scope_of(session, "testshire"), PLAN, wanted, only_subject=only_subject)


def heads(lines: tuple[LoggedLine, ...]) -> list[tuple[object, ...]]:
    return [(each.at, each.actor, each.action, each.plan, each.subject) for each in lines]


def detailed(lines: tuple[LoggedLine, ...]) -> list[tuple[str, str, str]]:
    return [each.details for each in lines if each.details is not None]


def test_a_plans_entries_and_the_partnerships_own_newest_first(logged: Session) -> None:
    lines = read(logged, WantedEntries())
    assert heads(lines) == [(each.at, each.actor, each.action, each.plan, each.subject) for each in MINE]
    assert detailed(lines) == [(each.before, each.after, each.reason) for each in MINE[:50]]


def test_one_query_for_any_page(logged: Session, engine: Engine) -> None:
    scope = scope_of(logged, "testshire")
    with counted_queries(engine) as run:
        read_history(logged, scope, PLAN, WantedEntries(actor="Chair", first=3, last=4))
    assert len(run) == 1


def test_only_what_was_done_to_one_thing(logged: Session) -> None:
    lines = read(logged, WantedEntries(subject="1.1a"), only_subject=True)
    assert [(each.plan, each.subject) for each in lines] == [
        (each.plan, each.subject) for each in MINE if each.subject == "1.1a"
    ]
    assert len(detailed(lines)) == len(lines) > 1


moments = st.none() | st.integers(-2, 62).map(lambda hours: BEGUN + timedelta(hours=hours))
wishes = st.builds(
    WantedEntries,
    actor=st.sampled_from(("", "Chair", "Lead", "nobody")),
    action=st.sampled_from(("", "load_plan", "record_update")),
    subject=st.sampled_from(("", "1.1a", "1.1b", "9.9z")),
    begins=moments,
    ends=moments,
    first=st.integers(1, 9),
    last=st.integers(1, 30),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(wanted=wishes)
def test_the_wanted_entries_alone_have_their_details(logged: Session, wanted: WantedEntries) -> None:
    fitting = [
        each
        for each in MINE
        if wanted.actor in {"", each.actor}
        and wanted.action in {"", each.action}
        and wanted.subject in {"", each.subject}
        and (wanted.begins is None or each.at >= wanted.begins)
        and (wanted.ends is None or each.at < wanted.ends)
    ]
    lines = read(logged, wanted)
    assert len(lines) == len(MINE)
    assert detailed(lines) == [
        (each.before, each.after, each.reason) for each in fitting[wanted.first - 1 : wanted.last]
    ]
