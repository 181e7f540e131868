"""Forms about people: whom to invite, what a member is to be, and why a membership ends."""

from dataclasses import dataclass
from itertools import groupby

from flask import url_for

from planner.domain.entries.people import InviteeEntry, PlaceEntry
from planner.domain.people.actor import Actor
from planner.domain.people.people import Member
from planner.domain.people.permissions import Role
from planner.domain.people.role_words import ROLE_MEANINGS
from planner.domain.people.rules import managing_deed
from planner.domain.phrases import listed
from planner.services.people import People
from planner.web.choices import Choice
from planner.web.entry_forms import EntryForm, TypedField


class InvitePersonForm(EntryForm):
    """Somebody to invite."""

    email = TypedField()
    name = TypedField()
    role = TypedField()
    agency = TypedField()
    post = TypedField()

    @property
    def entered(self) -> InviteeEntry:
        """Return what was typed."""
        return InviteeEntry(
            email=self.email.typed,
            name=self.name.typed,
            role=self.role.typed,
            agency=self.agency.typed,
            post=self.post.typed,
        )


class ChangeMemberForm(EntryForm):
    """What a member is to be; ``version`` is the one that was seen."""

    role = TypedField()
    agency = TypedField()
    posts = TypedField()
    version = TypedField()

    @property
    def entered(self) -> PlaceEntry:
        """Return what was typed."""
        return PlaceEntry(role=self.role.typed, agency=self.agency.typed, posts=self.posts.typed)


class EndMembershipForm(EntryForm):
    """Why a membership ends; ``version`` is the one that was seen."""

    reason = TypedField()
    version = TypedField()


@dataclass(frozen=True)
class PostsOfAgency:
    """The posts that the plans name at one agency, or at none."""

    agency: str
    titles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PlaceFormPage:
    """What stands around a form that says what somebody is to be.

    ``saved`` is what is saved now, in words, for a form that was sent over a newer version.
    """

    partnership_name: str
    list_address: str
    member_address: str
    name: str
    is_reader: bool
    roles: tuple[Choice, ...]
    agencies: tuple[Choice, ...]
    named_posts: tuple[PostsOfAgency, ...]
    saved: str

    @property
    def titles(self) -> tuple[str, ...]:
        """Return the title of every post that the plans name, each once."""
        return tuple(dict.fromkeys(title for each in self.named_posts for title in each.titles))


def place_form_page(
    people: People, reader: Actor, member: Member | None = None, *, is_outdated: bool = False
) -> PlaceFormPage:
    """Return the page around the form for a member, or for somebody to invite."""
    slug = people.partnership.slug
    return PlaceFormPage(
        partnership_name=people.partnership.name,
        list_address=url_for("people.list_people", partnership=slug),
        member_address=url_for("people.show_member", partnership=slug, member=member.id) if member else "",
        name=member.name if member else "",
        is_reader=member is not None and member.person_id == reader.person_id,
        roles=tuple(
            Choice(role.value, role.label, ROLE_MEANINGS[role])
            for role in Role
            if reader.may(managing_deed(role))
        ),
        agencies=tuple(Choice(code, name) for code, name in people.agencies.items()),
        named_posts=_by_agency(people),
        saved=_saved_words(people, member) if member and is_outdated else "",
    )


def version_of(form: ChangeMemberForm | EndMembershipForm) -> int:
    """Return the version that somebody saw; what is no number is a version that never was."""
    typed = form.version.typed
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def _by_agency(people: People) -> tuple[PostsOfAgency, ...]:
    groups = groupby(people.named_posts, key=lambda each: each[0])
    return tuple(
        PostsOfAgency(people.agencies.get(code, "At any agency"), tuple(title for _, title in posts))
        for code, posts in groups
    )


def _saved_words(people: People, member: Member) -> str:
    """Return what is saved of a member, as a sentence."""
    agency = people.agencies.get(member.agency, "no agency")
    posts = f"posts: {listed(member.posts)}" if member.posts else "no post"
    return f"{member.role.label}, {agency}, {posts}."
