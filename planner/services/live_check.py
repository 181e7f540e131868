"""A look at an installation from outside, by the address that people use: what protects them is there."""

import http.client
import re
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

SECONDS = 10
SIGN_IN = "/sign-in"
#: No installation has this name, and none should answer to it.
FOREIGN_HOST = "planner.invalid"
YEAR = 31_536_000
RENEW_WITHIN = timedelta(days=14)
NEEDED = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


def examine_live(address: str, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """Yield a sentence for everything that is wrong with what the server at an address answers.

    Nothing is sent that could change anything. ``context`` says whose certificates are believed: the
    machine's, if none is given.
    """
    try:
        parts = urlsplit(address)
        place = (parts.hostname or "", parts.port or 443)
    except ValueError:
        parts, place = urlsplit(""), ("", 443)
    if parts.scheme != "https" or not place[0]:
        yield f"{address} is no encrypted connection: give the https:// address that people use."
        return
    context = context or ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        yield from _certificate(place, context)
        own = _answer(place, context, parts.netloc)
        foreign = _answer(place, context, FOREIGN_HOST)
    except ssl.SSLCertVerificationError as error:
        yield (
            f"The certificate of {place[0]} is not believed: {error.verify_message}. Renew it, with its "
            "whole chain, for this name."
        )
    except ssl.SSLError:
        yield f"{place[0]} speaks no TLS 1.2 or later. Turn older versions off and a newer one on."
    except (OSError, http.client.HTTPException):
        yield f"{address} does not answer. See whether the server and what stands before it are running."
    else:
        yield from _faults_of(own, foreign, place[0])


def _certificate(place: tuple[str, int], context: ssl.SSLContext) -> Iterator[str]:
    with (
        socket.create_connection(place, timeout=SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=place[0]) as connection,
    ):
        told = connection.getpeercert() or {}
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told["notAfter"])), UTC)
    if ends - datetime.now(UTC) < RENEW_WITHIN:
        yield f"The certificate of {place[0]} ends on {ends:%d %B %Y}. Renew it now."


def _answer(place: tuple[str, int], context: ssl.SSLContext, host: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPSConnection(*place, timeout=SECONDS, context=context)
    try:
        connection.putrequest("GET", SIGN_IN, skip_host=True)
        connection.putheader("Host", host)
        connection.endheaders()
        answer = connection.getresponse()
        answer.read()
        return answer
    finally:
        connection.close()


def _faults_of(own: http.client.HTTPResponse, foreign: http.client.HTTPResponse, host: str) -> Iterator[str]:
    if own.status != http.client.OK:
        yield (
            f"{host}{SIGN_IN} answers {own.status}: check that PLANNER_HOSTS names {host} and that what "
            "stands before the server passes the name on."
        )
        return
    for name, beginning in NEEDED.items():
        if not own.headers.get(name, "").startswith(beginning):
            yield f"The header {name} is not ours: let what stands before the server pass it on."
    kept = re.search(r"max-age=(\d+)", own.headers.get("Strict-Transport-Security", ""))
    if kept is None or int(kept[1]) < YEAR:
        yield (
            "The header Strict-Transport-Security is missing or short, so browsers may come back in the "
            "clear: set PLANNER_MODE to production, and let the header through."
        )
    if re.search(r"\d", own.headers.get("Server", "")):
        yield f"The header Server tells a version ({own.headers['Server']}): turn that off."
    yield from _faults_of_cookies(own.headers.get_all("Set-Cookie") or [])
    if foreign.status == http.client.OK:
        yield f"A foreign host name is answered as well. Let {host} alone through."


def _faults_of_cookies(cookies: list[str]) -> Iterator[str]:
    if not cookies:
        yield "The page to sign in sets no cookie, so nobody could: let Set-Cookie through."
    for cookie in cookies:
        name, *flags = (part.strip() for part in cookie.split(";"))
        missing = [flag for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/") if flag not in flags]
        if missing or not name.startswith("__Host-"):
            yield (
                f"The cookie {name.partition('=')[0]} is not protected ({', '.join(missing) or '__Host-'} is "
                "missing): set PLANNER_MODE to production, and let cookies through as they are."
            )
