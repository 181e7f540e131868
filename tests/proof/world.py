"""Two partnerships on a database of one kind, and a way to ask the product anything as anybody.

A request is whole from its address to its answer; only the network is left out. There are two
applications on the one database: to one of them the database refuses every change.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask, session
from flask.testing import FlaskClient
from flask_security.utils import hash_password
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Engine, event, update
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from planner.app import create_app
from planner.config import IdentityProvider, Settings
from planner.domain.entries.date_request import EnteredDateRequest
from planner.domain.entries.entered import entered_day
from planner.domain.entries.people import InviteeEntry
from planner.domain.people.people import Member
from planner.domain.people.permissions import Role
from planner.domain.plan import Plan
from planner.services.date_requests import ask_for_date
from planner.services.invitations import MadeInvitation, invite_from_command_line
from planner.services.sign_ins import start_sign_in
from planner.store import cache
from planner.store.database import current_session, database_open, db
from planner.store.queries.members import list_members
from planner.store.queries.plan_rows import PlanKey, table_of
from planner.store.scope import scope_of
from planner.store.tables.people import PersonRow
from planner.web.accounts.browser_cookie import signed_in_session
from planner.web.accounts.reset_links import reset_link
from planner.web.demo.links import DemoLinks
from tests.conftest import DEMO_DAY
from tests.proof.rows import Database, Difference
from tests.proof.samples import REQUESTED, SAMPLES
from tests.proof.visitors import (
    DISABLED,
    HERE,
    NOBODY,
    PASSWORD,
    SECOND_ADMINISTRATOR,
    THERE,
    VISITORS,
    actor_of,
    find_visitor,
)

SAFE = ("GET", "HEAD", "OPTIONS")
#: Where a token is sent: in a field of a form, or in a header beside anything else.
FORM_TOKEN, TOKEN_HEADER = "csrf_token", "X-CSRFToken"
_LASTS = timedelta(days=1)


@dataclass(frozen=True)
class Ticket:
    """By what a visitor's browser is known: the cookie it sends, and the token of a form it has open."""

    cookie: str
    form_token: str


class World:
    """A database with everybody in it, and the applications on it."""

    def __init__(self, address: str, exports: Path) -> None:
        self.database = Database(address)
        self.exports = exports
        self.app = _application(address, exports)
        self.reading_app = _application(address, exports)
        _refuse_to_write(self.reading_app)
        self._give_passwords()
        self.samples = {partnership: {**SAMPLES[partnership]} for partnership in SAMPLES}
        self._add_samples()
        self.tickets = {name: self._ticket(name) for name in VISITORS}
        self.requested = 0
        self._files: list[set[Path]] = []
        self._plans: dict[Engine, dict[PlanKey, tuple[int, Plan]]] = {}
        self._keep()

    def ask(
        self,
        visitor: str,
        address: str,
        method: str = "GET",
        form: Mapping[str, Any] | MultiDict[str, str] | None = None,
        *,
        document: Mapping[str, Any] | None = None,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        may_write: bool = False,
    ) -> TestResponse:
        """Return what a visitor is answered; a form is sent with the visitor's own token or another one.

        An empty ``token`` sends none, and a ``document`` is sent as JSON in the place of a form. Where the
        request may not write, the database refuses it to.
        """
        ticket = self.tickets[visitor]
        app = self.app if may_write else self.reading_app
        sent: dict[str, Any] = {}
        said = {"Cookie": ticket.cookie, **(headers or {})}
        if method not in SAFE:
            own = ticket.form_token if token is None else token
            sent = {"json": document} if document else {"data": MultiDict(form or {})}
            if document:
                said[TOKEN_HEADER] = own
            elif own:
                sent["data"][FORM_TOKEN] = own
        self.requested += 1
        client = FlaskClient(app, app.response_class, use_cookies=False)
        try:
            return client.open(address, method=method, headers=said, buffered=True, **sent)
        except Exception as error:
            error.add_note(f"{visitor} asked {method} {address}")
            raise

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Put everything back at the end as it stands now, whatever is put back in between."""
        self._keep()
        copy = self.exports.with_name(f"{self.exports.name}-{len(self._files)}")
        shutil.copytree(self.exports, copy)
        try:
            yield
        finally:
            shutil.rmtree(self.exports)
            copy.rename(self.exports)
            self._files.pop()
            self.database.forget()
            self.forget_plans()

    def put_back(self) -> tuple[Difference, ...]:
        """Undo whatever requests have changed, and return the rows that they did."""
        found = self.database.put_back()
        for file in sorted(set(self.exports.rglob("*")) - self._files[-1], reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
        if found:
            self._take_up_plans()
        return found

    def _keep(self) -> None:
        self.database.keep()
        self._files.append(set(self.exports.rglob("*")))

    def _take_up_plans(self) -> None:
        """Let no application keep a plan of a revision that is no more; it may come to be there again."""
        revisions = {
            (row["partnership_id"], row["id"]): row["revision"] for row in self.database.kept("strategy")
        }
        for engine, kept in cache._caches.items():
            known = self._plans.setdefault(engine, {})
            for key, (revision, plan) in list(kept._plans.items()):
                if revision == revisions.get((key.partnership_id, key.strategy_id)):
                    known[key] = (revision, plan)
                elif key in known:
                    kept._plans[key] = known[key]
                else:
                    del kept._plans[key]

    def forget_plans(self) -> None:
        """Let no application keep any plan: their content has changed, and not their revision."""
        cache._caches.clear()
        self._plans.clear()

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()
        for app in (self.app, self.reading_app):
            with app.app_context():
                db.session.remove()
                db.engine.dispose()

    def _give_passwords(self) -> None:
        """Let everybody sign in with the same password, those of the demonstration as well."""
        with self.app.app_context(), self.database.unguarded() as connection:
            cells = {"password": hash_password(PASSWORD), "is_demo": False}
            connection.execute(update(table_of(PersonRow)).values(cells))

    def _add_samples(self) -> None:
        """Add the names of what has no name before it is there: members, invitations, links."""
        for partnership, samples in self.samples.items():
            members = {
                "member": f"viewer@{partnership}.example",
                "administrator member": SECOND_ADMINISTRATOR.format(partnership),
                "disabled member": DISABLED.format(partnership),
            }
            invited = {"invitation": Role.VIEWER, "invitation of an administrator": Role.ADMINISTRATOR}
            with database_open(self.database.address) as session:
                found = list_members(session, scope_of(session, partnership))
                samples |= {name: str(_numbered(found, email)) for name, email in members.items()}
                for name, role in invited.items():
                    made = _invite(partnership, role)
                    samples[name] = str(made.invitation.id)
                    samples.setdefault("invitation link", made.token)
                self._ask_for_date(partnership)
        link = reset_link(self.app, VISITORS["viewer"].email)
        self.samples[HERE]["reset token"] = link.rpartition("/")[2]

    def _ask_for_date(self, partnership: str) -> None:
        """Let the business manager ask for another end date, which then waits for a decision."""
        manager = VISITORS["business_manager" if partnership == HERE else f"{THERE} business_manager"]
        actor = actor_of(current_session(), manager, partnership)
        samples = self.samples[partnership]
        wish = EnteredDateRequest(end_on=entered_day(REQUESTED), reason="The training begins in spring.")
        ask_for_date(actor, samples["plan"], samples["action with a request"], wish, DEMO_DAY)

    def _ticket(self, name: str) -> Ticket:
        secret = f"form secret of {name}"
        cells: dict[str, object] = {FORM_TOKEN: secret}
        if name != NOBODY:
            with self.app.app_context():
                person = find_visitor(current_session(), VISITORS[name])
                proof = start_sign_in(person.id, way="password", address="", device="", lasts=_LASTS)
            cells |= signed_in_session(person, proof)
        with self.app.test_request_context():
            session[FORM_TOKEN] = secret
            form_token = generate_csrf()
        serializer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        name = self.app.session_interface.get_cookie_name(self.app)
        return Ticket(f"{name}={serializer.dumps(cells)}", form_token)


def _numbered(members: tuple[Member, ...], email: str) -> int:
    return next(each.id for each in members if each.email == email)


def _invite(partnership: str, role: Role) -> MadeInvitation:
    """Invite somebody new, as whoever runs the installation may."""
    email = f"invited.{role.value}@{partnership}.example"
    entry = InviteeEntry(email=email, name=f"Invited {role.label}", role=role.value, agency="", post="")
    return invite_from_command_line(partnership, entry)


def _application(address: str, exports: Path) -> Flask:
    """Return the application with everything in it that an installation may have."""
    settings = Settings(
        database_url=address,
        secret_key="for tests only",  # noqa: S106
        today=DEMO_DAY,
        exports=exports,
        security_contact="mailto:security@planner.example",
        identity_provider=IdentityProvider(
            issuer="https://provider.example",
            client_id="planner",
            client_secret="x",  # noqa: S106
        ),
    )
    app = create_app(settings, DemoLinks({}))
    app.config["TESTING"] = True
    # Hashing takes its time on purpose, and would take all of it here.
    security = app.extensions["security"]
    security.pwd_context.update(argon2__memory_cost=8, argon2__rounds=1)
    security.hashing_context.update(sha256_crypt__rounds=1000)
    return app


def _refuse_to_write(app: Flask) -> None:
    """Let the database itself refuse whatever this application would change."""
    with app.app_context():
        engine = db.engine
    is_sqlite = engine.dialect.name == "sqlite"
    refusal = "PRAGMA query_only = ON" if is_sqlite else "SET default_transaction_read_only = on"

    @event.listens_for(engine, "connect")
    def refuse(connection: Any, _record: Any) -> None:
        connection.execute(refusal)
        if not is_sqlite:
            connection.commit()
