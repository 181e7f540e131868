"""``people``: the first administrator of a partnership, and who is in it."""

import os
import re
from typing import Any

import click

from planner.commands.shared_options import json_option, noted, open_plans, print_json
from planner.config import Settings, read_settings
from planner.domain.errors import SettingsError
from planner.domain.people.people import Member
from planner.domain.people.permissions import Role
from planner.event_log import log_event

partnership_option = click.option(
    "--partnership", "slug", required=True, metavar="SLUG", help="A partnership, as northvale."
)
_ROOT = re.compile(r"https?://[^\s/?#@]+(/[^\s?#@]*)?")


@click.group()
def people() -> None:
    """Invite somebody into a partnership, or list who is in it."""


@people.command()
@partnership_option
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--email", required=True, metavar="ADDRESS", help="By which the person will sign in.")
@click.option("--name", default="", help="The person's name; the role's, if left out.")
@click.option("--agency", default="", metavar="CODE", help="The agency that the person speaks for.")
@click.option("--post", default="", help="The post that the person holds, as the plan writes it.")
@click.option("--address", default="", metavar="URL", help="The server's address, if it is not the usual.")
@json_option
def invite(
    *, slug: str, role: str, email: str, name: str, agency: str, post: str, address: str, as_json: bool
) -> None:
    """Print a link by which somebody joins a partnership. It works once, within seven days.

    So a partnership gets its first administrator, who then invites everybody else.
    """
    from planner.domain.entries.people import InviteeEntry
    from planner.services.invitations import invite_from_command_line

    entry = InviteeEntry(
        email=email, name=name or next(each.label for each in Role if each.value == role), role=role,
        agency=agency, post=post,
    )  # fmt: skip
    with open_plans(read_settings(os.environ), slug) as settings, noted(settings):
        root = root_address(settings, address)
        made = invite_from_command_line(slug, entry)
        log_event("person_invited", invitation=made.invitation.id, partnership=slug, role=role)
    link = f"{root}join/{slug}/{made.token}"
    invitation = made.invitation
    if as_json:
        print_json(
            {
                "link": link,
                "partnership": slug,
                "email": invitation.email,
                "role": invitation.role.value,
                "expires_at": f"{invitation.expires_at.isoformat(timespec='seconds')}Z",
            }
        )
    else:
        click.echo(link)


@people.command("list")
@partnership_option
@json_option
def list_people(slug: str, as_json: bool) -> None:
    """List everyone who is or was in a partnership."""
    from planner.services.people import list_members

    with open_plans(read_settings(os.environ), slug):
        found = list_members(slug)
    if as_json:
        print_json([_as_json(each) for each in found])
        return
    for each in found:
        click.echo(_line(each))
    if not found:
        click.echo(f"Nobody is in {slug} yet. “planner people invite” lets the first one in.")


def root_address(settings: Settings, typed: str) -> str:
    """Return the address of the server, which ends in a slash: the one that was typed, or the usual one."""
    from planner.web.accounts.reset_links import home_address

    if typed and not _ROOT.fullmatch(typed):
        raise SettingsError(f"--address is “{typed}”: write it like https://planner.example.org/.")
    return f"{(typed or home_address(settings)).rstrip('/')}/"


def _as_json(member: Member) -> dict[str, Any]:
    return {
        "name": member.name,
        "email": member.email,
        "role": member.role.value,
        "agency": member.agency,
        "posts": list(member.posts),
        "since": member.began_on.isoformat(),
        "until": member.ended_on.isoformat() if member.ended_on else None,
        "account": "in use" if member.is_active else "disabled",
    }


def _line(member: Member) -> str:
    until = f" to {member.ended_on.isoformat()}" if member.ended_on else ""
    place = ", ".join(filter(None, (member.role.label, member.agency, *member.posts)))
    disabled = "" if member.is_active else ", account disabled"
    return f"{member.name} <{member.email}>: {place}, since {member.began_on.isoformat()}{until}{disabled}"
