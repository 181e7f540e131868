"""Reading changes nothing: every page answers the same from a database that cannot be written to."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from planner.app import create_app
from planner.config import Settings
from planner.services.demo import add_demo_plans
from planner.store.database import db, transaction
from planner.web.accounts.browser_cookie import cookie_of_reader
from planner.web.reading import CHANGED_BY_LINK, SAFE
from tests.conftest import DEMO_DAY, copy_database
from tests.postgres import new_postgres
from tests.web.every_address import every_address

ROOT = Path(__file__).resolve().parents[2]
READ_ONLY = {"sqlite": "PRAGMA query_only = ON", "postgresql": "SET default_transaction_read_only = on"}


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, demo_database: Path
) -> Iterator[str]:
    """Return the address of a database with the demonstration, of each kind in turn."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("reading") / "demo.sqlite3"
        copy_database(demo_database, path)
        yield f"sqlite:///{path}"
        return
    with new_postgres(request.getfixturevalue("postgres_server"), "reading") as of_server:
        add_demo_plans(of_server, DEMO_DAY, keep=False)
        yield of_server


@pytest.fixture(scope="module")
def app(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Return the application on that database."""
    exports = tmp_path_factory.mktemp("exports")
    app = create_app(
        Settings(database_url=address, secret_key="for tests only", today=DEMO_DAY, exports=exports)  # noqa: S106
    )
    yield app
    with app.app_context():
        db.engine.dispose()


def answers(app: Flask, cookie: tuple[str, str] | None) -> dict[str, tuple[int, str]]:
    """Return how every address is answered by every safe method: its status and what is said."""
    found = {}
    for name, place in every_address(app).items():
        for method in SAFE:
            client = FlaskClient(app, app.response_class)
            if cookie:
                client.set_cookie(*cookie)
            with client.open(place, method=method) as answer:
                is_page = answer.mimetype == "text/html"
                said = answer.get_data(as_text=True) if is_page else answer.mimetype or ""
            found[f"{method} {name}"] = (answer.status_code, _without_what_varies(said))
    return found


def _without_what_varies(page: str) -> str:
    page = re.sub(r'(nonce|name="csrf_token" value|content)="[^"]*"', "", page)
    return re.sub(r"this number: [0-9a-f]{16}", "", page)


def can_only_be_read(engine: Engine) -> None:
    """Let the connections that are opened from here on refuse every write."""
    statement = READ_ONLY[engine.dialect.name]
    engine.dispose()

    @event.listens_for(engine, "connect")
    def forbid(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]  # Both drivers have it.
        cursor.execute(statement)
        cursor.close()
        if engine.dialect.name == "postgresql":
            connection.commit()  # type: ignore[attr-defined]


def test_every_page_answers_the_same_where_nothing_can_be_written(
    app: Flask, log_lines: Callable[[], list[dict[str, object]]]
) -> None:
    cookie = cookie_of_reader(app)
    before = {who: answers(app, one) for who, one in (("reader", cookie), ("nobody", None))}
    assert len(before["reader"]) > 100
    with app.app_context():
        can_only_be_read(db.engine)
        with pytest.raises(Exception, match=r"readonly|read-only|can only be read|cannot be written"):
            _change_something()
    after = {who: answers(app, one) for who, one in (("reader", cookie), ("nobody", None))}
    assert after == before
    # A page that tried to change something would have failed in the same way both times.
    assert [line for line in log_lines() if "RuntimeError" in str(line.get("error"))] == []


def _change_something() -> None:
    with transaction() as session:
        session.connection().exec_driver_sql("UPDATE person SET version = version + 1")


class TestRefusal:
    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_a_page_that_would_change_something_fails(self, own_client: FlaskClient, method: str) -> None:
        with pytest.raises(RuntimeError, match="Whoever only reads a page changes nothing"):
            own_client.open("/about/marks", method=method)

    def test_a_form_may(self, own_client: FlaskClient) -> None:
        assert own_client.post("/northvale/2025-28/packs").text == "Changed"

    def test_what_follows_in_the_same_context_may(self, own_client: FlaskClient) -> None:
        with own_client.application.app_context():
            assert own_client.get("/northvale/2025-28/").status_code == 200
            _change_something()


@pytest.fixture
def own_client(make_app: Callable[..., Flask], own_database: Path) -> FlaskClient:
    """Return a client of an application with a page and a form that change something."""
    app = make_app(own_database)
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False

    def change(**_values: str) -> str:
        _change_something()
        return "Changed"

    app.view_functions.update({"about.show_marks": change, "packs.build_pack": change})
    client = FlaskClient(app, app.response_class)
    client.set_cookie(*cookie_of_reader(app))
    return client


def test_somebody_signed_in_is_not_signed_out_by_a_link(
    make_app: Callable[..., Flask], own_database: Path, log_lines: Callable[[], object]
) -> None:
    app = make_app(own_database)
    app.config["TESTING"] = False
    client = FlaskClient(app, app.response_class)
    client.set_cookie(*cookie_of_reader(app))
    for place in every_address(app).values():
        client.get(place)
        assert client.get("/account").status_code == 200, place


def test_nothing_is_saved_but_in_a_transaction() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {ast.unparse(node)}"
        for path in sorted((ROOT / "planner").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"commit", "autocommit"}
    ]
    # The other two end what a connection was told at its beginning, and a migration.
    assert found == [
        "planner/store/database.py: session.commit",
        "planner/store/engine.py: connection.commit",
        "planner/store/migrating.py: connection.commit",
    ]


def test_only_these_change_something_by_a_link() -> None:
    assert sorted(CHANGED_BY_LINK) == ["identity_provider.come_back"]
