"""The doctor looks at the machine: who may read what, how old the backup is, what the clock says."""

import os
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planner.config import Settings, with_secret_key
from planner.services.doctor import examine, remarks
from planner.services.doctor_machine import examine_backups, examine_clock, examine_files, remarks_on_service
from tests.conftest import DEMO_DAY

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture
def own(own_database: Path, tmp_path: Path) -> Settings:
    """Return the settings of somebody's own computer, whose key is made and kept."""
    settings = Settings(
        database_url=f"sqlite:///{own_database}", secret_key="", today=DEMO_DAY, exports=tmp_path / "exports"
    )
    with_secret_key(settings)
    return settings


@pytest.fixture
def service(own: Settings, own_database: Path, tmp_path: Path) -> Settings:
    """Return the settings of an installation for others, with which nothing is wrong."""
    (tmp_path / "exports").mkdir(mode=0o750)
    own_database.chmod(0o640)
    with sqlite3.connect(own_database) as connection:
        connection.execute("UPDATE person SET is_demo = 0")
    return replace(
        own,
        secret_key="9f1c4b7de02a58366f0d1b9ce47a2583",  # noqa: S106
        is_production=True,
        second_factor_required=True,
        hosts=("planner.example.org",),
    )


class TestFiles:
    def test_what_was_made_by_ourselves_is_as_it_should_be(self, own: Settings) -> None:
        assert list(examine_files(own)) == []

    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
    def test_a_key_that_others_may_read(self, own: Settings, mode: int) -> None:
        own.key_file.chmod(mode)
        [sentence] = examine(own)
        assert sentence.startswith(f"Others on this machine may read {own.key_file}, and could sign in as")
        assert f"Run “chmod 600 {own.key_file}”" in sentence

    def test_a_key_file_that_is_not_used_is_nobodys_matter(self, own: Settings) -> None:
        own.key_file.chmod(0o644)
        chosen = replace(own, secret_key="9f1c4b7de02a58366f0d1b9ce47a2583")  # noqa: S106
        assert list(examine_files(chosen)) == []

    def test_a_service_keeps_its_plans_to_itself(self, service: Settings) -> None:
        assert list(examine_files(service)) == []

    @pytest.mark.parametrize("name", ["own.sqlite3", "own.sqlite3-wal", "exports"])
    def test_plans_that_everybody_may_read(self, service: Settings, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        if not path.exists():
            path.touch()
        path.chmod(0o755)
        [sentence] = examine_files(service)
        assert sentence == f"Everybody on this machine may read {path}. Run “chmod o-rwx {path}”."
        assert list(examine_files(replace(service, is_production=False))) == [], (
            "one's own computer is one's own"
        )

    def test_a_database_on_a_server_is_no_file(self, service: Settings) -> None:
        elsewhere = replace(service, database_url="postgresql+psycopg://localhost/planner")
        assert list(examine_files(elsewhere)) == []


class TestClock:
    def test_a_clock_that_was_never_set(self) -> None:
        [sentence] = examine_clock(datetime(1970, 1, 1, tzinfo=UTC), None)
        assert sentence.startswith("The clock of this machine says 01 January 1970, which is past. Set it,")

    @pytest.mark.parametrize(("ahead", "faults"), [(-1, 0), (0, 0), (5, 0), (6, 1), (60 * 24 * 400, 1)])
    def test_an_entry_from_the_future(self, ahead: int, faults: int) -> None:
        assert len(list(examine_clock(NOW, NOW + timedelta(minutes=ahead)))) == faults

    def test_the_doctor_compares_it_with_the_log(self, own: Settings) -> None:
        from planner.services.demo import add_demo_plans

        add_demo_plans(own.database_url, DEMO_DAY, keep=False)
        assert examine(own) == ()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("planner.services.doctor.datetime", _LongAgo)
            [sentence] = examine(own)
        assert "and the change log already has an entry of" in sentence


class _LongAgo(datetime):
    """A clock that stands in the first minutes of the first year in which the product was."""

    @classmethod
    def now(cls, tz: object = None) -> "_LongAgo":
        return cls(2026, 1, 1, 0, 1, tzinfo=UTC)


class TestBackups:
    def backup(self, folder: Path, hours: float, content: str = "rows") -> None:
        file = folder / f"backup-{hours}.sqlite3"
        file.write_text(content)
        at = (NOW - timedelta(hours=hours)).timestamp()
        os.utime(file, (at, at))

    def told(self, settings: Settings, folder: Path) -> list[str]:
        return list(examine_backups(replace(settings, backups=folder), NOW))

    @pytest.mark.parametrize(("hours", "faults"), [(1, 0), (47, 0), (49, 1), (24 * 30, 1)])
    def test_the_newest_counts(self, own: Settings, tmp_path: Path, hours: int, faults: int) -> None:
        folder = tmp_path / "backups"
        folder.mkdir()
        self.backup(folder, hours)
        self.backup(folder, hours + 1000)
        told = self.told(own, folder)
        assert len(told) == faults
        if faults:
            assert told[0].startswith(f"The newest backup in {folder} is {hours // 24} days old.")

    def test_an_empty_file_is_no_backup(self, own: Settings, tmp_path: Path) -> None:
        folder = tmp_path / "backups"
        folder.mkdir()
        self.backup(folder, 1, "")
        assert self.told(own, folder) == [
            f"There is no backup in {folder}. See whether the backup still runs."
        ]

    def test_a_folder_that_is_not_there(self, own: Settings, tmp_path: Path) -> None:
        [sentence] = self.told(own, tmp_path / "missing")
        assert sentence.startswith(f"The folder of backups, {tmp_path}/missing, cannot be read.")

    def test_none_is_looked_for_where_none_was_named(self, own: Settings) -> None:
        assert list(examine_backups(own, NOW)) == []


class TestService:
    def test_a_sound_one_is_only_remarked_on(self, service: Settings) -> None:
        assert examine(service) == ()
        said = remarks(service)
        assert [sentence.split()[0] for sentence in said] == [
            "PLANNER_SMTP_URL",
            "PLANNER_BACKUPS",
            "PLANNER_PROXIES",
        ]

    def test_nothing_is_left_to_remark_on(self, service: Settings, tmp_path: Path) -> None:
        assert list(remarks_on_service(replace(service, backups=tmp_path, proxies=1))) == []

    def test_a_second_factor_that_is_only_offered(self, service: Settings, tmp_path: Path) -> None:
        offered = replace(service, backups=tmp_path, proxies=1, second_factor_required=False)
        [sentence] = remarks_on_service(offered)
        assert sentence.startswith("PLANNER_SECOND_FACTOR is offered,")

    def test_a_demonstration_is_not_for_others(self, service: Settings, own_database: Path) -> None:
        with sqlite3.connect(own_database) as connection:
            connection.execute("UPDATE person SET is_demo = 1")
        [sentence] = examine(service)
        assert "is a demonstration, where anybody may sign in" in sentence
