"""What is expected of each address: who may have it, with which words it is asked, and what it changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Who may have a page that belongs to no partnership; in the place of a deed.
EVERYONE, SIGNED_IN = "everyone", "signed in"
#: In the place of columns, for a table to which a request may add rows, or from which it may take some.
NEW_ROW, OLD_ROW = "a new row", "an old row"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One endpoint by one method.

    ``values`` has the name of a sample for each further name in the address. ``form`` is what is sent.
    ``status`` and ``leads_to``, a pattern of an address, are the answer for whoever may; ``instead``
    has the answer to visitors, by name, for whom it is another one. ``writes`` has the columns that
    may change, by table. ``by_agency`` names the sample that is of another agency than the usual one,
    where the deed is bound to an agency. A ``variant`` asks for more than its address does, because
    of what it is about.
    """

    endpoint: str
    deed: str
    method: str = "GET"
    values: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    leads_to: str = ""
    instead: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    writes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_agency: Mapping[str, str] = field(default_factory=dict)
    variant: bool = False

    @property
    def name(self) -> str:
        """How a failing test calls it."""
        return f"{self.method} {self.endpoint}"
