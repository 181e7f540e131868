"""``demo`` and ``serve``: the app on this computer."""

import errno
import os
import socket
import sys
from pathlib import Path

import click

from planner.commands.demonstration import DEMO_DAY, demo_settings, is_unnamed
from planner.commands.pack_files import build
from planner.commands.shared_options import open_plans, out_folder_option
from planner.config import Settings, read_day, read_settings, with_secret_key
from planner.domain.errors import SettingsError

HOST = "127.0.0.1"

port_option = click.option("--port", type=click.IntRange(1, 65535), default=5000, show_default=True)


@click.command()
@click.option("--no-serve", is_flag=True, help="Write the pack and stop.")
@out_folder_option
@port_option
@click.option("--today", "day", default=DEMO_DAY, show_default=True, metavar="DATE")
@click.option("--keep", is_flag=True, help="Keep the demo database of the last run, with its changes.")
def demo(no_serve: bool, out: Path | None, port: int, day: str, keep: bool) -> None:
    """Load the fictional Northvale, write its annual review pack and serve the app.

    The demo's database and pack are in the current folder, in instance and exports. Where
    PLANNER_DATABASE_URL names a database, the demo's plans are put into that one beside all others.
    """
    from planner.services.demo import add_demo_plans, prepare_demo

    chosen = read_settings(os.environ)
    if chosen.is_production:
        raise SettingsError("The demonstration is not for production: take PLANNER_MODE away to see it.")
    settings = demo_settings(chosen, read_day(day, "--today"))
    if not no_serve:
        refuse_port_in_use(port)
    prepare = prepare_demo if is_unnamed(chosen) else add_demo_plans
    prepare(settings.database_url, settings.current_day(), keep=keep)
    with open_plans(settings):
        for path in build("northvale", None, out or settings.exports, settings, quiet=False):
            click.echo(path)
    if not no_serve:
        serve_app(settings, port, "northvale/")


@click.command()
@port_option
def serve(port: int) -> None:
    """Serve the app to this computer (loopback) until signing in is built."""
    from planner.store.checking import check_database, refuse_demo_database

    settings = read_settings(os.environ)
    check_database(settings.database_url)
    if settings.is_production:
        refuse_demo_database(settings.database_url)
    refuse_port_in_use(port)
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


def serve_app(settings: Settings, port: int, page: str = "") -> None:
    """Serve with waitress on loopback, saying the address of a page once it answers."""
    import waitress

    from planner.app import create_app

    server = waitress.create_server(
        create_app(with_secret_key(settings)), host=HOST, port=port, threads=8, ident=None
    )
    address = f"http://{HOST}:{port}/{page}"
    click.echo(f"Serving to this computer only. Open {address} and press Ctrl+C to stop.")
    sys.stdout.flush()
    server.run()
