"""Frozen plans come back as they were kept, the newest first."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from planner.domain.errors import NotFound
from planner.store.cache import current_plan
from planner.store.database import transaction
from planner.store.queries.reviews import (
    StoredSnapshot,
    last_snapshot_before,
    load_snapshots,
    save_snapshot,
)
from planner.store.saving import save_plan
from planner.store.scope import Scope, scope_of
from planner.store.snapshot_kinds import SnapshotKind
from tests.builders import make_plan
from tests.store.test_load_plan import save


def of_plan(session: Session) -> tuple[Scope, str]:
    return scope_of(session, "testshire"), "2025-28"


def frozen(label: str, taken_on: date, kind: SnapshotKind = SnapshotKind.REVIEW) -> StoredSnapshot:
    return StoredSnapshot(kind, label, taken_on, 1, f'{{"label": "{label} – ü"}}')


APPROVED = frozen("1.0", date(2025, 9, 30), SnapshotKind.APPROVAL)
REVIEWED = frozen("Review 2026", date(2026, 9, 30))
LOADED = frozen("Before loading", date(2026, 10, 1), SnapshotKind.BEFORE_LOAD)


@pytest.fixture
def with_snapshots(session: Session) -> Session:
    save(session, make_plan())
    with transaction(session):
        for snapshot in (REVIEWED, LOADED, APPROVED):
            save_snapshot(session, *of_plan(session), snapshot)
    return session


def test_newest_first_and_whole(with_snapshots: Session) -> None:
    assert load_snapshots(with_snapshots, *of_plan(with_snapshots)) == (LOADED, REVIEWED, APPROVED)


def test_same_day_the_one_kept_last_comes_first(with_snapshots: Session) -> None:
    again = frozen("Review 2026, corrected", REVIEWED.taken_on)
    with transaction(with_snapshots):
        save_snapshot(with_snapshots, *of_plan(with_snapshots), again)
    assert load_snapshots(with_snapshots, *of_plan(with_snapshots))[1:3] == (again, REVIEWED)


def test_very_same_is_kept_once(with_snapshots: Session) -> None:
    with transaction(with_snapshots):
        save_snapshot(with_snapshots, *of_plan(with_snapshots), REVIEWED)
    assert len(load_snapshots(with_snapshots, *of_plan(with_snapshots))) == 3


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 12, 31), REVIEWED),
        (date(2026, 9, 30), APPROVED),
        (date(2025, 9, 30), None),
    ],
)
def test_last_review_or_approval_before_a_day(
    with_snapshots: Session, day: date, expected: StoredSnapshot | None
) -> None:
    assert last_snapshot_before(with_snapshots, *of_plan(with_snapshots), day) == expected


def test_replacing_the_plan_keeps_them(with_snapshots: Session) -> None:
    save(with_snapshots, make_plan(title="New"))
    assert len(load_snapshots(with_snapshots, *of_plan(with_snapshots))) == 3


def test_keeping_one_does_not_disturb_the_plan(with_snapshots: Session) -> None:
    assert current_plan(with_snapshots, *of_plan(with_snapshots)) == make_plan()
    with transaction(with_snapshots):
        save_snapshot(with_snapshots, *of_plan(with_snapshots), frozen("Another", date(2026, 11, 1)))
        save_plan(with_snapshots, make_plan())
    assert current_plan(with_snapshots, *of_plan(with_snapshots)) == make_plan()


def test_other_plans_do_not_see_them(with_snapshots: Session) -> None:
    save(with_snapshots, make_plan(slug="2028-31"))
    assert load_snapshots(with_snapshots, scope_of(with_snapshots, "testshire"), "2028-31") == ()
    with pytest.raises(NotFound):
        load_snapshots(with_snapshots, scope_of(with_snapshots, "elsewhere"), "2025-28")
