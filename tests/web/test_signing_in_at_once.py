"""Signing in on both databases, step by step, and many at the same moment."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from planner.store.database import db, transaction
from planner.store.queries.failed_proofs import hash_of_subject
from planner.store.tables.people import FailedProofRow, SignInRow
from planner.web.accounts.reset_links import HERE, reset_link
from tests.postgres import new_postgres
from tests.web.app_of_codes import AppOfCodes, set_up_app
from tests.web.moved_clock import MovedClock
from tests.web.software_passkey import Device, add_passkey, asked
from tests.web.visitor import EMAIL, OTHER_PASSWORD, PASSWORD, Visitor, add_account, token_of

if TYPE_CHECKING:
    from flask import Flask

TIMES = 6
WRONG = "not it at all"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def app(
    request: pytest.FixtureRequest, make_app: Callable[..., "Flask"], tmp_path: Path
) -> Iterator["Flask"]:
    """Return an application on an empty database of each kind, in which there is one account."""
    from planner.store.migrating import upgrade

    path = tmp_path / "accounts.sqlite3"
    if request.param == "sqlite":
        upgrade(f"sqlite:///{path}")
        made = make_app(path)
        add_account(made)
        yield made
    else:
        server: str = request.getfixturevalue("postgres_server")
        with new_postgres(server, "accounts") as address:
            upgrade(address)
            made = make_app(path, database_url=address)
            add_account(made)
            yield made
            with made.app_context():
                db.engine.dispose()


def at_once(*acts: Callable[[], TestResponse]) -> list[int]:
    """Return the statuses of the answers to several people who send their forms at the same moment."""
    together, statuses = Barrier(len(acts)), []

    def act(send: Callable[[], TestResponse]) -> None:
        together.wait()
        statuses.append(send().status_code)

    threads = [Thread(target=act, args=(each,)) for each in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(statuses) == len(acts)
    return sorted(statuses)


def half(app: "Flask") -> Visitor:
    """Return a browser in which the right password was given."""
    visitor = Visitor(app)
    assert visitor.sign_in().status_code == 302
    return visitor


def sending(visitor: Visitor, address: str, at: str = "", **fields: str) -> Callable[[], TestResponse]:
    """Return what sends a form whose page is open already."""
    page = visitor.open(at or address, follow=True)
    data = {"csrf_token": token_of(page), **fields}
    return lambda: visitor.client.post(address, data=data)


@pytest.fixture
def codes(app: "Flask", clock: MovedClock) -> AppOfCodes:
    """Return the app for codes of the account, with which time has passed since it was set up."""
    visitor = Visitor(app)
    visitor.sign_in()
    made = set_up_app(visitor)
    clock.go_on(seconds=61)
    return made


def test_every_way_to_sign_in(app: "Flask", codes: AppOfCodes, clock: MovedClock) -> None:
    mine = half(app)
    assert mine.send("/sign-in/code", code=codes.code()).location == "/"
    page = mine.send("/account/recovery-codes", generate_new_codes="yes")
    made = re.findall("<li><code>([^<]+)</code>", page.text)
    assert half(app).send("/sign-in/recovery-code", code=made[0]).location == "/"
    device = Device()
    assert "has been added" in add_passkey(mine, device).text
    visitor = Visitor(app)
    page = visitor.send("/sign-in/passkey")
    options, address = asked(page)
    assert visitor.post(address, page, credential=device.sign(options)).location == "/"
    assert visitor.is_signed_in()
    mine.send("/account/sign-ins", at="/account", sign_in="others")
    assert not visitor.is_signed_in()
    link = reset_link(app, EMAIL).removeprefix(HERE.rstrip("/"))
    assert (
        Visitor(app).send(link, password=OTHER_PASSWORD, password_confirm=OTHER_PASSWORD).status_code == 302
    )
    assert not mine.is_signed_in()
    assert Visitor(app).sign_in(EMAIL, OTHER_PASSWORD).location.startswith("/sign-in/code")


def test_wrong_passwords_at_one_moment_are_all_counted(app: "Flask") -> None:
    guesses = [sending(Visitor(app), "/sign-in", email=EMAIL, password=WRONG) for _ in range(TIMES)]
    assert at_once(*guesses) == [200] * TIMES
    table = FailedProofRow.__table__
    with app.app_context(), transaction() as session:
        query = select(table.c.failures).where(table.c.subject_hash == hash_of_subject("account", EMAIL))
        assert session.connection().execute(query).scalar_one() == TIMES


def test_right_passwords_at_one_moment_all_sign_in(app: "Flask") -> None:
    right = [sending(Visitor(app), "/sign-in", email=EMAIL, password=PASSWORD) for _ in range(TIMES)]
    assert at_once(*right) == [302] * TIMES
    with app.app_context(), transaction() as session:
        hashes = session.connection().execute(select(SignInRow.__table__.c.token_hash)).scalars().all()
    assert len(set(hashes)) == TIMES


def test_a_code_sent_several_times_at_one_moment_counts_once(app: "Flask", codes: AppOfCodes) -> None:
    code = codes.code()
    visitors = [half(app) for _ in range(TIMES)]
    at_once(*(sending(each, "/sign-in/code", code=code) for each in visitors))
    assert sum(each.is_signed_in() for each in visitors) == 1


def test_a_recovery_code_sent_several_times_at_one_moment_counts_once(
    app: "Flask", codes: AppOfCodes
) -> None:
    mine = half(app)
    mine.send("/sign-in/code", code=codes.code())
    page = mine.send("/account/recovery-codes", generate_new_codes="yes")
    code = re.findall("<li><code>([^<]+)</code>", page.text)[0]
    visitors = [half(app) for _ in range(TIMES)]
    at_once(*(sending(each, "/sign-in/recovery-code", code=code) for each in visitors))
    assert sum(each.is_signed_in() for each in visitors) == 1


def test_a_link_used_several_times_at_one_moment_sets_one_password(app: "Flask") -> None:
    link = reset_link(app, EMAIL).removeprefix(HERE.rstrip("/"))
    passwords = [f"{OTHER_PASSWORD} {number}" for number in range(TIMES)]
    at_once(*(sending(Visitor(app), link, password=each, password_confirm=each) for each in passwords))
    answers = [Visitor(app).sign_in(EMAIL, each).status_code for each in passwords]
    assert answers.count(302) == 1


def test_an_answer_of_a_passkey_sent_several_times_at_one_moment_counts_once(app: "Flask") -> None:
    mine, device = Visitor(app), Device()
    mine.sign_in()
    add_passkey(mine, device)
    device.count = -1
    page = Visitor(app).send("/sign-in/passkey")
    options, address = asked(page)
    answer = device.sign(options)
    thieves = [Visitor(app) for _ in range(TIMES)]
    at_once(*(sending(each, address, at="/sign-in", credential=answer) for each in thieves))
    assert sum(each.is_signed_in() for each in thieves) == 1
