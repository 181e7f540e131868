"""``demo`` and ``serve``: the app on this computer."""

import errno
import os
import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.commands.demonstration import DEMO_DAY, demo_settings, is_unnamed
from planner.commands.frugal import keep_small, settle
from planner.commands.pack_files import build
from planner.commands.shared_options import (
    begin_log,
    json_option,
    open_plans,
    out_folder_option,
    print_json,
)
from planner.config import Settings, read_day, read_settings, with_secret_key
from planner.domain.errors import SettingsError
from planner.event_log import log_event
from planner.services.today import current_day

if TYPE_CHECKING:
    from planner.web.demo.links import DemoLinks

LARGEST_BODY_READ = 16_000_000

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
    if chosen.is_production:
        raise SettingsError("The demonstration is not for production: take PLANNER_MODE away to see it.")
    settings = demo_settings(chosen, read_day(day, "--today"))
    if not no_serve:
        refuse_port_in_use(port, settings.listen)
    prepare = prepare_demo if is_unnamed(chosen) else add_demo_plans
    prepare(settings.database_url, current_day(settings), keep=keep)
    with open_plans(settings):
        paths = build("northvale", None, out or settings.exports, settings, quiet=as_json)
    files = [str(path) for path in paths]
    if no_serve:
        print_json({"files": files}) if as_json else click.echo("\n".join(files))
        return
    with open_plans(settings):
        links = DemoLinks(sign_in_demo_people())
    address = address_of(settings, port)
    if as_json:
        print_json({"address": address, "files": files, "sign_in": links.addresses(address)})
    else:
        click.echo("\n".join([*files, *_link_lines(links.addresses(address))]))
    serve_app(settings, port, links, quiet=as_json)


def _link_lines(links: dict[str, dict[str, str]]) -> list[str]:
    """Return the links as lines to choose from."""
    from planner.domain.people.permissions import Role

    lines = ["", "Sign in as one of these fictional people. Each link works once; start again for new ones."]
    for partnership, addresses in links.items():
        lines += ["", f"  {partnership.capitalize()}"]
        lines += [f"    {role.label:<24}{addresses[role.value]}" for role in Role if role.value in addresses]
    return [*lines, ""]


@click.command()
@port_option
def serve(port: int) -> None:
    """Serve the app: to this computer, or in production to everybody who may reach it."""
    from planner.store.checking import check_database, refuse_demo_database

    settings = read_settings(os.environ)
    check_database(settings.database_url)
    if settings.is_production:
        refuse_demo_database(settings.database_url)
    refuse_port_in_use(port, settings.listen)
    serve_app(settings, port)


def refuse_port_in_use(port: int, host: str) -> None:
    """Raise SettingsError naming the flag or setting where the port of a network address cannot be had."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # Another server's closing connections must not look like a server.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise SettingsError(
                    f"PLANNER_LISTEN is {host}, but this machine has no such address: write one of its own."
                ) from None
            reason = (
                "is kept for administrators"
                if error.errno in {errno.EACCES, errno.EPERM}
                else "is in use by another program"
            )
            raise SettingsError(f"Port {port} {reason}: choose another with --port.") from None


def serve_app(
    settings: Settings, port: int, demo_links: "DemoLinks | None" = None, *, quiet: bool = False
) -> None:
    """Serve with waitress until the process is ended, saying the address once it answers unless ``quiet``."""
    keep_small()
    import waitress

    from planner.app import create_app

    app = create_app(with_secret_key(settings), demo_links)
    settle()
    server = waitress.create_server(
        app,
        host=settings.listen,
        port=port,
        threads=8,
        ident=None,
        # A body that is only somewhat too large is answered by a page of ours.
        max_request_body_size=LARGEST_BODY_READ,
        # The application itself believes as many proxies as there are; without any, nobody does.
        clear_untrusted_proxy_headers=settings.proxies == 0,
    )
    begin_log(settings)
    # A service is ended by this signal, and is to end as in order as by a person's Ctrl+C.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    if not quiet:
        click.echo(_serving_words(settings, port))
    sys.stdout.flush()
    log_event("server_started")
    server.run()
    log_event("server_stopped")


def _serving_words(settings: Settings, port: int) -> str:
    if settings.is_production:
        names = " and ".join(settings.hosts)
        return f"Serving {names} at {settings.listen}, port {port}. Press Ctrl+C to stop."
    return f"Serving to this computer only. Open {address_of(settings, port)} and press Ctrl+C to stop."


def address_of(settings: Settings, port: int) -> str:
    """Return the address to open in a browser on this computer."""
    return f"http://{'localhost' if ':' in settings.listen else settings.listen}:{port}/"
