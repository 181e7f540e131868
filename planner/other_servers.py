"""The other machines that an installation may speak to: database, mail server, identity provider.

There are no others. None of the messages repeats an address that may hold a password.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from planner.setting_values import MAIL_ADDRESS, BadSettingError, is_loopback

#: How a client of PostgreSQL is told to refuse a connection that is not encrypted.
ENCRYPTED = ("require", "verify-ca", "verify-full")
MAIL_PORTS = {"smtp": 587, "smtps": 465}
#: Under these names Microsoft signs in people of every organisation; the last one is of personal accounts.
OF_MANY = {"common", "organizations", "consumers", "9188040d-6c67-4c5b-b112-36a304b66dad"}


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """The server that takes the product's mail.

    ``speaks_tls_at_once`` tells smtps from smtp, where the connection begins in the clear and is
    encrypted before anything of weight is said.
    """

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    speaks_tls_at_once: bool = False
    sender: str = ""

    @property
    def may_stay_in_the_clear(self) -> bool:
        """Whether nothing that is said to it leaves this machine."""
        return is_loopback(self.host)


@dataclass(frozen=True, kw_only=True)
class IdentityProvider:
    """Another organisation's sign-in (OpenID Connect) by which people may prove who they are.

    ``second_factor`` is what it calls a sign-in with two factors (its ``acr``, or Entra's ``acrs``), empty
    for a provider that says so by ``mfa`` among its ``amr``, or not at all.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    second_factor: str = ""


def read_sender(text: str) -> str:
    """Return the e-mail address that mail comes from."""
    if not MAIL_ADDRESS.fullmatch(text):
        raise BadSettingError(
            f"PLANNER_MAIL_FROM is “{text}”: write an e-mail address such as planner@example.org."
        )
    return text


def read_mail_server(url: str, sender: str) -> MailServer:
    """Return the mail server of an address."""
    fault = BadSettingError(
        "PLANNER_SMTP_URL is not the address of a mail server: write smtp://user:password@host:port, or "
        "smtps:// for a server that is encrypted from the first byte."
    )
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or MAIL_PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise fault from None
    if not host or parts.path.strip("/") or parts.query or parts.fragment:
        raise fault
    return MailServer(
        host=host,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        speaks_tls_at_once=parts.scheme == "smtps",
        sender=sender,
    )


def read_issuer(text: str) -> str:
    """Return the address of an identity provider, as it names itself."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    except ValueError:
        host, is_safe = "", False
    if not host or not is_safe or parts.query or parts.fragment or parts.username:
        raise BadSettingError(
            f"PLANNER_OIDC_ISSUER is “{text}”: write the provider's address as it names itself, beginning "
            "with https://."
        )
    if "{" in text or ("microsoftonline" in host and OF_MANY & set(parts.path.split("/"))):
        raise BadSettingError(
            f"PLANNER_OIDC_ISSUER is “{text}”, where people of any organisation sign in: write that of "
            "yours, such as https://login.microsoftonline.com/ with its tenant id and /v2.0."
        )
    return text


def read_second_factor(text: str) -> str:
    """Return what the identity provider calls a sign-in with two factors."""
    if not re.fullmatch(r"[A-Za-z0-9:/._-]{1,200}", text):
        raise BadSettingError(
            f"PLANNER_OIDC_SECOND_FACTOR is “{text}”: write what the provider calls a sign-in with two "
            "factors, such as c1."
        )
    return text


def unencrypted_hosts(database_url: str) -> tuple[str, ...]:
    """Return the other machines to which an address of PostgreSQL would let data go in the clear."""
    parts = urlsplit(database_url)
    values = dict(pair.partition("=")[::2] for pair in parts.query.split("&"))
    if values.get("sslmode") in ENCRYPTED:
        return ()
    named = [parts.netloc.rpartition("@")[2], values.get("host", ""), values.get("hostaddr", "")]
    hosts = [unquote(host).partition("/")[0] for each in named for host in unquote(each).split(",")]
    return tuple(host for host in map(_without_port, hosts) if host and not is_loopback(host))


def _without_port(host: str) -> str:
    return host if host.count(":") > 1 and not host.startswith("[") else re.sub(r":\d*$", "", host)
