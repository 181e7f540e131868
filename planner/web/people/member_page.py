"""The page of one member: what they are in the partnership, and what the reader may do about it."""

from dataclasses import dataclass

from flask import url_for

from planner.domain.calendar import long_date
from planner.domain.people.actor import Actor
from planner.domain.people.people import Member
from planner.domain.people.posts import same_post
from planner.domain.people.rules import managing_deed
from planner.services.managing_people import may_be_disabled
from planner.services.people import People

ADMINISTRATORS_ONLY = "Only an administrator can change what an administrator is."


@dataclass(frozen=True)
class PostLine:
    """A post that a member holds; ``is_named`` says whether a plan names it at their agency."""

    title: str
    is_named: bool


@dataclass(frozen=True, kw_only=True)
class MemberPage:
    """Everything that a member's page displays; an address is empty for what the reader may not do.

    ``disable_because`` says why the whole account is not this partnership's to disable.
    """

    partnership_name: str
    list_address: str
    member_address: str
    name: str
    email: str
    role: str
    agency: str
    posts: tuple[PostLine, ...]
    since: str
    until: str
    is_reader: bool
    is_disabled: bool
    may_not: str
    change_address: str
    end_address: str
    sign_ins_address: str
    disable_address: str
    enable_address: str
    disable_because: str


def member_page(people: People, member: Member, reader: Actor) -> MemberPage:
    """Return the page of a member as somebody reads it."""
    may_manage = reader.may(managing_deed(member.role))
    is_reader = member.person_id == reader.person_id
    is_member = member.ended_on is None
    could_be_disabled = may_manage and not is_reader and is_member and member.is_active
    is_ours = could_be_disabled and may_be_disabled(reader, member)

    def address(endpoint: str, *, is_there: bool) -> str:
        found = url_for(endpoint, partnership=reader.partnership, member=member.id)
        return found if may_manage and is_there else ""

    return MemberPage(
        partnership_name=people.partnership.name,
        list_address=url_for("people.list_people", partnership=reader.partnership),
        member_address=url_for("people.show_member", partnership=reader.partnership, member=member.id),
        name=member.name,
        email=member.email,
        role=member.role.label,
        agency=people.agencies.get(member.agency, ""),
        posts=tuple(PostLine(each, _is_named(people, member, each)) for each in member.posts),
        since=long_date(member.began_on),
        until=long_date(member.ended_on) if member.ended_on else "",
        is_reader=is_reader,
        is_disabled=not member.is_active,
        may_not="" if may_manage else ADMINISTRATORS_ONLY,
        change_address=address("people.change_member", is_there=is_member),
        end_address=address("people.end_membership", is_there=is_member),
        sign_ins_address=address("people.end_sign_ins", is_there=is_member and not is_reader),
        disable_address=address("people.disable_account", is_there=is_ours),
        enable_address=address("people.enable_account", is_there=not is_reader and not member.is_active),
        disable_because=_NOT_OURS if could_be_disabled and not is_ours else "",
    )


_NOT_OURS = (
    "The account belongs to another partnership, too, so this one cannot disable it. Ending the membership "
    "takes away everything that this partnership gave."
)


def _is_named(people: People, member: Member, post: str) -> bool:
    """Return whether a plan names the post where the member holds it."""
    return any(
        same_post(title, post) and agency in ("", member.agency) for agency, title in people.named_posts
    )
