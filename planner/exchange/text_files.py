"""Safe reading of a text file that someone sent: its size first, then its encoding, then its characters."""

import codecs
import re
from pathlib import Path

from planner.domain.errors import BadInput, Problem

LARGEST_FILE = 10 * 1024 * 1024
MOST_PROBLEMS = 20
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SAVE_AS_UTF_8 = "Save it again as UTF-8, which every text editor offers under “Save as”."


def refused(name: str, problems: list[Problem]) -> BadInput:
    """Return the error for a file that cannot be read at all."""
    return BadInput(f"{name} was not loaded and nothing was changed.", problems)


def check_size(path: Path) -> int:
    """Return the size of a file in bytes; raises BadInput where there is none, or where it is too large."""
    try:
        size = path.stat().st_size
        is_file = path.is_file()
    except OSError as error:
        raise refused(
            path.name, [Problem(path.name, "There is no such file.", "Check its name and folder.")]
        ) from error
    if not is_file:
        raise refused(path.name, [Problem(path.name, "This is not a file.", "Name the file inside it.")])
    if size > LARGEST_FILE:
        fault = f"The file has {size / 1_048_576:.0f} MB, and a plan needs far less than 10 MB."
        raise refused(path.name, [Problem(path.name, fault, "Check that it is the right file.")])
    return size


def read_bytes(path: Path) -> bytes:
    """Return what a file of a reasonable size holds; raises BadInput where it cannot be read."""
    check_size(path)
    try:
        return path.read_bytes()
    except OSError as error:
        problem = Problem(path.name, f"The file cannot be read ({error.strerror}).", "Check who may read it.")
        raise refused(path.name, [problem]) from error


def read_text(path: Path) -> str:
    """Return the text of a file; raises BadInput for what is not in UTF-8 or cannot be printed."""
    data = read_bytes(path)
    if data.startswith(UTF_16):
        raise refused(path.name, [Problem(f"{path.name}, line 1", "The file is in UTF-16.", SAVE_AS_UTF_8)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        fault = "A character here is not in UTF-8; the file may come from an older Windows program."
        raise refused(path.name, [Problem(f"{path.name}, line {line}", fault, SAVE_AS_UTF_8)]) from error
    problems = [
        Problem(
            f"{path.name}, line {text.count(chr(10), 0, match.start()) + 1}",
            f"There is a character that cannot be printed (number {ord(match[0])}).",
            "Delete it, or type the text of this line again.",
        )
        for _, match in zip(range(MOST_PROBLEMS), UNPRINTABLE.finditer(text), strict=False)
    ]
    if problems:
        raise refused(path.name, problems)
    return text
