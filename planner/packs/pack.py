"""The annual review pack: a workbook and a page, built together from one review."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from planner.collector import collector_paused
from planner.packs.book import MOST_SHEETS, sheets_of
from planner.packs.page.writing import write_page
from planner.packs.review import Review
from planner.packs.workbook.writing import write_workbook

__all__ = ["Review", "build_pack"]


def _silent(_done: int, _of: int, _what: str) -> None:
    """Tell nobody."""


def build_pack(
    review: Review, folder: Path, progress: Callable[[int, int, str], None] | None = None
) -> tuple[Path, ...]:
    """Write the workbook and the page into a folder, and return their paths.

    Either file appears whole or not at all. ``progress`` is called with how many steps are done,
    of how many, and what comes next; every sheet of the workbook is a step. Raises RuleBroken (V21)
    if a count of 1 to 5 would be printed, SettingsError if the chart library was not fetched,
    OSError if the folder cannot be written to.
    """
    with collector_paused():
        return _build(review, folder, progress or _silent)


def _build(review: Review, folder: Path, progress: Callable[[int, int, str], None]) -> tuple[Path, ...]:
    workbook = folder / f"{review.file_stem}.xlsx"
    page = folder / f"{review.file_stem}.html"
    progress(0, MOST_SHEETS + 2, "Working out the tables")
    sheets = sheets_of(review)
    steps = len(sheets) + 2
    folder.mkdir(parents=True, exist_ok=True)

    def tell(number: int) -> None:
        progress(number + 1, steps, f"Writing the workbook, sheet {number + 1} of {len(sheets)}")

    with _whole(workbook) as part:
        write_workbook(review, sheets, part, before_each=tell)
    progress(steps - 1, steps, "Writing the page")
    with _whole(page) as part:
        write_page(review, sheets, part)
    progress(steps, steps, "Done")
    return workbook, page


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Give a name to write to in the same folder, and put it in the place of ``path`` when all is well."""
    with NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.stem}-", suffix=path.suffix, delete=False
    ) as made:
        part = Path(made.name)
    try:
        yield part
        # A temporary file is for its owner only; a pack is meant to be shared like any other file.
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
