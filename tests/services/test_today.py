"""The day that pages speak of is the one in London, wherever the machine stands."""

from datetime import UTC, date, datetime, tzinfo

import pytest

from planner.config import read_settings
from planner.services.today import current_day


class AtNight(datetime):
    """A clock at half past midnight of a summer's night in London, when it is still June in Greenwich."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "AtNight":
        return cls(2026, 6, 30, 23, 30, tzinfo=UTC).astimezone(tz)


def test_the_day_is_the_day_in_london(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.services.today.datetime", AtNight)
    assert current_day(read_settings({})) == date(2026, 7, 1)
    assert current_day(read_settings({"PLANNER_TODAY": "2026-11-21"})) == date(2026, 11, 21)
