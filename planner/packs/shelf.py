"""The packs on disk: those that commands put into the exports folder, and those that pages built.

What a page builds stands in a folder of its own, ``exports/<partnership>/<plan>/<build>/``, so that
nothing that was built before is lost.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from planner.packs.label import PackLabel, read_label

PAGE, WORKBOOK = ".html", ".xlsx"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True)
class PackFile:
    """One file of a pack; ``size`` is in bytes."""

    name: str
    size: int
    path: Path


@dataclass(frozen=True, kw_only=True)
class Pack:
    """One pack on disk: its name in addresses, what its label says, its files, and when it was built."""

    code: str
    label: PackLabel
    built_at: datetime
    files: tuple[PackFile, ...]

    def file(self, name: str) -> PackFile | None:
        """Return the file of this name, nothing if the pack has none such."""
        return next((file for file in self.files if file.name == name), None)


def folder_of(exports: Path, partnership: str, plan: str) -> Path:
    """Return the folder in which pages build a plan's packs; raises ValueError for names that are none."""
    if not (_NAME.fullmatch(partnership) and _NAME.fullmatch(plan)):
        raise ValueError("A name in addresses has small letters, figures and hyphens.")
    return exports.resolve() / partnership / plan


def packs_of(exports: Path, partnership: str, plan: str) -> tuple[Pack, ...]:
    """Return a plan's packs on disk, the newest first."""
    folder = folder_of(exports, partnership, plan)
    found = [
        pack
        for code, page in (*_of_commands(exports.resolve()), *_of_pages(folder))
        if (pack := _pack(code, page)) and (pack.label.partnership, pack.label.plan) == (partnership, plan)
    ]
    return tuple(sorted(found, key=lambda pack: (pack.built_at, pack.code), reverse=True))


def _of_commands(exports: Path) -> Iterator[tuple[str, Path]]:
    for page in exports.glob(f"*{PAGE}"):
        yield page.stem, page


def _of_pages(folder: Path) -> Iterator[tuple[str, Path]]:
    for page in folder.glob(f"*/*{PAGE}"):
        yield page.parent.name, page


def _pack(code: str, page: Path) -> Pack | None:
    label = read_label(page) if _NAME.fullmatch(code) else None
    if label is None:
        return None
    try:
        files = tuple(
            PackFile(path.name, path.stat().st_size, path)
            for path in (page.with_suffix(WORKBOOK), page)
            if path.is_file()
        )
        built_at = datetime.fromtimestamp(page.stat().st_mtime, UTC)
    except OSError:
        # It was taken away between two looks at it.
        return None
    return Pack(code=code, label=label, built_at=built_at, files=files)
