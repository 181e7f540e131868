"""Every page and message tells a moment as the clock in London shows it, and in the same words."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from planner.domain.people.permissions import Role
from planner.services.accounts import utc_now
from tests.web.moved_clock import MovedClock
from tests.web.page_checks import parse, text_of
from tests.web.people_at_work import client_of, fill_in
from tests.web.test_invitations import INVITE, PEOPLE, link_on
from tests.web.visitor import EMAIL, Visitor

if TYPE_CHECKING:
    from tests.smtp_server import Mailbox

#: Half past eleven in the evening of Greenwich, when London is already in the next day.
IN_SUMMER = datetime(2027, 6, 23, 23, 30)  # noqa: DTZ001  # As stored: UTC without saying so.
NOW, IN_A_WEEK = "24 June 2027 at 12:3", "1 July 2027 at 12:3"


@pytest.fixture(autouse=True)
def summer(clock: MovedClock) -> None:
    """Let it be a summer's night."""
    clock.go_on(seconds=(IN_SUMMER - utc_now()) / timedelta(seconds=1))


def test_an_invitation_ends_at_one_moment_wherever_it_is_told(with_mail: Flask, mailbox: "Mailbox") -> None:
    manager = client_of(with_mail, Role.ADMINISTRATOR)
    made = fill_in(manager, INVITE, email=EMAIL, name="Inspector", role="viewer")
    assert IN_A_WEEK in text_of(parse(made.text))
    assert "until 1 July 2027." in mailbox.next().get_content()
    listed = text_of(parse(manager.get(PEOPLE).text))
    assert f", {NOW}" in listed
    assert IN_A_WEEK in listed
    assert IN_A_WEEK in text_of(parse(Visitor(with_mail).open(link_on(made.text)).text))


def test_the_account_tells_when_a_sign_in_began(own_app: Flask) -> None:
    assert NOW in text_of(parse(client_of(own_app, Role.VIEWER).get("/account").text))
