"""The file that everything of a partnership is taken out with: a zip with a manifest of what is in it."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

FORMAT = 1
MANIFEST = "manifest.json"
ABOUT = (
    "Everything that Partnership Planner holds of one partnership. tables/ has the rows of every table, one "
    "JSON object in each line; plans/ has the plans as they can be loaded again; people.jsonl says who its "
    "people are; packs/ has the review packs on disk. What proves who somebody is was left out."
)
_CHUNK = 1 << 20


class Archive:
    """A zip file that is being filled, and what will be said of each file in it."""

    def __init__(self, zipped: ZipFile) -> None:
        self._zip = zipped
        self._files: list[dict[str, Any]] = []

    def put_lines(self, name: str, rows: Iterable[dict[str, Any]]) -> int:
        """Put each row into a file as a line of JSON, and return how many there were."""
        count = 0

        def lines() -> Iterator[bytes]:
            nonlocal count
            for row in rows:
                count += 1
                yield (json.dumps(row, ensure_ascii=False, default=_in_words) + "\n").encode()

        self._put(name, lines())
        return count

    def put_text(self, name: str, text: str) -> None:
        """Put a text into a file."""
        self._put(name, (text.encode(),))

    def put_file(self, name: str, path: Path) -> None:
        """Put a file of the disk in as it is; raises OSError where it cannot be read."""
        with path.open("rb") as file:
            self._put(name, iter(lambda: file.read(_CHUNK), b""))

    def put_manifest(self, **said: Any) -> None:
        """Say what the archive is, and the size and SHA-256 of every file in it; nothing comes after that."""
        manifest = {"format": FORMAT, "about": ABOUT, **said, "files": self._files}
        self._zip.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")

    def _put(self, name: str, chunks: Iterable[bytes]) -> None:
        size, digest = 0, sha256()
        with self._zip.open(name, "w", force_zip64=True) as member:
            for chunk in chunks:
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self._files.append({"name": name, "bytes": size, "sha256": digest.hexdigest()})


@contextmanager
def new_archive(out: Path) -> Iterator[Archive]:
    """Return an archive to fill; the file appears whole or not at all, and only its owner may read it.

    Raises OSError where it cannot be written.
    """
    # A folder that is not there is named as it was given, and not by the name of an unfinished file.
    out.parent.stat()
    part = out.with_name(f".{out.name}-{os.getpid()}")
    try:
        part.touch(mode=0o600, exist_ok=False)
        with ZipFile(part, "w", ZIP_DEFLATED) as zipped:
            yield Archive(zipped)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _in_words(cell: object) -> str:
    """Return a date or moment as it is written in JSON; raises TypeError for anything else."""
    if isinstance(cell, date):
        return cell.isoformat()
    raise TypeError(f"{type(cell).__name__} has no form in an archive.")
