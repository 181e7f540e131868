"""The one tree of exceptions that people meet: one clear sentence for each.

Whatever a person did wrong, or a machine lacks, becomes one of these. The web turns them into pages, the
command line into a sentence and an exit status. Exceptions of one package that it catches itself, such as
a bad cell of a workbook or a bad setting, stand beside what raises them.
"""

from collections.abc import Sequence
from dataclasses import dataclass


class PlannerError(Exception):
    """Something that a person can put right; ``str(error)`` is the sentence to show them."""


class NotFound(PlannerError):
    """A partnership, plan, element or clause that does not exist, or is not this reader's."""


class LinkRefused(NotFound):
    """A secret link that is good for nothing; ``why`` is for the log of events, never for the reader."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__("This link cannot be used. Ask whoever gave it to you for a new one.")


class RuleBroken(PlannerError):
    """A change that the plan's own rules refuse, with the reason."""


class EditConflict(PlannerError):
    """Somebody saved a newer version of the same thing first."""


class NotAllowed(PlannerError):
    """Something that this person's role does not allow, or not for this agency."""


class IdentityRefused(PlannerError):
    """An answer of the identity provider that proves nobody's identity; ``reason`` is a word of the log."""

    def __init__(self, reason: str, sentence: str) -> None:
        self.reason = reason
        super().__init__(sentence)


class SettingsError(PlannerError):
    """A setting, a missing file or a database that stops the application from starting."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file that someone sent.

    ``place`` names the file and the line, path or cell; ``fault`` says what is wrong and
    ``cure`` what to do about it, each a sentence.
    """

    place: str
    fault: str
    cure: str

    def __str__(self) -> str:
        return f"{self.place}: {self.fault} {self.cure}"


class BadInput(PlannerError):
    """A file that cannot be taken in: every problem at once, and nothing was changed."""

    def __init__(self, summary: str, problems: Sequence[Problem] = ()) -> None:
        self.summary = summary
        self.problems = tuple(problems)
        super().__init__("\n".join([summary, *(f"- {problem}" for problem in self.problems)]))


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing wrong in what somebody entered: its field, empty where it is the whole, and a sentence."""

    field: str
    sentence: str


class BadEntry(PlannerError):
    """What somebody entered cannot be saved as it is: every problem at once, and nothing was changed."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.sentence for problem in self.problems))
