"""The guard against child identifiers: NHS numbers, unique pupil numbers, full dates of birth.

The product holds no information about any child. Numbers are told from others by their check
digit, so that a figure in a report is not taken for a person. Dates of birth are known by their
wording: a cohort ("born in 2015", "born between ...") is not a person. Sources: the NHS data
dictionary (modulus 11) and the Department for Education's guide to unique pupil numbers.
"""

import re
from dataclasses import dataclass

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:(?:19|20)\d\d|\d\d)"
_NAME = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|ober)?"
_DATE = (
    rf"(?:{_DAY}\s?[/.\-–]\s?{_MONTH}\s?[/.\-–]\s?{_YEAR}(?!\d)"
    rf"|(?:19|20)\d\d[/.\-–]{_MONTH}[/.\-–]{_DAY}(?!\d)"
    rf"|{_DAY}(?:st|nd|rd|th)?(?:\s+of)?[\s.\-–]*{_NAME}\.?,?[\s.\-–]*{_YEAR}(?!\d)"
    rf"|{_NAME}\.?\s+{_DAY}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d)"
)
_BIRTH = r"(?<!\w)(?:d\.?\s?o\.?\s?b\b\.?|dates?\s+of\s+birth|birth[\s-]?date|birthday)"

_GAP = r"[ \u00a0\u2011–.-]?"
_NHS = re.compile(rf"(?<![\d/=])(?<!\d[.,])\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}(?!\d)(?![.,]\d)")
_UPN = re.compile(
    r"(?<![A-Z\d])[A-HJ-NP-RT-Z][ -]?\d{3}[ -]?\d{4}[ -]?\d{2}[ -]?\d{2}[\dA-HJ-NP-RT-Z](?![A-Z\d])",
    re.IGNORECASE,
)
_BORN = re.compile(
    rf"{_BIRTH}\W{{0,4}}(?:(?:is|was|of|on)\b\W{{0,3}})?{_DATE}"
    rf"|(?<!\w)born\W{{1,3}}(?:on\W{{1,3}}(?:the\s+)?)?{_DATE}"
    rf"|(?<!\w){_DATE}[\s(]{{0,3}}{_BIRTH}",
    re.IGNORECASE,
)
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"

#: Only a text with digits can hold one, and one with ten digits or a word about birth.
_MAY_HOLD = re.compile(r"(?:\d[^\d]?){9}\d|birth|born|d\.?\s?o\.?\s?b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identifier:
    """What kind of identifier a text seems to hold, and from where to where; never its digits."""

    kind: str
    start: int
    end: int


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """Return what in the text looks like an NHS number, a pupil number or a date of birth.

    >>> [found.kind for found in find_identifiers("Call about 943 476 5919, born 12 March 2015.")]
    ['an NHS number', 'a date of birth']
    >>> find_identifiers("2,980 children born in 2015; call 01234 567890")
    ()
    """
    if not _MAY_HOLD.search(text):
        return ()
    found = [
        *(Identifier("an NHS number", *each.span()) for each in _NHS.finditer(text) if _is_nhs(each[0])),
        *(Identifier("a pupil number", *each.span()) for each in _UPN.finditer(text) if _is_upn(each[0])),
        *(Identifier("a date of birth", *each.span()) for each in _BORN.finditer(text)),
    ]
    return tuple(sorted(found, key=lambda each: each.start))


def _is_nhs(text: str) -> bool:
    """Return whether ten digits carry the check digit of an NHS number; ten equal digits are no one's."""
    digits = [int(each) for each in text if each.isdecimal()]
    total = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return len(set(digits)) > 1 and (11 - total % 11) % 11 == digits[9]


def _is_upn(text: str) -> bool:
    """Return whether the first letter is the check letter of the twelve characters that follow."""
    first, *rest = (each for each in text.upper() if each.isalnum())
    values = [int(each) if each.isdecimal() else _UPN_LETTERS.index(each) for each in rest]
    total = sum(value * weight for weight, value in enumerate(values, start=2))
    return _UPN_LETTERS[total % 23] == first
