"""Reading settings one after another: a fault is kept, and the next one is read all the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import TypeVar

from planner.setting_values import BadSettingError, read_contact, read_line, read_number, read_word

PREFIX = "PLANNER_"
KNOWN = (
    "PLANNER_MODE",
    "PLANNER_HOSTS",
    "PLANNER_LISTEN",
    "PLANNER_PROXIES",
    "PLANNER_DEBUG",
    "PLANNER_DATABASE_URL",
    "PLANNER_SECRET_KEY",
    "PLANNER_TODAY",
    "PLANNER_EXPORTS",
    "PLANNER_BACKUPS",
    "PLANNER_SMTP_URL",
    "PLANNER_MAIL_FROM",
    "PLANNER_OIDC_ISSUER",
    "PLANNER_OIDC_CLIENT_ID",
    "PLANNER_OIDC_CLIENT_SECRET",
    "PLANNER_OIDC_SECOND_FACTOR",
    "PLANNER_SECOND_FACTOR",
    "PLANNER_IDLE_MINUTES",
    "PLANNER_SESSION_HOURS",
    "PLANNER_SECURITY_CONTACT",
    "PLANNER_ORGANISATION",
    "PLANNER_CONTACT",
    # These two are read by the tests alone.
    "PLANNER_REQUIRE",
    "PLANNER_TEST_POSTGRES",
)

Value = TypeVar("Value")


class SettingReader:
    """The environment, and what is wrong with what was read of it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.faults: list[str] = [*_unknown_names(environment)]

    def has(self, name: str) -> bool:
        """Return whether a setting has a text, sound or not."""
        return bool(self._environment.get(name))

    def text(self, name: str) -> str:
        """Return the text of a setting as it is, nothing where it has none."""
        return self._environment.get(name, "")

    def take(self, name: str, read: Callable[[str], Value], unset: Value) -> Value:
        """Return what a setting stands for; one with a fault counts as unset."""
        try:
            return read(self.text(name)) if self.has(name) else unset
        except BadSettingError as error:
            self.faults.extend(error.sentences)
            return unset

    def line(self, name: str) -> str:
        """Return the text of a setting that pages show."""
        return self.take(name, lambda text: read_line(text, name), "")

    def contact(self, name: str) -> str:
        """Return where a setting says that somebody can be written to."""
        return self.take(name, lambda text: read_contact(text, name), "")

    def word(self, name: str, words: Mapping[str, bool], *, unset: bool) -> bool:
        """Return what the word of a setting stands for."""
        return self.take(name, lambda text: read_word(text, name, words), unset)

    def number(self, name: str, least: int, most: int, *, unset: int) -> int:
        """Return the whole number of a setting."""
        return self.take(name, lambda text: read_number(text, name, least, most), unset)


def _unknown_names(names: Iterable[str]) -> Iterator[str]:
    known = [each.removeprefix(PREFIX) for each in KNOWN]
    for name in names:
        if name.startswith(PREFIX) and name not in KNOWN:
            # All share the first word, which would make any two of them look alike.
            near = get_close_matches(name.removeprefix(PREFIX), known, n=1)
            cure = f"did you mean {PREFIX}{near[0]}?" if near else "check its spelling, or take it away."
            yield f"{name} is not a setting of Partnership Planner: {cure}"
