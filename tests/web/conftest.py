"""An application of one's own, the account of somebody in it, and a clock to move."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.moved_clock import MovedClock

if TYPE_CHECKING:
    from flask import Flask

    from planner.domain.people import Person
    from tests.smtp_server import Mailbox
    from tests.web.visitor import Visitor


@pytest.fixture
def own_app(make_app: Callable[..., "Flask"], own_database: Path) -> "Flask":
    """Return an application on a copy of the demo that the test may change."""
    return make_app(own_database)


@pytest.fixture
def with_mail(make_own_app: Callable[..., "Flask"], mailbox: "Mailbox") -> "Flask":
    """Return an application on the own database that sends its mail to a server of this test."""
    return make_own_app(mail=mailbox.server)


@pytest.fixture
def lead(own_app: "Flask") -> "Person":
    """Return somebody with an account: an e-mail address and a password, and nothing more yet."""
    from tests.web.visitor import add_account

    return add_account(own_app)


@pytest.fixture
def visitor(own_app: "Flask") -> "Visitor":
    """Return somebody's browser, in which nobody is signed in."""
    from tests.web.visitor import Visitor

    return Visitor(own_app)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> MovedClock:
    """Return a clock to move."""
    return MovedClock(monkeypatch)
