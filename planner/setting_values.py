"""The values of settings: each text read as what it stands for, or refused in one sentence with the cure."""

import re
from collections.abc import Mapping
from datetime import date
from ipaddress import ip_address

DATABASE_KINDS = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
LONGEST_LINE = 120
LOOPBACK_NAMES = ("localhost", "127.0.0.1")

_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
MAIL_ADDRESS = re.compile(r"[^@\s<>\",;:\x00-\x1f]+@[^@\s<>\",;:\x00-\x1f]+\.[^@\s<>\",;:\x00-\x1f]+")


class BadSettingError(ValueError):
    """Settings that cannot be used; the text is a sentence to show for each."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = sentences
        super().__init__("\n".join(sentences))


def is_loopback(host: str) -> bool:
    """Return whether a name or network address means this machine alone."""
    bare = host.removeprefix("[").removesuffix("]")
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return bare == "localhost"


def read_day(text: str, name: str) -> date | None:
    """Return the date written as 2026-11-21, nothing for an empty text; ``name`` is for the message."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadSettingError(f"{name} is “{text}”: write a date such as 2026-11-21.") from None


def read_word(text: str, name: str, words: Mapping[str, bool]) -> bool:
    """Return what one of the words stands for."""
    if text not in words:
        listed = " or ".join(words)
        raise BadSettingError(f"{name} is “{text}”: write {listed}.")
    return words[text]


def read_number(text: str, name: str, least: int, most: int) -> int:
    """Return the whole number."""
    if not re.fullmatch(r"[0-9]{1,6}", text) or not least <= int(text) <= most:
        raise BadSettingError(f"{name} is “{text}”: write a whole number from {least} to {most}.")
    return int(text)


def read_database(url: str) -> str:
    """Return the address of a database of a kind that we know."""
    if not url.startswith(DATABASE_KINDS):
        raise BadSettingError(
            "PLANNER_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://: write all of it."
        )
    if url in {"sqlite:///", "sqlite:///:memory:"}:
        raise BadSettingError(
            "PLANNER_DATABASE_URL names no file: write it like sqlite:////srv/planner/planner.sqlite3."
        )
    return url


def read_hosts(text: str) -> tuple[str, ...]:
    """Return the host names of a list with commas, in lower case."""
    names = tuple(name.strip().lower() for name in text.split(",") if name.strip())
    for name in names:
        if not _HOST.fullmatch(name):
            raise BadSettingError(
                f"PLANNER_HOSTS names “{name}”: write host names alone, such as planner.example.org, with "
                "commas between them."
            )
    return names


def read_network_address(text: str) -> str:
    """Return the network address to listen at."""
    try:
        return str(ip_address(text.removeprefix("[").removesuffix("]")))
    except ValueError:
        raise BadSettingError(
            f"PLANNER_LISTEN is “{text}”: write a network address of this machine, such as 127.0.0.1."
        ) from None


def read_contact(text: str, name: str) -> str:
    """Return where somebody can be written to."""
    if re.fullmatch(r"https://[^\s/@]+\.[^\s@]+", text) or (
        text.startswith("mailto:") and MAIL_ADDRESS.fullmatch(text.removeprefix("mailto:"))
    ):
        return text
    raise BadSettingError(
        f"{name} is “{text}”: write mailto: with an e-mail address, or an address that begins with https://."
    )


def read_line(text: str, name: str) -> str:
    """Return a text of one line that pages show."""
    if len(text) > LONGEST_LINE or not text.isprintable():
        raise BadSettingError(f"{name} cannot be shown: write one line of up to {LONGEST_LINE} characters.")
    return text
