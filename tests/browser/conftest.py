"""A real browser on a real server, both on this machine alone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.config import MailServer
from planner.gallery.browser import served
from tests.conftest import copy_database

if TYPE_CHECKING:
    from flask import Flask

    from tests.browser.account_states import World


@pytest.fixture(scope="session")
def address(every_state: "Flask") -> Iterator[str]:
    """Serve every state on a free loopback port for the length of the run."""
    with served(every_state, to_reader=True) as address:
        yield address


@pytest.fixture(scope="session")
def world(
    make_app: Callable[..., "Flask"], demo_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator["World"]:
    """Serve a copy of the demo twice, by name: passkeys belong to one."""
    from tests.browser.account_states import World

    path = tmp_path_factory.mktemp("accounts") / "accounts.sqlite3"
    copy_database(demo_database, path)
    nowhere = MailServer(host="127.0.0.1", port=9, sender="planner@northvale.example")
    app = make_app(path)
    strict = make_app(path, second_factor_required=True, mail=nowhere)
    with served(app) as address, served(strict) as strict_address:
        yield World(
            app,
            address.replace("127.0.0.1", "localhost"),
            strict,
            strict_address.replace("127.0.0.1", "localhost"),
        )
