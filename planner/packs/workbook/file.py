"""The workbook as a file: charts described for people who cannot see them, and dates of the review."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

_DRAWING = re.compile(r"xl/drawings/drawing(\d+)\.xml")
_CHART_NAME = re.compile(rb'name="Chart (\d+)"')


class _ReviewArchive(ZipFile):
    """A zip file that dates its parts and describes its charts as openpyxl hands them over.

    openpyxl has no way to give a chart alternative text, so it is set in the drawing's own part.
    ``descriptions`` holds, for each drawing in order, the text of each of its charts in order.
    """

    def __init__(self, path: Path, on: date, descriptions: Sequence[Sequence[str]]) -> None:
        super().__init__(path, "w", ZIP_DEFLATED)
        self._on = (on.year, on.month, on.day, 0, 0, 0)
        self._descriptions = descriptions

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: Any,
        compress_type: int | None = ZIP_DEFLATED,
        compresslevel: int | None = None,
    ) -> None:
        """Add a part, dated like the review, so that the same data make the same file."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        drawing = _DRAWING.fullmatch(name)
        if drawing:
            data = _described(data, self._descriptions[int(drawing[1]) - 1])
        super().writestr(ZipInfo(name, self._on), data, compress_type, compresslevel)

    def write(
        self,
        filename: Any,
        arcname: Any = None,
        compress_type: int | None = ZIP_DEFLATED,
        compresslevel: int | None = None,
    ) -> None:
        """Add a part from a file, dated in the same way."""
        self.writestr(str(arcname or filename), Path(filename).read_bytes(), compress_type, compresslevel)


def _described(drawing: bytes, texts: Sequence[str]) -> bytes:
    """Return a drawing's part with the text of every chart on its name."""

    def named(match: re.Match[bytes]) -> bytes:
        return match[0] + f" descr={quoteattr(texts[int(match[1]) - 1])}".encode()

    made, count = _CHART_NAME.subn(named, drawing)
    if count != len(texts):
        raise ValueError(f"{count} of {len(texts)} charts could be described.")
    return made


def save(workbook: Workbook, path: Path, on: date, descriptions: Sequence[Sequence[str]]) -> None:
    """Write a workbook to a file dated ``on``; ``descriptions`` as the archive wants them."""
    moment = datetime.combine(on, time())
    workbook.properties.created = moment
    workbook.properties.modified = moment
    with _ReviewArchive(path, on, descriptions) as archive:
        ExcelWriter(workbook, archive).save()
