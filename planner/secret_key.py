"""The key that signs cookies and links: no weak one is taken, and where none is set one is made and kept."""

import os
import secrets
from pathlib import Path

from planner.setting_values import BadSettingError

SHORTEST, FEWEST_SIGNS = 32, 10
KEY_FILE = "secret-key"
MAKE = "“python3 -c 'import secrets; print(secrets.token_hex())'”"
#: Texts that were once built in, or that stand in instructions: everybody knows them.
KNOWN = (
    "for this machine only, as the server answers to nobody else",
    "changeme",
    "change-me",
    "change_me",
    "change me",
    "replaceme",
    "your-secret",
    "your_secret",
    "secret-key-here",
    "insecure",
)


def weakness(key: str) -> str:
    """Return why a key will not do, in words that follow its name; nothing for a sound one."""
    if len(key) < SHORTEST:
        return f"is shorter than {SHORTEST} characters"
    if any(known in key.lower() for known in KNOWN):
        return "is one that others know"
    if len(set(key)) < FEWEST_SIGNS:
        return f"has fewer than {FEWEST_SIGNS} different characters"
    if key in (key + key)[1:-1]:
        return "repeats itself"
    return ""


def read_key(key: str) -> str:
    """Return the key of a setting. Raises ``BadSettingError``, which does not repeat it, for a weak one."""
    if fault := weakness(key):
        kind = "a longer one" if len(key) < SHORTEST else "another"
        raise BadSettingError(f"PLANNER_SECRET_KEY {fault}: make {kind} with {MAKE}.")
    return key


def kept_key(path: Path) -> str:
    """Return the key that a file keeps, making both where there is none.

    The file is whole as soon as it has its name, so two processes that start at once use the same key.
    Raises ``BadSettingError`` where the file holds no sound key.
    """
    if not path.exists():
        _make(path)
    key = path.read_text(encoding="utf-8").strip()
    if fault := weakness(key):
        raise BadSettingError(
            f"The key in {path} {fault}: remove the file, and the next start makes another. Everybody has "
            "to sign in again then."
        )
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unnamed = path.with_name(f"{path.name}-{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(unnamed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex())
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(unnamed)
    except FileExistsError:
        # Another process was quicker, and its key is as good.
        pass
    finally:
        unnamed.unlink(missing_ok=True)
