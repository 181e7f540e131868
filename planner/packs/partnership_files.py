"""What the exports folder holds of one partnership: packs that pages built, and those of commands."""

import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.domain.errors import PlannerError
from planner.packs.shelf import PAGE, WORKBOOK


def files_of(exports: Path, partnership: str) -> tuple[Path, ...]:
    """Return every file of the partnership in the exports folder, in the order of their names."""
    folder = exports / partnership
    built = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return tuple(sorted([*_of_commands(exports, partnership), *built]))


@contextmanager
def set_aside(exports: Path, partnership: str) -> Iterator[int]:
    """Take the partnership's files away, remove them when all goes well, and put them back if it does not.

    Returns how many there are. Raises OSError where they cannot be taken away, and PlannerError where
    they were and cannot be removed.
    """
    count = len(files_of(exports, partnership))
    taken = [
        *_of_commands(exports, partnership),
        *(each for each in [exports / partnership] if each.is_dir()),
    ]
    if not taken:
        yield 0
        return
    aside = exports / f".erased-{secrets.token_hex(4)}"
    aside.mkdir()
    moved: list[Path] = []
    try:
        for path in taken:
            path.replace(aside / path.name)
            moved.append(path)
        yield count
    except BaseException:
        for path in moved:
            (aside / path.name).replace(path)
        aside.rmdir()
        raise
    try:
        shutil.rmtree(aside)
    except OSError as error:
        raise PlannerError(
            f"{partnership} is erased, but not all of its files: remove the folder {aside.resolve()}."
        ) from error


def _of_commands(exports: Path, partnership: str) -> list[Path]:
    """Return the partnership's packs that stand in the exports folder itself, unfinished ones too."""
    name = re.compile(rf"\.?{re.escape(partnership)}-annual-review-\d{{4}}(-\w+)?({PAGE}|{WORKBOOK})")
    if not exports.is_dir():
        return []
    return [path for path in sorted(exports.iterdir()) if path.is_file() and name.fullmatch(path.name)]
