"""Typed settings from the environment, checked once at the start: all that is wrong is told at once.

Each fault is one sentence that names the variable and the cure. On one's own computer everything has
a default; in production, whatever protects people has to be chosen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from planner.other_servers import (
    IdentityProvider,
    MailServer,
    read_issuer,
    read_mail_server,
    read_second_factor,
    read_sender,
    unencrypted_hosts,
)
from planner.secret_key import KEY_FILE, MAKE, kept_key, read_key
from planner.setting_reader import SettingReader
from planner.setting_values import (
    LOOPBACK_NAMES,
    BadSettingError,
    is_loopback,
    read_database,
    read_day,
    read_hosts,
    read_network_address,
)

__all__ = [
    "DEFAULT_DATABASE",
    "BadSettingError",
    "IdentityProvider",
    "MailServer",
    "Settings",
    "read_day",
    "read_settings",
    "sqlite_url",
    "with_secret_key",
]

DEFAULT_DATABASE = "instance/planner.sqlite3"
MOST_PROXIES, IDLE_MINUTES, SESSION_HOURS = 5, (5, 480), (1, 24)
MODES = {"local": False, "production": True}
FACTORS = {"required": True, "offered": False}
SWITCH = {"1": True, "0": False}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an installation can choose; no secret of it is shown where the whole is printed.

    ``today`` fixes the date for demonstrations and tests; empty means the day in London. Without a
    ``secret_key`` a server makes one and keeps it in ``key_file``.
    """

    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    today: date | None
    exports: Path
    is_production: bool = False
    hosts: tuple[str, ...] = ()
    listen: str = "127.0.0.1"
    proxies: int = 0
    debug: bool = False
    backups: Path | None = None
    mail: MailServer | None = None
    identity_provider: IdentityProvider | None = None
    second_factor_required: bool = False
    idle_minutes: int = 60
    session_hours: int = 12
    security_contact: str = ""
    organisation: str = ""
    contact: str = ""

    @property
    def answered_hosts(self) -> tuple[str, ...]:
        """The names that the server answers to: those chosen, and on one's own computer its own."""
        return self.hosts if self.is_production else (*LOOPBACK_NAMES, *self.hosts)

    @property
    def key_file(self) -> Path:
        """Where the key of one's own computer is kept: beside its database."""
        name = self.database_url.removeprefix("sqlite:///")
        is_file = name != self.database_url and not name.startswith("file:")
        return Path(name if is_file else DEFAULT_DATABASE).with_name(KEY_FILE)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings that the environment asks for.

    Files that it does not name are in the current folder. Raises ``BadSettingError`` with a sentence
    for each setting that cannot be used.
    """
    reader = SettingReader(environment)
    is_production = reader.word("PLANNER_MODE", MODES, unset=False)
    settings = Settings(
        database_url=reader.take("PLANNER_DATABASE_URL", read_database, sqlite_url(Path(DEFAULT_DATABASE))),
        secret_key=reader.take("PLANNER_SECRET_KEY", read_key, ""),
        today=reader.take("PLANNER_TODAY", lambda text: read_day(text, "PLANNER_TODAY"), None),
        exports=Path(reader.text("PLANNER_EXPORTS") or "exports"),
        is_production=is_production,
        hosts=reader.take("PLANNER_HOSTS", read_hosts, ()),
        listen=reader.take("PLANNER_LISTEN", read_network_address, "127.0.0.1"),
        proxies=reader.number("PLANNER_PROXIES", 0, MOST_PROXIES, unset=0),
        debug=reader.word("PLANNER_DEBUG", SWITCH, unset=False),
        backups=reader.take("PLANNER_BACKUPS", Path, None),
        mail=_mail(reader),
        identity_provider=_identity_provider(reader),
        second_factor_required=reader.word("PLANNER_SECOND_FACTOR", FACTORS, unset=is_production),
        idle_minutes=reader.number("PLANNER_IDLE_MINUTES", *IDLE_MINUTES, unset=60),
        session_hours=reader.number("PLANNER_SESSION_HOURS", *SESSION_HOURS, unset=12),
        security_contact=reader.contact("PLANNER_SECURITY_CONTACT"),
        organisation=reader.line("PLANNER_ORGANISATION"),
        contact=reader.contact("PLANNER_CONTACT"),
    )
    if reader.text("PLANNER_MODE") in {"", *MODES}:
        check = _faults_in_production if is_production else _faults_on_ones_own
        reader.faults.extend(check(settings, reader))
    if reader.faults:
        raise BadSettingError(*reader.faults)
    return settings


def with_secret_key(settings: Settings) -> Settings:
    """Return the settings with a key to sign with: the chosen one, or the one that is kept in a file.

    The file is made where there is none. Raises ``BadSettingError`` where it holds no sound key.
    """
    return settings if settings.secret_key else replace(settings, secret_key=kept_key(settings.key_file))


def sqlite_url(path: Path) -> str:
    """Return the address of the SQLite database in a file."""
    return f"sqlite:///{path.resolve()}"


def _mail(reader: SettingReader) -> MailServer | None:
    sender = reader.take("PLANNER_MAIL_FROM", read_sender, "")
    if reader.has("PLANNER_SMTP_URL") != reader.has("PLANNER_MAIL_FROM"):
        reader.faults.append(
            "PLANNER_SMTP_URL and PLANNER_MAIL_FROM belong together: set both to send mail, or neither."
        )
    return reader.take("PLANNER_SMTP_URL", lambda text: read_mail_server(text, sender), None)


def _identity_provider(reader: SettingReader) -> IdentityProvider | None:
    names = ("PLANNER_OIDC_ISSUER", "PLANNER_OIDC_CLIENT_ID", "PLANNER_OIDC_CLIENT_SECRET")
    issuer = reader.take(names[0], read_issuer, "")
    second_factor = reader.take("PLANNER_OIDC_SECOND_FACTOR", read_second_factor, "")
    if not any(map(reader.has, (*names, "PLANNER_OIDC_SECOND_FACTOR"))):
        return None
    for name in names:
        if not reader.has(name):
            reader.faults.append(f"{name} is not set: signing in by an identity provider needs all three.")
    return IdentityProvider(
        issuer=issuer,
        client_id=reader.text(names[1]),
        client_secret=reader.text(names[2]),
        second_factor=second_factor,
    )


def _faults_on_ones_own(settings: Settings, _reader: SettingReader) -> Iterator[str]:
    if not is_loopback(settings.listen):
        yield (
            f"PLANNER_LISTEN is {settings.listen}, where others could reach the server: take it away, or set "
            "PLANNER_MODE to production with the settings that it asks for."
        )


def _faults_in_production(settings: Settings, reader: SettingReader) -> Iterator[str]:
    needed = {
        "PLANNER_SECRET_KEY": f"make one with {MAKE}",
        "PLANNER_HOSTS": "write the host names that people use, such as planner.example.org",
        "PLANNER_DATABASE_URL": (
            "name the database, like sqlite:////srv/planner/planner.sqlite3 or "
            "postgresql+psycopg://planner@localhost/planner"
        ),
        "PLANNER_SECURITY_CONTACT": (
            "write where weaknesses are to be reported, such as mailto:security@example.org"
        ),
        "PLANNER_ORGANISATION": "write the name of the organisation that runs it",
        "PLANNER_CONTACT": "write where people may ask about it, such as mailto:planner@example.org",
    }
    for name, cure in needed.items():
        if not reader.has(name):
            yield f"{name} is not set, which production needs: {cure}."
    for host in unencrypted_hosts(settings.database_url):
        yield (
            f"PLANNER_DATABASE_URL would send everything to {host} in the clear: put sslmode=verify-full "
            "(or require) behind a question mark at its end."
        )
    if settings.debug:
        yield "PLANNER_DEBUG is on, which shows what nobody outside should see: take it away in production."
    if settings.today:
        yield ("PLANNER_TODAY fixes the day, so that nothing would ever be late: take it away in production.")
