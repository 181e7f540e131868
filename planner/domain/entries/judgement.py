"""A judgement of scrutiny as somebody enters it: how far assured, and apart from that how sure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planner.domain.entries.entered import EntryReader
from planner.domain.records import ScrutinyJudgement
from planner.domain.vocabulary import Assurance, Confidence

LONGEST_JUDGEMENT = 2_000


@dataclass(frozen=True, kw_only=True)
class EnteredJudgement:
    """What was typed: ``assurance`` and ``confidence`` are codes, ``about`` is any text."""

    about: str
    assurance: str
    confidence: str
    text: str


def read_judgement(
    entered: EnteredJudgement, subjects: Iterable[str], today: date, by_role: str
) -> ScrutinyJudgement:
    """Return the judgement that was entered today, by whoever holds a post.

    ``subjects`` are the codes that it can be about. Raises ``BadEntry`` with everything wrong with it.

    >>> entered = EnteredJudgement(about="", assurance="partial", confidence="low", text="Little is shown.")
    >>> read_judgement(entered, (), date(2026, 11, 21), "Scrutineer").assurance.label
    'Partial'
    """
    reader = EntryReader()
    about = reader.subject("about", entered.about, subjects)
    assurance = reader.term("assurance", entered.assurance, Assurance, "Choose how far you are assured.")
    confidence = reader.term("confidence", entered.confidence, Confidence, "Choose how sure you are of that.")
    text = reader.passage(
        "text",
        entered.text,
        "The judgement",
        missing="Say what you judge by, and what is still missing.",
        longest=LONGEST_JUDGEMENT,
    )
    reader.check()
    assert assurance is not None, "its absence is a problem"  # noqa: S101  # For the type alone.
    assert confidence is not None, "its absence is a problem"  # noqa: S101  # For the type alone.
    return ScrutinyJudgement(
        about=about, assurance=assurance, confidence=confidence, text=text, on=today, by_role=by_role
    )
