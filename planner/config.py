"""Typed settings from the environment, checked once at the start.

A wrong setting is one sentence that names the variable and the cure. This module imports nothing
of ours, so that everything may import it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

DEFAULT_DATABASE = "instance/planner.sqlite3"
DEMO_SECRET = "for this machine only, as the server answers to nobody else"  # noqa: S105
SHORTEST_SECRET = 32
PREFIX = "PLANNER_"
DATABASE_KINDS = ("sqlite:///", "postgresql://", "postgresql+psycopg://")

KNOWN = (
    "PLANNER_DATABASE_URL",
    "PLANNER_SECRET_KEY",
    "PLANNER_TODAY",
    "PLANNER_EXPORTS",
    # These two are read by the tests alone.
    "PLANNER_REQUIRE",
    "PLANNER_TEST_POSTGRES",
)


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
    is_production: bool = False
    second_factor_required: bool = False
    idle_minutes: int = 60
    session_hours: int = 12

    def current_day(self) -> date:
        """Return the day that every page and pack speaks of."""
        return self.today or date.today()

    @property
    def has_own_secret(self) -> bool:
        """Return whether the secret key is the installation's own, and not the one everybody has."""
        return self.secret_key != DEMO_SECRET


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

    Files that it does not name are in the current folder. Raises ``BadSettingError`` with one
    sentence for the first setting that cannot be used.
    """
    for name in environment:
        if name.startswith(PREFIX) and name not in KNOWN:
            raise BadSettingError(_unknown(name))
    return Settings(
        database_url=_database_url(environment.get("PLANNER_DATABASE_URL", "")),
        secret_key=_secret_key(environment.get("PLANNER_SECRET_KEY", "")),
        today=read_day(environment.get("PLANNER_TODAY", ""), "PLANNER_TODAY"),
        exports=Path(environment.get("PLANNER_EXPORTS", "") or "exports"),
    )


def sqlite_url(path: Path) -> str:
    """Return the address of the SQLite database in a file."""
    return f"sqlite:///{path.resolve()}"


def _unknown(name: str) -> str:
    # All share the first word, which would make any two of them look alike.
    near = get_close_matches(name.removeprefix(PREFIX), [known.removeprefix(PREFIX) for known in KNOWN], n=1)
    cure = f"did you mean {PREFIX}{near[0]}?" if near else "check its spelling, or take it away."
    return f"{name} is not a setting of Partnership Planner: {cure}"


def _database_url(url: str) -> str:
    if not url:
        return sqlite_url(Path(DEFAULT_DATABASE))
    if not url.startswith(DATABASE_KINDS):
        raise BadSettingError(
            "PLANNER_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://: write all of it."
        )
    if url in {"sqlite:///", "sqlite:///:memory:"}:
        raise BadSettingError(
            "PLANNER_DATABASE_URL names no file: write it like sqlite:////srv/planner/planner.sqlite3."
        )
    return url


def _secret_key(key: str) -> str:
    if key and len(key) < SHORTEST_SECRET:
        raise BadSettingError(
            f"PLANNER_SECRET_KEY is shorter than {SHORTEST_SECRET} characters: make a longer one with "
            "“python3 -c 'import secrets; print(secrets.token_hex())'”."
        )
    return key or DEMO_SECRET
