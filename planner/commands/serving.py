"""``demo`` and ``serve``: the app on this computer."""

import errno
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.commands.demonstration import DEMO_DAY, demo_settings, is_unnamed
from planner.commands.pack_files import build
from planner.commands.shared_options import json_option, open_plans, out_folder_option, print_json
from planner.config import Settings, read_day, read_settings
from planner.domain.errors import SettingsError

if TYPE_CHECKING:
    from planner.web.demo.links import DemoLinks

HOST = "127.0.0.1"

port_option = click.option("--port", type=click.IntRange(1, 65535), default=5000, show_default=True)


@click.command()
@click.option("--no-serve", is_flag=True, help="Write the pack and stop.")
@out_folder_option
@port_option
@click.option("--today", "day", default=DEMO_DAY, show_default=True, metavar="DATE")
@click.option("--keep", is_flag=True, help="Keep the demo database of the last run, with its changes.")
@json_option
def demo(*, no_serve: bool, out: Path | None, port: int, day: str, keep: bool, as_json: bool) -> None:
    """Load the fictional Northvale and Southmere, write Northvale's review pack and serve the app.

    It prints a link for each role of both partnerships; each works once and signs in as that person.

    The demo's database and pack are in the current folder, in instance and exports. Where
    PLANNER_DATABASE_URL names a database, the demo's plans are put into that one beside all others.
    """
    from planner.services.demo import add_demo_plans, prepare_demo
    from planner.services.demo_people import sign_in_demo_people
    from planner.web.demo.links import DemoLinks

    chosen = read_settings(os.environ)
    settings = demo_settings(chosen, read_day(day, "--today"))
    if not no_serve:
        refuse_port_in_use(port)
    prepare = prepare_demo if is_unnamed(chosen) else add_demo_plans
    prepare(settings.database_url, settings.current_day(), keep=keep)
    with open_plans(settings):
        paths = build("northvale", None, out or settings.exports, settings, quiet=as_json)
    files = [str(path) for path in paths]
    if no_serve:
        print_json({"files": files}) if as_json else click.echo("\n".join(files))
        return
    with open_plans(settings):
        links = DemoLinks(sign_in_demo_people())
    address = f"http://{HOST}:{port}/"
    if as_json:
        print_json({"address": address, "files": files, "sign_in": links.addresses(address)})
    else:
        click.echo("\n".join([*files, *_link_lines(links.addresses(address))]))
        _say_address(address)
    serve_app(settings, port, links)


def _link_lines(links: dict[str, dict[str, str]]) -> list[str]:
    """Return the links as lines to choose from."""
    from planner.domain.permissions import Role

    lines = ["", "Sign in as one of these fictional people. Each link works once; start again for new ones."]
    for partnership, addresses in links.items():
        lines += ["", f"  {partnership.capitalize()}"]
        lines += [f"    {role.label:<24}{addresses[role.value]}" for role in Role if role.value in addresses]
    return [*lines, ""]


@click.command()
@port_option
def serve(port: int) -> None:
    """Serve the app."""
    from planner.store.checking import check_database

    settings = read_settings(os.environ)
    check_database(settings.database_url)
    refuse_port_in_use(port)
    _say_address(f"http://{HOST}:{port}/")
    serve_app(settings, port)


def refuse_port_in_use(port: int) -> None:
    """Raise SettingsError naming the flag where the port cannot be had."""
    with socket.socket() as probe:
        # Another server's closing connections must not look like a server.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            reason = (
                "is kept for administrators"
                if error.errno in {errno.EACCES, errno.EPERM}
                else "is in use by another program"
            )
            raise SettingsError(f"Port {port} {reason}: choose another with --port.") from None


def _say_address(address: str) -> None:
    click.echo(f"Serving to this computer only. Open {address} and press Ctrl+C to stop.")


def serve_app(settings: Settings, port: int, demo_links: "DemoLinks | None" = None) -> None:
    """Serve with waitress on loopback until the process is ended."""
    import waitress

    from planner.app import create_app

    app = create_app(settings, demo_links)
    server = waitress.create_server(app, host=HOST, port=port, threads=8, ident=None)
    sys.stdout.flush()
    server.run()
