"""Settings are read, or refused with a sentence each, all at once; production refuses the unsafe ones."""

import os
import stat
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from planner.config import (
    BadSettingError,
    IdentityProvider,
    MailServer,
    read_settings,
    with_secret_key,
)
from planner.secret_key import kept_key, weakness
from planner.setting_reader import KNOWN

ROOT = Path(__file__).resolve().parents[1]
KEY = "9f1c4b7de02a58366f0d1b9ce47a2583"
PRODUCTION = {
    "PLANNER_MODE": "production",
    "PLANNER_SECRET_KEY": KEY,
    "PLANNER_HOSTS": "Planner.example.org, www.example.org",
    "PLANNER_DATABASE_URL": "sqlite:////srv/planner/planner.sqlite3",
    "PLANNER_SECURITY_CONTACT": "mailto:security@example.org",
    "PLANNER_ORGANISATION": "Example Council",
    "PLANNER_CONTACT": "mailto:planner@example.org",
}
NEEDED = [name for name in PRODUCTION if name != "PLANNER_MODE"]
PROVIDER = {
    "PLANNER_OIDC_ISSUER": "https://login.example.org/tenant/v2.0",
    "PLANNER_OIDC_CLIENT_ID": "planner",
    "PLANNER_OIDC_CLIENT_SECRET": "client secret canary",
}


#: Addresses at which Microsoft signs in people of every organisation.
OF_ANYBODY = (
    "https://login.microsoftonline.com/common/v2.0",
    "https://login.microsoftonline.com/organizations/v2.0",
    "https://login.microsoftonline.com/consumers/v2.0",
    "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0",
    "https://login.microsoftonline.com/{tenantid}/v2.0",
    "https://login.microsoftonline.us/common/v2.0",
)


def faults(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is wrong with an environment, nothing if it can be used."""
    try:
        read_settings(environment)
    except BadSettingError as error:
        return error.sentences
    return ()


def test_nothing_has_to_be_set_on_ones_own_computer() -> None:
    settings = read_settings({})
    assert (settings.is_production, settings.listen, settings.proxies) == (False, "127.0.0.1", 0)
    assert settings.answered_hosts == ("localhost", "127.0.0.1")
    assert (settings.second_factor_required, settings.debug) == (False, False)
    assert (settings.idle_minutes, settings.session_hours) == (60, 12)
    assert (settings.mail, settings.identity_provider, settings.backups) == (None, None, None)
    assert settings.secret_key == "", "there is no key that everybody has"


def test_production_with_all_that_it_needs() -> None:
    settings = read_settings(PRODUCTION)
    assert settings.is_production
    assert settings.second_factor_required
    assert settings.answered_hosts == ("planner.example.org", "www.example.org")
    assert settings.security_contact == "mailto:security@example.org"
    assert not read_settings({**PRODUCTION, "PLANNER_SECOND_FACTOR": "offered"}).second_factor_required


def test_everything_that_can_be_chosen() -> None:
    settings = read_settings(
        {
            **PRODUCTION,
            **PROVIDER,
            "PLANNER_LISTEN": "0.0.0.0",  # noqa: S104 - what is tested
            "PLANNER_PROXIES": "2",
            "PLANNER_SMTP_URL": "smtps://planner:p%40ss@mail.example.org",
            "PLANNER_MAIL_FROM": "planner@example.org",
            "PLANNER_IDLE_MINUTES": "15",
            "PLANNER_SESSION_HOURS": "8",
            "PLANNER_BACKUPS": "/srv/backups",
        }
    )
    assert (settings.listen, settings.proxies) == ("0.0.0.0", 2)  # noqa: S104
    assert settings.mail == MailServer(
        host="mail.example.org",
        port=465,
        user="planner",
        password="p@ss",  # noqa: S106
        speaks_tls_at_once=True,
        sender="planner@example.org",
    )
    assert settings.identity_provider == IdentityProvider(
        issuer="https://login.example.org/tenant/v2.0",
        client_id="planner",
        client_secret="client secret canary",  # noqa: S106
    )
    assert (settings.idle_minutes, settings.session_hours) == (15, 8)
    assert settings.backups == Path("/srv/backups")


@pytest.mark.parametrize(
    ("url", "port", "at_once", "clear"),
    [
        ("smtp://mail.example.org", 587, False, False),
        ("smtp://127.0.0.1:2525", 2525, False, True),
        ("smtp://localhost", 587, False, True),
        ("smtps://mail.example.org:8465", 8465, True, False),
    ],
)
def test_a_mail_server(url: str, port: int, *, at_once: bool, clear: bool) -> None:
    mail = read_settings({"PLANNER_SMTP_URL": url, "PLANNER_MAIL_FROM": "p@example.org"}).mail
    assert mail is not None
    assert (mail.port, mail.speaks_tls_at_once, mail.may_stay_in_the_clear) == (port, at_once, clear)


def test_no_secret_is_shown_where_settings_are_printed() -> None:
    mail = {"PLANNER_SMTP_URL": "smtp://u:mail-canary@h", "PLANNER_MAIL_FROM": "p@example.org"}
    database = {"PLANNER_DATABASE_URL": "postgresql://planner:database-canary@localhost/planner"}
    shown = repr(read_settings({**PRODUCTION, **PROVIDER, **mail, **database}))
    assert KEY not in shown
    assert "canary" not in shown
    assert "planner.example.org" in shown


#: One setting that is wrong, and how its sentence begins.
WRONG = [
    ({"PLANNER_MODE": "prod"}, "PLANNER_MODE is “prod”: write local or production."),
    ({"PLANNER_HOSTS": "https://planner.example.org/"}, "PLANNER_HOSTS names “https://planner.example.org/”:"),
    ({"PLANNER_HOSTS": "planner.example.org:443"}, "PLANNER_HOSTS names “planner.example.org:443”:"),
    ({"PLANNER_HOSTS": "*"}, "PLANNER_HOSTS names “*”:"),
    ({"PLANNER_HOSTS": ".example.org"}, "PLANNER_HOSTS names “.example.org”:"),
    ({"PLANNER_LISTEN": "0.0.0.0"}, "PLANNER_LISTEN is 0.0.0.0, where others could reach the server:"),  # noqa: S104
    ({"PLANNER_LISTEN": "192.0.2.1"}, "PLANNER_LISTEN is 192.0.2.1, where others could reach the server:"),
    ({"PLANNER_LISTEN": "::"}, "PLANNER_LISTEN is ::, where others could reach the server:"),
    ({"PLANNER_LISTEN": "here"}, "PLANNER_LISTEN is “here”:"),
    ({"PLANNER_PROXIES": "one"}, "PLANNER_PROXIES is “one”: write a whole number from 0 to 5."),
    ({"PLANNER_PROXIES": "-1"}, "PLANNER_PROXIES is “-1”:"),
    ({"PLANNER_PROXIES": "6"}, "PLANNER_PROXIES is “6”:"),
    ({"PLANNER_DEBUG": "yes"}, "PLANNER_DEBUG is “yes”: write 1 or 0."),
    ({"PLANNER_SECRET_KEY": "a" * 40}, "PLANNER_SECRET_KEY has fewer than 10 different characters:"),
    ({"PLANNER_SECRET_KEY": "abcdefghijk" * 3}, "PLANNER_SECRET_KEY repeats itself: make another"),
    ({"PLANNER_SECRET_KEY": f"changeme-{KEY}"}, "PLANNER_SECRET_KEY is one that others know: make another"),
    (
        {"PLANNER_SECRET_KEY": "for this machine only, as the server answers to nobody else"},
        "PLANNER_SECRET_KEY is one that others know: make another",
    ),
    ({"PLANNER_SMTP_URL": "smtp://mail.example.org"}, "PLANNER_SMTP_URL and PLANNER_MAIL_FROM belong"),
    ({"PLANNER_MAIL_FROM": "p@example.org"}, "PLANNER_SMTP_URL and PLANNER_MAIL_FROM belong"),
    (
        {"PLANNER_SMTP_URL": "mail.example.org", "PLANNER_MAIL_FROM": "p@example.org"},
        "PLANNER_SMTP_URL is not the address of a mail server:",
    ),
    (
        {"PLANNER_SMTP_URL": "smtp://mail.example.org:port", "PLANNER_MAIL_FROM": "p@example.org"},
        "PLANNER_SMTP_URL is not the address of a mail server:",
    ),
    (
        {"PLANNER_SMTP_URL": "smtp://h/path", "PLANNER_MAIL_FROM": "p@example.org"},
        "PLANNER_SMTP_URL is not the address of a mail server:",
    ),
    (
        {"PLANNER_SMTP_URL": "smtp://h", "PLANNER_MAIL_FROM": "p@example.org\r\nBcc: all@example.org"},
        "PLANNER_MAIL_FROM is “p@example.org\r\nBcc: all@example.org”:",
    ),
    ({"PLANNER_SECOND_FACTOR": "no"}, "PLANNER_SECOND_FACTOR is “no”: write required or offered."),
    ({"PLANNER_IDLE_MINUTES": "0"}, "PLANNER_IDLE_MINUTES is “0”: write a whole number from 5 to 480."),
    ({"PLANNER_SESSION_HOURS": "48"}, "PLANNER_SESSION_HOURS is “48”: write a whole number from 1 to 24."),
    ({"PLANNER_SECURITY_CONTACT": "me@example.org"}, "PLANNER_SECURITY_CONTACT is “me@example.org”:"),
    ({"PLANNER_CONTACT": "planner@example.org"}, "PLANNER_CONTACT is “planner@example.org”:"),
    ({"PLANNER_ORGANISATION": "Example\nCouncil"}, "PLANNER_ORGANISATION cannot be shown:"),
    ({"PLANNER_ORGANISATION": "x" * 121}, "PLANNER_ORGANISATION cannot be shown:"),
    ({"PLANNER_SECURITY_CONTACT": "http://example.org"}, "PLANNER_SECURITY_CONTACT is “http://example.org”:"),
    ({**PROVIDER, "PLANNER_OIDC_CLIENT_ID": ""}, "PLANNER_OIDC_CLIENT_ID is not set:"),
    ({**PROVIDER, "PLANNER_OIDC_CLIENT_SECRET": ""}, "PLANNER_OIDC_CLIENT_SECRET is not set:"),
    ({**PROVIDER, "PLANNER_OIDC_ISSUER": ""}, "PLANNER_OIDC_ISSUER is not set:"),
    ({**PROVIDER, "PLANNER_OIDC_ISSUER": "http://login.example.org"}, "PLANNER_OIDC_ISSUER is “http://login"),
    ({**PROVIDER, "PLANNER_OIDC_ISSUER": "https://"}, "PLANNER_OIDC_ISSUER is “https://”:"),
    ({**PROVIDER, "PLANNER_OIDC_ISSUER": "https://[login"}, "PLANNER_OIDC_ISSUER is “https://[login”:"),
    *(
        ({**PROVIDER, "PLANNER_OIDC_ISSUER": issuer}, f"PLANNER_OIDC_ISSUER is “{issuer}”, where people")
        for issuer in OF_ANYBODY
    ),
    ({**PROVIDER, "PLANNER_OIDC_SECOND_FACTOR": "c1 c2"}, "PLANNER_OIDC_SECOND_FACTOR is “c1 c2”:"),
    *(({**PRODUCTION, name: ""}, f"{name} is not set, which production needs:") for name in NEEDED),
    ({**PRODUCTION, "PLANNER_DEBUG": "1"}, "PLANNER_DEBUG is on,"),
    ({**PRODUCTION, "PLANNER_TODAY": "2026-11-21"}, "PLANNER_TODAY fixes the day,"),
]  # fmt: skip


@pytest.mark.parametrize(("environment", "beginning"), WRONG, ids=lambda value: str(value)[:70])
def test_a_setting_that_is_wrong_is_told_in_one_sentence(environment: dict[str, str], beginning: str) -> None:
    [sentence] = faults(environment)
    assert sentence.startswith(beginning)
    assert sentence.endswith(".")
    assert "canary" not in sentence
    assert KEY not in sentence


def test_a_second_factor_of_an_identity_provider() -> None:
    named = {**PROVIDER, "PLANNER_OIDC_SECOND_FACTOR": "urn:example:mfa"}
    provider = read_settings(named).identity_provider
    assert provider is not None
    assert provider.second_factor == "urn:example:mfa"
    assert len(faults({"PLANNER_OIDC_SECOND_FACTOR": "c1"})) == 3, "it is of no use without a provider"


def test_one_organisation_at_microsoft_is_an_identity_provider() -> None:
    issuer = "https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0"
    provider = read_settings({**PROVIDER, "PLANNER_OIDC_ISSUER": issuer}).identity_provider
    assert provider is not None
    assert provider.issuer == issuer


def test_an_identity_provider_of_a_test_may_be_on_this_machine() -> None:
    provider = read_settings({**PROVIDER, "PLANNER_OIDC_ISSUER": "http://127.0.0.1:8080/t"}).identity_provider
    assert provider is not None
    assert provider.issuer == "http://127.0.0.1:8080/t"


@pytest.mark.parametrize(
    "place",
    [
        "planner:secret@db.example.org/planner",
        "planner:secret@db.example.org:5432/planner?sslmode=prefer",
        "planner:secret@192.0.2.4/planner?sslmode=disable",
        "planner:secret@[2001:db8::1]:5432/planner",
        "planner:secret@localhost,db.example.org/planner",
        "/planner?host=db.example.org",
        "localhost/planner?hostaddr=192.0.2.4",
    ],
)
def test_a_database_elsewhere_is_spoken_to_over_an_encrypted_connection_alone(place: str) -> None:
    bare = {**PRODUCTION, "PLANNER_DATABASE_URL": f"postgresql+psycopg://{place}"}
    [sentence] = faults(bare)
    assert sentence.startswith("PLANNER_DATABASE_URL would send everything to ")
    assert "secret" not in sentence
    joined = "&" if "?" in place else "?"
    address = bare["PLANNER_DATABASE_URL"].replace("sslmode=prefer", "").replace("sslmode=disable", "")
    for mode in ("require", "verify-ca", "verify-full"):
        assert faults({**bare, "PLANNER_DATABASE_URL": f"{address}{joined}sslmode={mode}"}) == ()


@pytest.mark.parametrize(
    "place",
    [
        "planner:secret@localhost/planner",
        "planner@127.0.0.1:55432/planner",
        "planner@[::1]:5432/planner",
        "/planner?host=/var/run/postgresql",
        "planner@%2Fvar%2Frun%2Fpostgresql/planner",
        "/planner",
    ],
)
def test_a_database_on_this_machine_needs_no_encryption(place: str) -> None:
    assert faults({**PRODUCTION, "PLANNER_DATABASE_URL": f"postgresql://{place}"}) == ()


def test_everything_that_is_wrong_is_told_at_once() -> None:
    told = faults(
        {"PLANNER_MODE": "production", "PLANNER_DEBUG": "1", "PLANNER_TODAY": "soon", "PLANNER_X": "1"}
    )
    assert str(BadSettingError(*told)) == "\n".join(told)
    assert [sentence.split()[0] for sentence in told] == [
        "PLANNER_X",
        "PLANNER_TODAY",
        "PLANNER_SECRET_KEY",
        "PLANNER_HOSTS",
        "PLANNER_DATABASE_URL",
        "PLANNER_SECURITY_CONTACT",
        "PLANNER_ORGANISATION",
        "PLANNER_CONTACT",
        "PLANNER_DEBUG",
    ]


def test_a_key_made_as_the_sentences_say_is_sound() -> None:
    import secrets

    assert [weakness(secrets.token_hex()) for _ in range(200)] == [""] * 200
    assert weakness(secrets.token_urlsafe(32)) == ""


class TestKeptKey:
    def test_it_is_beside_the_database_for_this_account_alone_and_used_again(self, tmp_path: Path) -> None:
        settings = read_settings({"PLANNER_DATABASE_URL": f"sqlite:///{tmp_path}/own/planner.sqlite3"})
        before = os.umask(0)
        try:
            first = with_secret_key(settings)
        finally:
            os.umask(before)
        file = tmp_path / "own/secret-key"
        assert first == replace(settings, secret_key=file.read_text(encoding="utf-8"))
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert weakness(first.secret_key) == ""
        assert with_secret_key(settings) == first
        assert [path.name for path in file.parent.iterdir()] == ["secret-key"]

    def test_a_chosen_key_is_kept_nowhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        settings = replace(read_settings({}), secret_key=KEY)
        monkeypatch.chdir(tmp_path)
        assert with_secret_key(settings) is settings
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("url", ["postgresql://localhost/planner", "sqlite:///file:x.sqlite3?uri=true"])
    def test_without_a_file_of_its_own_it_is_in_the_folder_of_the_instance(self, url: str) -> None:
        assert read_settings({"PLANNER_DATABASE_URL": url}).key_file == Path("instance/secret-key")

    def test_many_that_start_at_once_use_one_key(self, tmp_path: Path) -> None:
        with ThreadPoolExecutor(16) as pool:
            keys = set(pool.map(lambda _: kept_key(tmp_path / "secret-key"), range(64)))
        assert len(keys) == 1
        assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]

    def test_a_file_that_holds_no_sound_key_is_not_used(self, tmp_path: Path) -> None:
        file = tmp_path / "secret-key"
        file.write_text("short")
        with pytest.raises(BadSettingError) as caught:
            kept_key(file)
        [sentence] = caught.value.sentences
        assert sentence.startswith(f"The key in {file} is shorter than 32 characters: remove the file,")


def test_the_manual_names_every_setting() -> None:
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    assert {name for name in KNOWN[:-2] if f"`{name}`" not in text} == set()
