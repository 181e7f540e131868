"""What to say about a value of the wrong sort: the fault, and the cure, in whole sentences."""

import difflib
from collections.abc import Iterable, Sequence

from planner.domain.vocabulary import Term
from planner.exchange.shapes import Shape, Sort, terms_of
from planner.exchange.typed_dates import is_month_only, read_day

LONGEST_QUOTE = 60


def quoted(text: str) -> str:
    """Return a text in quotation marks, shortened where it is long, on one line."""
    line = " ".join(text.split())
    if len(line) > LONGEST_QUOTE:
        line = f"{line[: LONGEST_QUOTE - 1]}…"
    return f"“{line}”"


def one_of(words: Iterable[str]) -> str:
    """Return the words as a choice: "draft, ready"."""
    return ", ".join(words)


def nearest(word: str, known: Sequence[str]) -> str:
    """Return the known word that is most like the one given, or "" where none is."""
    close = difflib.get_close_matches(word.lower(), [each.lower() for each in known], n=1)
    return next((each for each in known if close and each.lower() == close[0]), "")


def find_term(terms: Sequence[Term], text: str) -> Term | None:
    """Return the term that a text names by its label, its letter or its code, whatever its case."""
    wanted = " ".join(text.split()).lower()
    for term in terms:
        names = (term.value, term.label, str(getattr(term, "letter", term.value)))
        if wanted in (name.lower() for name in names):
            return term
    return None


def wrong_sort(shape: Shape, label: str, typed: str) -> tuple[str, str]:
    """Return the fault and the cure for a value in a YAML file that is not of its field's sort."""
    if typed == "":
        return f"{label} is empty.", "Write a value, or leave the line out."
    if shape.sort is Sort.TEXT:
        return (
            f"{quoted(typed)} is read as a number, a date or a yes/no, and {label} is text.",
            f'Put quotes round it: "{typed}".',
        )
    if shape.sort is Sort.DATE:
        return wrong_day(typed)
    if shape.sort is Sort.TERM:
        return wrong_term(shape, label, typed)
    return WRONG[shape.sort][0].format(value=quoted(typed), label=label), WRONG[shape.sort][1]


def wrong_day(typed: str) -> tuple[str, str]:
    """Return the fault and the cure for a text that is not a day written as year, month and day."""
    day = read_day(typed)
    if day is not None:
        return f"{quoted(typed)} is not written as a date here.", f"Write {day.isoformat()}."
    if is_month_only(typed):
        return f"{quoted(typed)} is a month, not a day.", "Write the day too, such as 2026-03-31."
    return (
        f"{quoted(typed)} is not a date.",
        "Write a day of the calendar as year-month-day, such as 2026-03-31.",
    )


def wrong_term(shape: Shape, label: str, typed: str) -> tuple[str, str]:
    """Return the fault and the cure for a word that is not on its field's scale."""
    terms = terms_of(shape)
    meant = find_term(terms, typed)
    codes = [term.value for term in terms]
    guess = meant.value if meant else nearest(typed, codes)
    choice = f"Write one of: {one_of(codes)}."
    return f"{quoted(typed)} is not one of the words for {label}.", (
        f"Write {guess}, if that is what you mean. {choice}" if guess else choice
    )


WRONG = {
    Sort.WHOLE: ("{value} is not a whole number, and {label} is one.", "Write digits only, such as 30."),
    Sort.NUMBER: (
        "{value} is not a number, and {label} is one.",
        "Write digits only, with a point for decimals and no unit, such as 41.5.",
    ),
    Sort.YES_NO: ("{value} is neither true nor false, and {label} is one of them.", "Write true or false."),
    Sort.LIST: (
        "{label} holds {value}, and it is a list.",
        "Write [R1.1, R1.2], or begin each item with a dash on a line of its own.",
    ),
    Sort.RECORD: (
        "{label} holds {value}, and it is a set of named values.",
        "Write its fields one under another, each as name: value.",
    ),
}
