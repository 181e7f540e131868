"""Typed settings from the environment, checked once at the start.

A wrong setting is one sentence that names the variable and the cure. This module imports nothing
of ours, so that everything may import it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

DEFAULT_DATABASE = "instance/planner.sqlite3"
DEMO_SECRET = "for this machine only, as the server answers to nobody else"  # noqa: S105


class BadSettingError(ValueError):
    """A setting that cannot be used; the text is the sentence to show."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an installation can choose.

    ``today`` fixes the date for demonstrations and tests; empty means the machine's own day.
    """

    database_url: str
    secret_key: str
    today: date | None
    exports: Path

    def current_day(self) -> date:
        """Return the day that every page and pack speaks of."""
        return self.today or date.today()


def read_day(text: str, name: str) -> date | None:
    """Return the date written as 2026-11-21, nothing for an empty text; ``name`` is for the message."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadSettingError(f"{name} is “{text}”: write a date such as 2026-11-21.") from None


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings that the environment asks for.

    Raises ``BadSettingError`` with one sentence for the first setting that cannot be used.
    """
    known = {"DATABASE_URL", "SECRET_KEY", "TODAY", "EXPORTS", "REQUIRE", "TEST_POSTGRES"}
    for name in environment:
        if name.startswith("PLANNER_") and name.removeprefix("PLANNER_") not in known:
            raise BadSettingError(f"{name} is not a setting of Partnership Planner: check its spelling.")
    url = environment.get("PLANNER_DATABASE_URL", "") or f"sqlite:///{Path(DEFAULT_DATABASE).resolve()}"
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadSettingError(
            "PLANNER_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://: write all of it."
        )
    return Settings(
        database_url=url,
        secret_key=environment.get("PLANNER_SECRET_KEY", "") or DEMO_SECRET,
        today=read_day(environment.get("PLANNER_TODAY", ""), "PLANNER_TODAY"),
        exports=Path(environment.get("PLANNER_EXPORTS", "") or "exports"),
    )
