"""The doctor names what is wrong in sentences, says what to do, and changes nothing."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from planner.config import IdentityProvider, MailServer, Settings
from planner.paths import seed_folder
from planner.services.doctor import examine, remarks
from tests.oidc_provider import OidcProvider, served_provider


@pytest.fixture
def settings(own_database: Path, tmp_path: Path) -> Settings:
    """Return settings with which nothing is wrong."""
    return Settings(
        database_url=f"sqlite:///{own_database}",
        secret_key="a key of this installation's own",  # noqa: S106
        today=None,
        exports=tmp_path / "exports",
        mail=MailServer(host="mail.example.org", port=587, sender="planner@example.org"),
    )


def only(complaints: tuple[str, ...]) -> str:
    """Return the one complaint."""
    assert len(complaints) == 1, complaints
    return complaints[0]


def test_nothing_is_wrong(settings: Settings, tmp_path: Path) -> None:
    assert examine(settings) == ()
    assert remarks(settings) == ()
    assert not (tmp_path / "exports").exists()


def test_that_no_mail_is_sent_is_only_remarked_on(settings: Settings) -> None:
    without = replace(settings, mail=None)
    assert examine(without) == ()
    assert "PLANNER_SMTP_URL is not set" in only(remarks(without))


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM alembic_version", "older"),
        ("UPDATE alembic_version SET version_num = '004_actions'", "older"),
        ("UPDATE alembic_version SET version_num = '999_tomorrow'", "newer version"),
        ("DROP TABLE alembic_version", "belongs to something other than Partnership Planner"),
    ],
)
def test_a_database_of_another_version(
    settings: Settings, own_database: Path, statement: str, words: str
) -> None:
    with sqlite3.connect(own_database) as connection:
        connection.execute(statement)
    assert words in only(examine(settings))


def test_no_database(settings: Settings, own_database: Path) -> None:
    own_database.unlink()
    assert only(examine(settings)).startswith(f"There is no database at {own_database} yet.")
    assert not own_database.exists()


def test_a_change_log_that_was_altered(settings: Settings, own_database: Path) -> None:
    with sqlite3.connect(own_database) as connection:
        connection.execute("DROP TRIGGER change_log_no_update")
        connection.execute(
            "UPDATE change_log SET actor = 'somebody else' WHERE seq = 1 AND partnership_id = 1"
        )
    assert "The change log of northvale was altered outside Partnership Planner, from entry 1 on." in only(
        examine(settings)
    )


def test_front_end_files_that_were_not_fetched(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "static").mkdir()
    monkeypatch.setattr("planner.paths.static_folder", lambda: tmp_path / "static")
    assert only(examine(settings)).startswith("The front-end files are missing.")


def test_a_folder_that_the_installation_lacks(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Path:
        raise FileNotFoundError('The folder "templates" is missing.')

    monkeypatch.setattr("planner.services.doctor.templates_folder", refuse)
    assert only(examine(settings)) == 'The folder "templates" is missing.'


def test_a_fault_in_the_seed(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(seed_folder() / "demo", tmp_path / "seed/demo")
    spoilt = tmp_path / "seed/demo/southmere.yaml"
    spoilt.write_text(spoilt.read_text().replace("format:", "form:", 1))
    monkeypatch.setattr("planner.services.doctor.seed_folder", lambda: tmp_path / "seed")
    assert only(examine(settings)).startswith("southmere.yaml ")


def test_packs_that_have_nowhere_to_go(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("a file")
    assert "exports is a file" in only(examine(settings))
    below = replace(settings, exports=tmp_path / "exports/below")
    assert "may not write" in only(examine(below))


class Release(NamedTuple):
    """The first two numbers of a Python."""

    major: int
    minor: int


def test_a_python_that_is_too_old(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as older:
        older.setattr(sys, "version_info", Release(3, 10))
        from planner.services import doctor

        complaints = tuple(doctor._python(settings))
    assert only(complaints).startswith("This is Python 3.10. Install Python 3.11 or later")


class TestIdentityProvider:
    @pytest.fixture
    def provider(self) -> Iterator[OidcProvider]:
        """Return an identity provider."""
        with served_provider() as provider:
            yield provider

    def test_it_is_asked_only_on_request(self, settings: Settings, provider: OidcProvider) -> None:
        with_provider = replace(settings, identity_provider=named(provider.address))
        assert examine(with_provider) == ()
        assert "--ask-others" in only(remarks(with_provider))
        assert provider.asked == []
        assert examine(with_provider, asks_others=True) == ()
        assert remarks(with_provider, asks_others=True) == ()
        assert [path for _method, path, _values in provider.asked] == ["/.well-known/openid-configuration"]

    def test_one_that_does_not_answer(self, settings: Settings, provider: OidcProvider) -> None:
        provider.answers["/.well-known/openid-configuration"] = lambda handler: handler.answer(500, b"")
        with_provider = replace(settings, identity_provider=named(provider.address))
        assert "does not answer at" in only(examine(with_provider, asks_others=True))

    def test_one_that_is_unfit(self, settings: Settings, provider: OidcProvider) -> None:
        provider.metadata.update(issuer="https://login.example.org", jwks_uri="https://evil.example/keys")
        with_provider = replace(settings, identity_provider=named(provider.address))
        name, keys = examine(with_provider, asks_others=True)
        assert f"at {provider.address} calls itself https://login.example.org:" in name
        assert keys.startswith("The jwks_uri of the identity provider is not on the server")

    @pytest.mark.parametrize("asks_others", [True, False])
    def test_packages_that_are_not_there(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch, *, asks_others: bool
    ) -> None:
        monkeypatch.setitem(sys.modules, "authlib", None)
        with_provider = replace(settings, identity_provider=named("https://login.example.org"))
        complaint = only(examine(with_provider, asks_others=asks_others))
        assert "install partnership-planner[sso]" in complaint


def named(issuer: str) -> IdentityProvider:
    """Return the settings of an identity provider."""
    return IdentityProvider(issuer=issuer, client_id="planner", client_secret="secret")  # noqa: S106
