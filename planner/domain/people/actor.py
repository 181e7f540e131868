"""Who does something: a person in one partnership, with the role that says what they may do there."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.errors import NotAllowed
from planner.domain.people.permissions import Deed, Reach, Role, permits, reach

_NUMBER = re.compile(r", person [0-9]+\)\Z")


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A member of a partnership; ``agency`` is the code of their agency, empty for none."""

    person_id: int
    name: str
    partnership: str
    role: Role
    agency: str = ""

    @property
    def signature(self) -> str:
        """Return how the change log names the actor: who, as what, and by the number that is theirs alone."""
        return f"{self.name} ({self.role.label.lower()}, person {self.person_id})"

    def may(self, deed: Deed, agency: str = "") -> bool:
        """Return whether the actor may do this to something of an agency, or of none.

        >>> lead = Actor(
        ...     person_id=1,
        ...     name="Head of safeguarding",
        ...     partnership="northvale",
        ...     role=Role.AGENCY_LEAD,
        ...     agency="council",
        ... )
        >>> lead.may(Deed.RECORD_UPDATE, "council"), lead.may(Deed.RECORD_UPDATE, "police")
        (True, False)
        """
        return permits(self.role, deed, is_own_agency=bool(agency) and agency == self.agency)

    def may_somewhere(self, deed: Deed) -> bool:
        """Return whether there is anything at all to which the actor may do this."""
        how_far = reach(self.role, deed)
        return how_far is Reach.EVERYWHERE or (how_far is Reach.OWN_AGENCY and bool(self.agency))

    def must(self, deed: Deed, agency: str = "") -> None:
        """Raise ``NotAllowed`` with one sentence unless the actor may do this."""
        if self.may(deed, agency):
            return
        if self.may_somewhere(deed):
            raise NotAllowed("You can do this for your own agency only. Ask the business manager.")
        raise NotAllowed(f"Your role, {self.role.label.lower()}, does not allow this.")


def without_number(signature: str) -> str:
    """Return a signature without the person's number, which an old one and a command's do not have.

    >>> without_number("Head of safeguarding (agency lead, person 12)")
    'Head of safeguarding (agency lead)'
    """
    return _NUMBER.sub(")", signature)


def signatures_shown(signatures: Iterable[str]) -> dict[str, str]:
    """Return how a page shows each signature: with the person's number only where two would look the same.

    >>> shown = signatures_shown(["A (viewer, person 1)", "A (viewer, person 2)", "B (viewer, person 3)"])
    >>> list(shown.values())
    ['A (viewer, person 1)', 'A (viewer, person 2)', 'B (viewer)']
    """
    short = {signature: without_number(signature) for signature in signatures}
    times = Counter(short.values())
    return {signature: name if times[name] == 1 else signature for signature, name in short.items()}
