"""``account``: what whoever runs the installation does for the owner of an account."""

import os
from urllib.parse import urlsplit

import click

from planner.commands.people import root_address
from planner.commands.shared_options import noted, open_plans
from planner.config import Settings, read_settings, with_secret_key
from planner.domain.errors import SettingsError

email_argument = click.argument("email")


@click.group()
def account() -> None:
    """Help somebody with their account. Be sure who it is that asks: by telephone, or in person."""


@account.command()
@email_argument
@click.option("--address", default="", metavar="URL", help="The server's address, if it is not the usual.")
def reset_link(email: str, address: str) -> None:
    """Print a link by which somebody chooses a new password. It works once, within an hour."""
    from planner.app import create_app
    from planner.store.checking import check_database
    from planner.web.accounts import reset_links

    settings = with_secret_key(read_settings(os.environ))
    root = _answered_address(settings, address)
    check_database(settings.database_url)
    app = create_app(settings)
    with noted(settings):
        click.echo(reset_links.reset_link(app, email, root))


def _answered_address(settings: Settings, typed: str) -> str:
    """Return the address of the server: a link to a host that it does not answer to would open nothing."""
    root = root_address(settings, typed)
    try:
        parts = urlsplit(root)
        # A port that is none is found when it is asked for.
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if host not in settings.answered_hosts:
        names = ", ".join(settings.answered_hosts)
        raise SettingsError(
            f"--address is “{typed}”, to which the server does not answer: use {names}, or name the host in "
            "PLANNER_HOSTS."
        )
    return root


@account.command()
@email_argument
def remove_second_step(email: str) -> None:
    """Take the second step off somebody's account who has lost their phone and every recovery code.

    They sign in with their password alone, and where a second step is required they set up a new one.
    Their passkeys and their organisation's sign-in are removed, too. Wherever they are signed in, they are
    signed out.
    """
    from planner.services.accounts import remove_second_step as remove

    with open_plans(read_settings(os.environ)) as settings, noted(settings):
        person = remove(email)
    click.echo(
        f"{person.name} signs in without a second step the next time. Every passkey, and the organisation's "
        "sign-in, has been removed from the account."
    )
    if person.password is None:
        click.echo(
            f"The account has no password yet: give them a link by “planner account reset-link {email}”."
        )


@account.command()
@email_argument
@click.option("--name", default="", help="The name as it should be.")
@click.option("--new-email", default="", metavar="ADDRESS", help="The address as it should be.")
def correct(email: str, name: str, new_email: str) -> None:
    """Put somebody's name or e-mail address right.

    After a change of the address they are signed out everywhere and sign in with the new one.
    """
    from planner.domain.entries.people import AccountEntry
    from planner.services.correcting_accounts import correct_account

    with open_plans(read_settings(os.environ)) as settings, noted(settings):
        person = correct_account(email, AccountEntry(name=name, email=new_email))
    click.echo(f"The account is {person.name}, {person.email} now.")


@account.command()
@email_argument
def enable(email: str) -> None:
    """Let somebody sign in again whose account was disabled."""
    from planner.services.correcting_accounts import enable_account

    with open_plans(read_settings(os.environ)) as settings, noted(settings):
        person = enable_account(email)
    click.echo(f"{person.name} can sign in again.")


@account.command()
@email_argument
def remove(email: str) -> None:
    """Remove the account of somebody who is a member of no partnership any more."""
    from planner.services.correcting_accounts import REMOVED_NAME, remove_account

    with open_plans(read_settings(os.environ)) as settings, noted(settings):
        is_gone = remove_account(email)
    click.echo(
        "The account has been removed."
        if is_gone
        else f"The account has been removed. Its places in partnerships are called “{REMOVED_NAME}” now; "
        "what their histories say stays."
    )
