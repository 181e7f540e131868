"""The table of permissions in words, as the pages print it (roles: the brief, sections 9.3 and 11)."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.domain.people.permissions import Deed, Reach, Role, reach

#: What each role is for, in one sentence.
ROLE_MEANINGS: Mapping[Role, str] = {
    Role.ADMINISTRATOR: "Looks after who is in the partnership, other administrators included.",
    Role.BUSINESS_MANAGER: "Keeps the plan alive from day to day, and looks after who is in the partnership.",
    Role.STEERING_GROUP: "Drafts the theory of change, the measures and the texts of the strategy.",
    Role.AGENCY_LEAD: "Says how the actions and measures of their own agency stand.",
    Role.SCRUTINEER: "Reads everything and its history, questions and judges it, and edits nothing else.",
    Role.VIEWER: "Reads the plan as it stands today.",
}
REACH_WORDS: Mapping[Reach, str] = {
    Reach.EVERYWHERE: "Yes",
    Reach.OWN_AGENCY: "Own agency",
    Reach.NOWHERE: "No",
}


@dataclass(frozen=True)
class DeedRow:
    """One row of the table: what is done, and for each role how far it may go with it."""

    deed: Deed
    words: tuple[str, ...]


def deed_rows() -> tuple[DeedRow, ...]:
    """Return the whole table, a row for each deed and in it a word for each role.

    >>> from planner.domain.people.permissions import Deed
    >>> [row.words for row in deed_rows() if row.deed is Deed.RECORD_UPDATE]
    [('No', 'Yes', 'No', 'Own agency', 'No', 'No')]
    """
    return tuple(DeedRow(deed, tuple(REACH_WORDS[reach(role, deed)] for role in Role)) for deed in Deed)
