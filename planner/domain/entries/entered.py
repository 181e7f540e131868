"""Reading what somebody typed into a form: everything that is wrong with it at once, each with its field.

What comes in is text, as it was typed; what comes out are the domain's own values. Each problem is one
sentence that says what to do.
"""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import TypeVar

from planner.domain.calendar import MONTHS
from planner.domain.errors import BadEntry, FieldProblem
from planner.domain.integrity.texts import EARLIEST_YEAR, LATEST_YEAR, text_complaints
from planner.domain.vocabulary import Term

#: More than anybody needs, and little enough to be read where it is shown.
LONGEST_LINE, LONGEST_PASSAGE = 500, 4_000
#: The largest count that both databases hold exactly, and that a browser does not round.
LARGEST = 10**15
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))", re.ASCII)

AnyTerm = TypeVar("AnyTerm", bound=Term)


@dataclass(frozen=True)
class EnteredDay:
    """A day as it was typed: its day, month and year, each of them any text or none."""

    day: str = ""
    month: str = ""
    year: str = ""

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was typed in any of the three."""
        return not (self.day.strip() or self.month.strip() or self.year.strip())


NO_DAY = EnteredDay()


def entered_day(day: date) -> EnteredDay:
    """Return a day as somebody would type it.

    >>> entered_day(date(2026, 11, 21))
    EnteredDay(day='21', month='11', year='2026')
    """
    return EnteredDay(str(day.day), str(day.month), str(day.year))


class EntryReader:
    """Reads one field after another; a problem is kept, and the next field is read all the same.

    ``what`` is how a sentence begins that speaks of the field ("The date of the update"), and ``missing``
    what to say where it is empty; without that the field may be left empty.
    """

    def __init__(self) -> None:
        self.problems: list[FieldProblem] = []

    def object_to(self, field: str, sentence: str) -> None:
        """Note a problem with a field, or with the whole entry where it names none."""
        self.problems.append(FieldProblem(field, sentence))

    def check(self) -> None:
        """Raise ``BadEntry`` with every problem, if there is one."""
        if self.problems:
            raise BadEntry(self.problems)

    def line(
        self, field: str, typed: str, what: str, *, missing: str = "", longest: int = LONGEST_LINE
    ) -> str:
        """Return a text of one line: line ends and runs of spaces become single spaces."""
        return self._text(field, " ".join(typed.split()), what, missing, longest)

    def passage(
        self, field: str, typed: str, what: str, *, missing: str = "", longest: int = LONGEST_PASSAGE
    ) -> str:
        """Return a text that may have several lines, without what stands around it."""
        text = typed.replace("\r\n", "\n").replace("\r", "\n").strip()
        return self._text(field, text, what, missing, longest)

    def _text(self, field: str, text: str, what: str, missing: str, longest: int) -> str:
        if not text and missing:
            self.object_to(field, missing)
        if len(text) > longest:
            self.object_to(
                field, f"{what} must be {longest:,} characters or fewer. It has {len(text):,} now."
            )
        for fault, cure in text_complaints(text):
            self.object_to(field, f"{fault.replace('The text', what, 1)} {cure}")
        return text

    def term(self, field: str, code: str, terms: type[AnyTerm], missing: str) -> AnyTerm | None:
        """Return the word of the field that a code stands for; anything else counts as no choice."""
        found = next((term for term in terms if term.value == code), None)
        if found is None and (missing or code):
            self.object_to(field, missing or "Choose one of the answers.")
        return found

    def code(self, field: str, code: str, known: Container[str], missing: str = "") -> str:
        """Return a code that is known, or none."""
        if not code and missing:
            self.object_to(field, missing)
        elif code and code not in known:
            self.object_to(field, missing or "Choose one from the list.")
        return code if code in known else ""

    def subject(
        self,
        field: str,
        typed: str,
        codes: Iterable[str],
        what: str = "an element or clause, such as 3.2b or R4.6",
    ) -> str:
        """Return a code as it is written where it is known, however its letters were typed."""
        wanted = " ".join(typed.split())
        known = tuple(codes)
        found = [code for code in known if code == wanted] or [
            code for code in known if code.casefold() == wanted.casefold()
        ]
        if wanted and not found:
            self.object_to(field, f"Enter the code of {what}, or leave this empty.")
        return found[0] if found else ""

    def day(self, field: str, typed: EnteredDay, what: str, *, missing: str = "") -> date | None:
        """Return a day, or none where all three of its parts are empty."""
        if typed.is_empty:
            if missing:
                self.object_to(field, missing)
            return None
        parts = {"day": typed.day.strip(), "month": typed.month.strip(), "year": typed.year.strip()}
        lacking = [name for name, part in parts.items() if not part]
        if lacking:
            self.object_to(field, f"{what} must have a {' and a '.join(lacking)}.")
            return None
        day = _day(parts["day"], parts["month"], parts["year"])
        if day is None:
            self.object_to(field, f"{what} must be a real date, such as 21 11 2026.")
        elif not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            self.object_to(field, f"{what} must be in a year from {EARLIEST_YEAR} to {LATEST_YEAR}.")
            return None
        return day

    def number(self, field: str, typed: str, what: str, unit: str = "") -> float | None:
        """Return a number that may have decimals and commas between thousands, or none where it is empty."""
        text = typed.strip().removesuffix(unit).removesuffix("%").strip()
        if not typed.strip():
            return None
        plain = _THOUSANDS.sub("", text.replace("\u2212", "-"))
        if not _NUMBER.fullmatch(plain):
            self.object_to(field, f"{what} must be a number in figures, such as 41 or 41.5.")
            return None
        number = float(plain)
        if not isfinite(number) or abs(number) > LARGEST:
            self.object_to(field, f"{what} is too large a number. Check it.")
            return None
        return number

    def count(self, field: str, typed: str, what: str) -> int | None:
        """Return a whole number from 0 on, or none where the field is empty."""
        known = len(self.problems)
        number = self.number(field, typed, what)
        if number is None or len(self.problems) > known:
            return None
        if number < 0 or number != int(number):
            self.object_to(field, f"{what} must be a whole number, such as 12.")
            return None
        return int(number)


def _day(day: str, month: str, year: str) -> date | None:
    """Return the day that three texts name; the month may be a word, or its first three letters."""
    names = {name[:length].casefold(): place for place, name in enumerate(MONTHS, 1) for length in (3, 9)}
    number = names.get(month.casefold()) or (int(month) if _is_whole(month, 2) else 0)
    if not (_is_whole(day, 2) and _is_whole(year, 4) and len(year) == 4):
        return None
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def _is_whole(text: str, longest: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= longest
