"""An application of one's own, somebody in it, a clock to move, and an identity provider beside it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import DEMO_DAY, copy_database
from tests.web.moved_clock import MovedClock

if TYPE_CHECKING:
    from flask import Flask

    from planner.domain.people.people import Person
    from tests.oidc_provider import OidcProvider
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


@pytest.fixture(scope="session")
def running_provider() -> Iterator["OidcProvider"]:
    """Return an identity provider that is there for the whole run of this process."""
    from tests.oidc_provider import served_provider

    with served_provider() as provider:
        yield provider


@pytest.fixture
def provider(running_provider: "OidcProvider") -> Iterator["OidcProvider"]:
    """Return an identity provider that behaves, and of which the application knows nothing yet."""
    from planner.services.provider_documents import forget_documents
    from tests.oidc_provider import behave
    from tests.web.organisation_visits import HERE

    running_provider.redirect_addresses = [HERE]
    behave(running_provider)
    forget_documents()
    yield running_provider
    behave(running_provider)


@pytest.fixture(scope="session")
def organisation_database(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database for signing in by the organisation."""
    path = tmp_path_factory.mktemp("organisation") / "organisation.sqlite3"
    copy_database(demo_database, path)
    return path


@pytest.fixture(scope="session")
def make_organisation_app(
    running_provider: "OidcProvider", organisation_database: Path
) -> Callable[..., "Flask"]:
    """Return a maker of applications whose people may sign in by the provider, with settings of their own."""
    from planner.app import create_app
    from planner.config import IdentityProvider, Settings
    from tests.oidc_provider import CLIENT_ID, CLIENT_SECRET
    from tests.web.checking_client import CheckingClient
    from tests.web.compiled_templates import COMPILED_TEMPLATES

    def make(provider_changes: dict[str, Any] | None = None, **changes: Any) -> "Flask":
        identity_provider = IdentityProvider(
            issuer=running_provider.address, client_id=CLIENT_ID, client_secret=CLIENT_SECRET
        )
        settings = Settings(
            database_url=f"sqlite:///{organisation_database}",
            secret_key="for tests only",  # noqa: S106
            today=DEMO_DAY,
            exports=Path("exports"),
            identity_provider=replace(identity_provider, **provider_changes or {}),
        )
        app = create_app(replace(settings, **changes))
        app.config["TESTING"] = True
        app.jinja_env.bytecode_cache = COMPILED_TEMPLATES
        app.test_client_class = CheckingClient
        return app

    return make


@pytest.fixture(scope="session")
def organisation_app(make_organisation_app: Callable[..., "Flask"]) -> "Flask":
    """Return an application whose people may sign in by the provider."""
    return make_organisation_app()


@pytest.fixture(scope="session")
def strict_app(make_organisation_app: Callable[..., "Flask"]) -> "Flask":
    """Return an application whose people may sign in by the provider, and all need a second factor."""
    return make_organisation_app(second_factor_required=True)


@pytest.fixture(scope="session")
def context_app(make_organisation_app: Callable[..., "Flask"]) -> "Flask":
    """Return the same, with a name for what the provider calls a sign-in by two factors."""
    return make_organisation_app({"second_factor": "c1"}, second_factor_required=True)


@pytest.fixture
def make_person(organisation_app: "Flask") -> Callable[..., "Person"]:
    """Return a maker of people with an account each, which is tied to a subject of the provider or not."""
    from itertools import count

    from planner.domain.people.people import Person
    from planner.services.accounts import find_account, new_uniquifier, utc_now
    from planner.services.identities import link_identity
    from planner.store.database import transaction
    from planner.store.queries.people import add_person

    numbers = count(1)

    def make(subject: str = "", **cells: Any) -> Person:
        uniquifier = new_uniquifier()
        new = Person(
            **{
                "email": f"{uniquifier[:8]}.{next(numbers)}@council.example",
                "name": "Head of safeguarding",
                "uniquifier": uniquifier,
                "created_at": utc_now(),
                **cells,
            }
        )
        issuer = organisation_app.config["SETTINGS"].identity_provider.issuer
        with organisation_app.app_context():
            with transaction() as session:
                number = add_person(session, new)
            if subject:
                link_identity(number, issuer, subject)
            found = find_account(uniquifier=uniquifier)
        assert found is not None
        return found

    return make
