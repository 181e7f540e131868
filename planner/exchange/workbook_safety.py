"""Is a file that someone sent a plain workbook of a reasonable size? Asked before anything opens it.

A workbook is a zip of XML files. Size, number and names of the parts are checked first; then every
part is read by a bare XML parser that refuses a document type, because entities (the way to make a
small file huge, or to read other files) can only be declared in one.
"""

from pathlib import Path
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, is_zipfile

from planner.domain.errors import BadInput, Problem
from planner.exchange.text_files import check_size, refused

LARGEST_UNPACKED = 100 * 1024 * 1024
LARGEST_RATIO = 200
SMALL_PART = 1024 * 1024
MOST_PARTS = 300
CHUNK = 1024 * 1024
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS_XLSX = "Open it in a spreadsheet program and save it as an Excel workbook (.xlsx)."
SAVE_AGAIN = "Save it again in a spreadsheet program, or begin from a new template."
NEEDED_PARTS = ("[Content_Types].xml", "xl/workbook.xml")


class HasDocumentType(Exception):
    """An XML part that declares a document type."""


def check_workbook(path: Path) -> None:
    """Return nothing for a workbook that is safe to open; raises BadInput with the reason for any other."""
    check_size(path)
    try:
        is_zip = is_zipfile(path)
        with path.open("rb") as file:
            begins = file.read(len(OLD_OR_LOCKED))
    except OSError as error:
        raise no(path, f"The file cannot be read ({error.strerror}).", "Check who may read it.") from error
    if not is_zip:
        raise not_a_workbook(path, begins)
    try:
        with ZipFile(path) as parts:
            check_parts(path, parts)
    except (BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise no(path, "The file is damaged, or a download was cut short.", SAVE_AGAIN) from error
    except HasDocumentType as error:
        raise no(
            path, f"The part {error} declares a document type, which no workbook needs.", SAVE_AGAIN
        ) from error
    except expat.ExpatError as error:
        raise no(path, "A part of the workbook is damaged.", SAVE_AGAIN) from error


def no(path: Path, fault: str, cure: str) -> BadInput:
    """Return the refusal of a file."""
    return refused(path.name, [Problem(path.name, fault, cure)])


def not_a_workbook(path: Path, begins: bytes) -> BadInput:
    """Return the refusal of a file that is no zip, with the likeliest reason."""
    if begins == OLD_OR_LOCKED:
        return no(
            path,
            "This is an older Excel file (.xls), or one locked with a password or a sensitivity label.",
            "Take the lock off, and save it as an Excel workbook (.xlsx).",
        )
    return no(path, "This is not an Excel workbook.", SAVE_AS_XLSX)


def check_parts(path: Path, parts: ZipFile) -> None:
    """Check the list of parts, then every XML part."""
    infos = parts.infolist()
    names = [info.filename for info in infos]
    if any(needed not in names for needed in NEEDED_PARTS):
        raise no(path, "This is not an Excel workbook.", SAVE_AS_XLSX)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise no(path, "The workbook holds macros.", "Save it as an Excel workbook without macros (.xlsx).")
    if len(names) > MOST_PARTS or len(set(names)) != len(names):
        raise no(path, "The workbook has too many parts, or the same part twice.", SAVE_AGAIN)
    unpacked = sum(info.file_size for info in infos)
    is_bomb = any(
        info.file_size > SMALL_PART and info.file_size > LARGEST_RATIO * max(info.compress_size, 1)
        for info in infos
    )
    if unpacked > LARGEST_UNPACKED or is_bomb:
        fault = f"Unpacked, the workbook has {unpacked / 1_048_576:.0f} MB, far more than a plan needs."
        raise no(
            path,
            fault,
            "Check that it is the right file, and delete rows and sheets that are not the plan's.",
        )
    for name in names:
        if name.endswith((".xml", ".rels")):
            check_xml(parts, name)


def check_xml(parts: ZipFile, name: str) -> None:
    """Read one XML part without keeping anything; raises HasDocumentType where it declares one."""

    def refuse(*_: object) -> None:
        raise HasDocumentType(name)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    with parts.open(name) as part:
        while chunk := part.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
