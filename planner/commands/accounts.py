"""``account``: help for people who cannot sign in, from whoever runs the installation."""

import os

import click

from planner.commands.shared_options import open_plans
from planner.config import read_settings, with_secret_key

email_argument = click.argument("email")


@click.group()
def account() -> None:
    """Help somebody who cannot sign in. Be sure who it is that asks: by telephone, or in person."""


@account.command()
@email_argument
@click.option("--address", default="", metavar="URL", help="The server's address, if it is not the usual.")
def reset_link(email: str, address: str) -> None:
    """Print a link by which somebody chooses a new password. It works once, within an hour."""
    from planner.app import create_app
    from planner.store.checking import check_database
    from planner.web.accounts import reset_links

    settings = with_secret_key(read_settings(os.environ))
    check_database(settings.database_url)
    click.echo(reset_links.reset_link(create_app(settings), email, address))


@account.command()
@email_argument
def remove_second_step(email: str) -> None:
    """Take the second step off somebody's account who has lost their phone and every recovery code.

    They sign in with their password alone, and where a second step is required they set up a new one.
    Their passkeys and their organisation's sign-in are removed, too. Wherever they are signed in, they are
    signed out.
    """
    from planner.services.accounts import remove_second_step as remove

    with open_plans(read_settings(os.environ)):
        person = remove(email)
    click.echo(
        f"{person.name} signs in without a second step the next time. Every passkey, and the organisation's "
        "sign-in, has been removed from the account."
    )
    if person.password is None:
        click.echo(
            f"The account has no password yet: give them a link by “planner account reset-link {email}”."
        )
