"""The one place from which the identity provider is spoken to.

Only the server that the issuer's address names is asked, over TLS that is checked (or on this machine
itself). No redirect is followed, no answer may be long, and nobody waits long for one. It is loaded when
somebody signs in by a provider, because the libraries are large and may not be there.
"""

import json
import time
from collections.abc import Callable
from concurrent.futures import Future
from io import BytesIO
from threading import Thread
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from requests import PreparedRequest, RequestException, Response, Session
from requests.adapters import HTTPAdapter
from requests.exceptions import HTTPError

from planner.other_servers import IdentityProvider
from planner.services.provider_words import refusal
from planner.setting_values import is_loopback

CONNECT_SECONDS, READ_SECONDS, ALL_SECONDS = 3.0, 4.0, 8.0
LARGEST_ANSWER, PIECE = 256_000, 4_000
HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "PartnershipPlanner"}
PORTS = {"https": 443, "http": 80}

Result = TypeVar("Result")


class Server(NamedTuple):
    """One server; all three are empty for an address that names none."""

    scheme: str
    host: str
    port: int


class Tokens(NamedTuple):
    """What a code was exchanged for."""

    id_token: str
    access_token: str


def server_of(address: str) -> Server:
    """Return the server that an address names."""
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme, 0)
        if parts.username is None and parts.password is None and "\\" not in address:
            return Server(parts.scheme, parts.hostname or "", port)
    except ValueError:
        pass
    return Server("", "", 0)


def fetch_document(provider: IdentityProvider, address: str) -> dict[str, Any]:
    """Return the JSON object at one of the provider's addresses. Raises ``IdentityRefused``."""

    def ask() -> Any:
        with Session() as session:
            _limit(session, provider)
            # A callable that changes nothing keeps a .netrc of the machine from being read.
            answer = session.get(address, headers=HEADERS, auth=lambda request: request)
            answer.raise_for_status()
            return json.loads(answer.content)

    document = _in_time(ask)
    if not isinstance(document, dict):
        raise refusal("configuration")
    return document


def exchange_code(
    provider: IdentityProvider, token_address: str, *, code: str, verifier: str, back: str, by_post: bool
) -> Tokens:
    """Return what the provider gives for a code that it sent here. Raises ``IdentityRefused``.

    ``back`` is the address to which the code was sent, and ``by_post`` whether the client's secret is
    told in the form or in a header.
    """

    def ask() -> Any:
        method = "client_secret_post" if by_post else "client_secret_basic"
        with OAuth2Session(
            provider.client_id, provider.client_secret, token_endpoint_auth_method=method
        ) as session:
            _limit(session, provider)
            return session.fetch_token(
                token_address,
                grant_type="authorization_code",
                code=code,
                code_verifier=verifier,
                redirect_uri=back,
                headers={**HEADERS, "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8"},
            )

    given = _in_time(ask)
    tokens = Tokens(given.get("id_token", ""), given.get("access_token", ""))
    if not all(isinstance(token, str) for token in tokens) or not tokens.id_token:
        raise refusal("configuration")
    return tokens


class OneServerAlone(HTTPAdapter):
    """Lets requests go to one server, and takes answers of a decent size that lead nowhere else."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self._server = server

    def send(self, request: PreparedRequest, *_given: Any, **options: Any) -> Response:
        """Send a request and return the whole answer."""
        if server_of(request.url or "") != self._server:
            raise refusal("configuration")
        until = time.monotonic() + ALL_SECONDS
        answer = super().send(
            request,
            stream=True,
            timeout=(CONNECT_SECONDS, READ_SECONDS),
            verify=options.get("verify") or True,
            proxies=None if is_loopback(self._server.host) else options.get("proxies"),
        )
        with answer:
            if 300 <= answer.status_code < 400:
                raise refusal("configuration")
            text = b""
            for piece in answer.iter_content(PIECE):
                text += piece
                if len(text) > LARGEST_ANSWER:
                    raise refusal("configuration")
                if time.monotonic() > until:
                    raise refusal("unreachable")
        whole = Response()
        whole.status_code, whole.reason, whole.url = answer.status_code, answer.reason, answer.url
        whole.request, whole.raw = answer.request, BytesIO(text)
        return whole


def _limit(session: Session, provider: IdentityProvider) -> None:
    for scheme in ("https://", "http://"):
        session.mount(scheme, OneServerAlone(server_of(provider.issuer)))


def _in_time(ask: Callable[[], Result]) -> Result:
    """Return what is answered within the time there is.

    A library's limits hold for each step of a conversation, so that a server could draw it out for hours.
    Whoever waits here is let go when the time is over.
    """
    done: Future[Result] = Future()

    def run() -> None:
        try:
            done.set_result(ask())
        except BaseException as error:  # noqa: BLE001  # It is raised where the result is waited for.
            done.set_exception(error)

    Thread(target=run, name="identity provider", daemon=True).start()
    try:
        return done.result(timeout=ALL_SECONDS)
    except OAuthError as error:
        # A code that was used, has grown old, or was made for another browser or another address.
        raise refusal("replayed" if error.error == "invalid_grant" else "configuration") from None
    except HTTPError as error:
        is_ours = error.response is not None and error.response.status_code < 500
        raise refusal("configuration" if is_ours else "unreachable") from None
    except (RequestException, TimeoutError):
        raise refusal("unreachable") from None
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise refusal("configuration") from None
