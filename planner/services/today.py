"""The day that every page, pack and command speaks of."""

from datetime import UTC, date, datetime

from planner.config import Settings
from planner.domain.moments import london_time


def current_day(settings: Settings) -> date:
    """Return the day that the settings fix for demonstrations and tests, or else the day in London."""
    return settings.today or london_time(datetime.now(UTC)).date()
