"""Accounts as an installation has them: one that owns the tables and upgrades, one that serves."""

import importlib.util
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from threading import Barrier, Thread, local
from types import ModuleType

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url

from planner.config import Settings
from planner.domain.errors import SettingsError
from planner.services.demo import add_demo_plans
from planner.services.doctor import examine
from planner.services.doctor_database import examine_account
from planner.services.find import find_anything
from planner.services.packs import build_annual_review
from planner.services.partnerships import erase_partnership, export_partnership
from planner.services.plans import show_plan
from planner.store.checking import check_database
from planner.store.database import database_open
from planner.store.engine import RUN_TIME_ROLE, open_database
from planner.store.migrating import MIGRATIONS, downgrade, upgrade
from planner.store.queries.plans import list_every_plan
from planner.store.scope import scope_of
from tests.postgres import new_postgres, run_on_server

pytestmark = pytest.mark.postgres

DAY = date(2026, 11, 21)
OWNER, SERVER = f"planner_test_owner_{os.getpid()}", f"planner_test_server_{os.getpid()}"


@pytest.fixture(scope="module")
def accounts(postgres_server: str, postgres_template: str) -> Iterator[None]:
    """Make two accounts, of which neither may do anything out of the ordinary; some upgrade made the role."""
    run_on_server(postgres_server, *(f"CREATE ROLE {account} LOGIN" for account in (OWNER, SERVER)))
    yield
    run_on_server(postgres_server, *(f"DROP ROLE {account}" for account in (OWNER, SERVER)))


@pytest.fixture(scope="module")
def installation(accounts: None, postgres_server: str) -> Iterator[tuple[str, str]]:
    """Return the addresses by which the owner and the server know a database with the demonstration."""
    with new_postgres(postgres_server, "accounts") as made:
        name = make_url(made).database
        run_on_server(postgres_server, f"ALTER DATABASE {name} OWNER TO {OWNER}")
        owner, server = (signed_in_as(account, made) for account in (OWNER, SERVER))
        upgrade(owner)
        with pytest.raises(SettingsError) as caught:
            check_database(server)
        assert str(caught.value) == (
            f"The database account {SERVER} is no member of the role planner_runtime. Have the server's "
            f"administrator run “GRANT planner_runtime TO {SERVER}”."
        )
        run_on_server(postgres_server, *(f"GRANT {RUN_TIME_ROLE} TO {each}" for each in (OWNER, SERVER)))
        add_demo_plans(owner, DAY, keep=False)
        yield owner, server
    run_on_server(postgres_server, *(f"REVOKE {RUN_TIME_ROLE} FROM {each}" for each in (OWNER, SERVER)))


def signed_in_as(account: str, address: str) -> str:
    """Return the address of a database for an account."""
    return make_url(address).set(username=account).render_as_string(hide_password=False)


class TestServer:
    def test_its_database_is_fit_for_use(self, installation: tuple[str, str]) -> None:
        check_database(installation[1])

    def test_it_shows_finds_and_packs_the_demonstration(
        self, installation: tuple[str, str], tmp_path: Path
    ) -> None:
        with database_open(installation[1]) as session:
            assessment = show_plan("northvale", None, DAY)
            assert len(assessment.plan.actions) > 30
            assert find_anything("northvale", assessment.plan.slug, "training", DAY).total > 0
            files = build_annual_review("northvale", None, DAY, tmp_path)
            assert sorted(file.suffix for file in files) == [".html", ".xlsx"]
            slugs = {head.partnership.slug for head in list_every_plan(session)}
        assert slugs == {"northvale", "southmere"}

    def test_it_owns_nothing_and_cannot_upgrade(self, installation: tuple[str, str]) -> None:
        engine = open_database(installation[1], as_owner=True)
        with engine.connect() as connection:
            owned = "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole"
            assert connection.execute(text(owned)).scalar_one() == 0
        engine.dispose()
        with pytest.raises(Exception, match=r"must be owner|permission denied"):
            downgrade(installation[1], "008_people")


class TestDoctor:
    def test_the_server_is_as_it_should_be(self, installation: tuple[str, str]) -> None:
        assert tuple(examine_account(installation[1])) == ()

    def test_an_owner_that_serves_is_named(self, installation: tuple[str, str]) -> None:
        (sentence,) = examine_account(installation[0])
        assert sentence.startswith(f"The database account {OWNER} owns the tables")
        assert "docs/postgresql.md" in sentence

    def test_a_superuser_and_an_account_that_passes_by_policies_are_named(
        self, installation: tuple[str, str], postgres_server: str
    ) -> None:
        superuser = make_url(postgres_server).username
        sentences = tuple(examine_account(signed_in_as(str(superuser), installation[1])))
        assert any(f"The database account {superuser} is a superuser" in each for each in sentences)
        run_on_server(postgres_server, f"ALTER ROLE {SERVER} BYPASSRLS")
        try:
            (sentence,) = examine_account(installation[1])
        finally:
            run_on_server(postgres_server, f"ALTER ROLE {SERVER} NOBYPASSRLS")
        assert f"The database account {SERVER} may pass by row-level security" in sentence

    def test_a_table_without_row_security_is_named_by_the_doctor_itself(
        self, installation: tuple[str, str], tmp_path: Path
    ) -> None:
        settings = Settings(
            database_url=installation[1],
            secret_key="for tests only",  # noqa: S106
            today=DAY,
            exports=tmp_path,
        )
        run_on_server(installation[0], "ALTER TABLE element NO FORCE ROW LEVEL SECURITY")
        try:
            told = examine(settings)
        finally:
            run_on_server(installation[0], "ALTER TABLE element FORCE ROW LEVEL SECURITY")
        assert any("PostgreSQL does not keep the rows of element apart" in each for each in told)
        assert not any("element" in each for each in examine(settings))


class TestOwner:
    def test_the_policies_hold_for_the_owner_too(self, installation: tuple[str, str]) -> None:
        with database_open(installation[0], as_owner=True) as session:
            assert session.execute(text("SELECT current_user")).scalar_one() == OWNER
            assert session.execute(text("SELECT count(*) FROM element")).scalar_one() == 0
            mine = scope_of(session, "northvale").partnership_id
            seen = session.execute(text("SELECT DISTINCT partnership_id FROM element")).scalars().all()
            assert seen == [mine]

    def test_it_may_upgrade_again_and_serve_on_its_own(self, installation: tuple[str, str]) -> None:
        upgrade(installation[0])
        check_database(installation[0])
        with database_open(installation[0]):
            assert show_plan("southmere", None, DAY).plan.partnership.slug == "southmere"


class TestExportAndErase:
    def test_the_server_may_export_and_the_owner_alone_erase(
        self, installation: tuple[str, str], postgres_server: str, tmp_path: Path
    ) -> None:
        template = str(make_url(installation[0]).database)
        with new_postgres(postgres_server, "erased", template) as copy:
            owner, server = (
                Settings(
                    database_url=signed_in_as(account, copy),
                    secret_key="for tests only",  # noqa: S106
                    today=DAY,
                    exports=tmp_path / "exports",
                )
                for account in (OWNER, SERVER)
            )
            exported = export_partnership(server, "southmere", tmp_path / "out.zip")
            assert min(exported[table] for table in ("element", "findable", "change_log", "membership")) > 0
            with pytest.raises(SettingsError, match=f"The database account {SERVER} does not own the tables"):
                erase_partnership(server, "southmere")
            assert erase_partnership(owner, "southmere").rows == exported
            with database_open(server.database_url) as session:
                assert [head.partnership.slug for head in list_every_plan(session)] == ["northvale"]
                assert len(show_plan("northvale", None, DAY).plan.actions) > 30


def test_a_role_without_its_rights_is_not_worked_without(postgres_server: str) -> None:
    with new_postgres(postgres_server, "rights") as address:
        upgrade(address)
        run_on_server(address, f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {RUN_TIME_ROLE}")
        with pytest.raises(SettingsError, match="has no rights in the database at") as caught:
            check_database(address)
        assert "\n" not in str(caught.value)


@pytest.fixture
def revision() -> ModuleType:
    """Return the revision that makes the role, with a role of another name for it to make."""
    path = next((MIGRATIONS / "versions").glob("009_*.py"))
    spec = importlib.util.spec_from_file_location("revision_009", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.ROLE = f"planner_test_role_{os.getpid()}"  # type: ignore[attr-defined]
    return module


def operations_on(connection: Connection) -> AbstractContextManager[Operations]:
    """Let a revision work on a connection, as it does in an upgrade."""
    return Operations.context(MigrationContext.configure(connection))


class OperationsOfThread(local):
    """What a revision works by, in each thread on a connection of its own.

    Alembic's own is one for a whole process: two upgrades at once are two processes.
    """

    operations: Operations

    def get_bind(self) -> Connection:
        return self.operations.get_bind()

    def execute(self, statement: str) -> None:
        self.operations.execute(statement)


class TestMakingTheRole:
    def test_two_databases_of_one_server_at_the_same_moment(
        self, revision: ModuleType, postgres_server: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        mine = OperationsOfThread()
        monkeypatch.setattr(revision, "op", mine)
        with new_postgres(postgres_server, "one") as one, new_postgres(postgres_server, "two") as two:
            together, failed = Barrier(2), []

            def make(address: str) -> None:
                engine = create_engine(address)
                try:
                    with engine.begin() as connection:
                        mine.operations = Operations(MigrationContext.configure(connection))
                        together.wait(timeout=10)
                        revision._make_role()
                except Exception as error:  # noqa: BLE001  # Whatever it is, the test tells it.
                    failed.append(error)
                finally:
                    engine.dispose()

            threads = [Thread(target=make, args=(address,)) for address in (one, two)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        run_on_server(postgres_server, f"DROP ROLE {revision.ROLE}")
        assert failed == []

    def test_an_account_that_may_not_make_roles_is_told_who_may(
        self, revision: ModuleType, installation: tuple[str, str]
    ) -> None:
        engine = create_engine(installation[0])
        with (
            engine.connect() as connection,
            operations_on(connection),
            pytest.raises(SettingsError) as caught,
        ):
            revision._make_role()
        engine.dispose()
        assert f"may not make the role {revision.ROLE}" in str(caught.value)
        assert f"GRANT {revision.ROLE} TO {OWNER}" in str(caught.value)
