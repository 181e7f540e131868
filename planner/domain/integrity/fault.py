"""What makes a plan unloadable, told with its place and its cure."""

from dataclasses import dataclass
from typing import TypeAlias

#: The way from the plan to the thing meant: ``("actions", 3, "lead_agency")``.
Place: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing wrong at one place; ``fault`` says what and ``cure`` what to do, each a sentence."""

    place: Place
    fault: str
    cure: str
