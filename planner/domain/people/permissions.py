"""What each role may do: the one table, which the pages print and every address names its row of.

Roles and what they are for: the brief, section 11 (journeys) and 9.3 (what a scrutineer needs). Nobody
may do what the table does not say.
"""

from collections.abc import Mapping
from enum import StrEnum

from planner.domain.vocabulary import Term


class Role(Term):
    """What a person is in a partnership, in the order of the published table."""

    ADMINISTRATOR = "administrator", "Administrator"
    BUSINESS_MANAGER = "business_manager", "Business manager"
    STEERING_GROUP = "steering_group", "Steering group member"
    AGENCY_LEAD = "agency_lead", "Agency lead"
    SCRUTINEER = "scrutineer", "Independent scrutineer"
    VIEWER = "viewer", "Viewer"


class Deed(Term):
    """Something that a person does in a partnership, as the table's row says it."""

    READ_PLAN = "read_plan", "Read the plan, its findings and its review packs"
    READ_HISTORY = "read_history", "Read the history: who changed what, when and why"
    BUILD_PACK = "build_pack", "Build a review pack"
    RECORD_UPDATE = "record_update", "Record an update of an action"
    RECORD_READING = "record_reading", "Record a reading of a measure"
    ASK_FOR_DATE = "ask_for_date", "Ask for another end date of an action"
    CHANGE_DATE = "change_date", "Agree to another end date, or refuse it"
    RAISE_CHALLENGE = "raise_challenge", "Raise a challenge, or take one further"
    REPLY_TO_CHALLENGE = "reply_to_challenge", "Reply to a challenge"
    RECORD_JUDGEMENT = "record_judgement", "Record a judgement of scrutiny"
    SEE_PEOPLE = "see_people", "See who is in the partnership, with their roles and posts"
    MANAGE_PEOPLE = "manage_people", "Invite people, change roles and posts, end memberships and sign-ins"
    MANAGE_ADMINISTRATORS = "manage_administrators", "Do the same for administrators"


class Reach(StrEnum):
    """How far a role may go with a deed."""

    NOWHERE = "no"
    OWN_AGENCY = "own agency"
    EVERYWHERE = "yes"


_ALL = Reach.EVERYWHERE
_OWN = Reach.OWN_AGENCY

#: Role by deed. What is not written here is not allowed.
PERMISSIONS: Mapping[Deed, Mapping[Role, Reach]] = {
    Deed.READ_PLAN: dict.fromkeys(Role, _ALL),
    Deed.READ_HISTORY: dict.fromkeys([role for role in Role if role is not Role.VIEWER], _ALL),
    Deed.BUILD_PACK: {Role.ADMINISTRATOR: _ALL, Role.BUSINESS_MANAGER: _ALL, Role.STEERING_GROUP: _ALL},
    Deed.RECORD_UPDATE: {Role.BUSINESS_MANAGER: _ALL, Role.AGENCY_LEAD: _OWN},
    Deed.RECORD_READING: {Role.BUSINESS_MANAGER: _ALL, Role.AGENCY_LEAD: _OWN},
    Deed.ASK_FOR_DATE: {Role.BUSINESS_MANAGER: _ALL, Role.AGENCY_LEAD: _OWN},
    Deed.CHANGE_DATE: {Role.BUSINESS_MANAGER: _ALL},
    Deed.RAISE_CHALLENGE: {Role.SCRUTINEER: _ALL},
    Deed.REPLY_TO_CHALLENGE: {Role.BUSINESS_MANAGER: _ALL, Role.AGENCY_LEAD: _OWN},
    Deed.RECORD_JUDGEMENT: {Role.SCRUTINEER: _ALL},
    Deed.SEE_PEOPLE: {Role.ADMINISTRATOR: _ALL, Role.BUSINESS_MANAGER: _ALL},
    Deed.MANAGE_PEOPLE: {Role.ADMINISTRATOR: _ALL, Role.BUSINESS_MANAGER: _ALL},
    Deed.MANAGE_ADMINISTRATORS: {Role.ADMINISTRATOR: _ALL},
}


def reach(role: Role, deed: Deed) -> Reach:
    """Return how far a role may go with a deed.

    >>> reach(Role.AGENCY_LEAD, Deed.RECORD_UPDATE).value
    'own agency'
    >>> reach(Role.VIEWER, Deed.RECORD_UPDATE).value
    'no'
    """
    return PERMISSIONS[deed].get(role, Reach.NOWHERE)


def permits(role: Role, deed: Deed, *, is_own_agency: bool) -> bool:
    """Return whether a role may do a deed to something, which may be of the person's own agency.

    >>> permits(Role.AGENCY_LEAD, Deed.RECORD_UPDATE, is_own_agency=False)
    False
    """
    how_far = reach(role, deed)
    return how_far is Reach.EVERYWHERE or (how_far is Reach.OWN_AGENCY and is_own_agency)
