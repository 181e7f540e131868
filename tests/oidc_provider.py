"""An OpenID provider for tests: a real server on this machine, with real keys and signatures.

It is strict about everything that a client owes it: its name and secret, its registered address, PKCE with
S256, and codes that are good once. Whoever comes to it is signed in at once, as the person it is told. Every
part of its answers can be made to misbehave.
"""

import hashlib
import json
import secrets
import ssl
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit
from warnings import catch_warnings, simplefilter

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import (
    BasicConstraints,
    CertificateBuilder,
    IPAddress,
    Name,
    NameAttribute,
    SubjectAlternativeName,
    random_serial_number,
)
from cryptography.x509.oid import NameOID
from joserfc import jws
from joserfc.jwk import ECKey, RSAKey

CLIENT_ID, CLIENT_SECRET = "planner-client", "a secret ~ of the client"
OTHER_CLIENT_ID, OTHER_CLIENT_SECRET = "another-client", "another secret"
CODE_SECONDS = 60
#: What a claim or field is set to in order to be left out.
LEFT_OUT = object()

Key = RSAKey | ECKey


@cache
def made_key(name: str) -> Key:
    """Return a key pair, made once for each name; those that begin with EC are elliptic."""
    if name.startswith("EC"):
        return ECKey.generate_key("P-256", {"kid": name, "use": "sig"})
    size = 1024 if name.startswith("small") else 2048
    with catch_warnings():
        # The library warns of a small key, which is what a test of one wants.
        simplefilter("ignore")
        return RSAKey.generate_key(size, {"kid": name, "use": "sig"})


def encoded(content: object) -> str:
    """Return content as a part of a token: JSON, or bytes as they are, in base64 for addresses."""
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    return urlsafe_b64encode(text).rstrip(b"=").decode()


@dataclass(frozen=True)
class Code:
    """What a code stands for."""

    client: str
    back: str
    challenge: str
    nonce: str
    made_at: float


@dataclass
class OidcProvider:
    """The provider, and how it misbehaves.

    ``metadata``, ``header`` and ``claims`` change single fields of what is right; ``sign`` replaces the
    whole signing; ``answers`` replaces the answer at a path; ``asked`` is every request that came.
    """

    address: str = ""
    subject: str = field(default_factory=lambda: secrets.token_hex(16))
    algorithm: str = "RS256"
    key: str = "RSA-one"
    published: list[str] = field(default_factory=lambda: ["RSA-one"])
    clients: dict[str, str] = field(
        default_factory=lambda: {CLIENT_ID: CLIENT_SECRET, OTHER_CLIENT_ID: OTHER_CLIENT_SECRET}
    )
    redirect_addresses: list[str] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    sign: Callable[[dict[str, Any], dict[str, Any]], str] | None = None
    answers: dict[str, Callable[["_Handler"], None]] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    proved_at: float = 0
    takes_codes_twice: bool = False
    checks_verifier: bool = True
    codes: dict[str, Code] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    given: list[str] = field(default_factory=list)
    stopping: Event = field(default_factory=Event)

    def document(self) -> dict[str, Any]:
        """Return the metadata."""
        return _with(
            {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "response_types_supported": ["code"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            },
            self.metadata,
        )

    def keys(self) -> dict[str, Any]:
        """Return the published keys."""
        return {"keys": [made_key(name).as_dict(private=False) for name in self.published]}

    def authorize(self, asked: Mapping[str, str]) -> str:
        """Return the address to which the browser goes from here with a code."""
        problem = self._problem_of(asked)
        if problem:
            return f"{asked['redirect_uri']}?{urlencode({'error': problem, 'state': asked.get('state', '')})}"
        code = secrets.token_urlsafe(24)
        self.codes[code] = Code(
            client=asked["client_id"],
            back=asked["redirect_uri"],
            challenge=asked["code_challenge"],
            nonce=asked["nonce"],
            made_at=time.time(),
        )
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, form: Mapping[str, str], credentials: tuple[str, str]) -> tuple[int, dict[str, Any]]:
        """Return the status and the answer to a client that comes with a code."""
        name, secret = credentials
        if self.clients.get(name) != secret or not secret:
            return 401, {"error": "invalid_client"}
        if form.get("grant_type") != "authorization_code":
            return 400, {"error": "unsupported_grant_type"}
        code = self.codes.get(form.get("code", ""))
        if code is None or not self._is_good(code, form, name):
            return 400, {"error": "invalid_grant", "error_description": "<b>canary</b> of the provider"}
        self.used.add(form["code"])
        access_token = secrets.token_urlsafe(32)
        token = self.token(code, access_token)
        self.given.extend((access_token, token))
        return 200, {
            "access_token": access_token,
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": token,
        }

    def token(self, code: Code, access_token: str) -> str:
        """Return the ID token for a code."""
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": self.subject,
            "aud": code.client,
            "iat": now,
            "nbf": now,
            "exp": now + 300,
            "nonce": code.nonce,
            "auth_time": int(self.proved_at or now),
            "at_hash": encoded(hashlib.sha256(access_token.encode()).digest()[:16]),
        }
        header = {"typ": "JWT", "alg": self.algorithm, "kid": self.key}
        header, claims = _with(header, self.header), _with(claims, self.claims)
        return self.sign(header, claims) if self.sign else signed(header, claims, made_key(self.key))

    def _problem_of(self, asked: Mapping[str, str]) -> str:
        if asked.get("client_id") not in self.clients or asked["redirect_uri"] not in self.redirect_addresses:
            # A provider that is asked so shows a page of its own, and sends nobody anywhere.
            raise ValueError("unknown client or address")
        if asked.get("response_type") != "code" or "openid" not in asked.get("scope", "").split():
            return "invalid_request"
        is_bound = asked.get("code_challenge") and asked.get("code_challenge_method") == "S256"
        return "" if is_bound and asked.get("state") and asked.get("nonce") else "invalid_request"

    def _is_good(self, code: Code, form: Mapping[str, str], client: str) -> bool:
        challenge = encoded(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        return (
            code.client == client
            and code.back == form.get("redirect_uri")
            and (code.challenge == challenge or not self.checks_verifier)
            and time.time() - code.made_at <= CODE_SECONDS
            and (form["code"] not in self.used or self.takes_codes_twice)
        )


def signed(header: dict[str, Any], claims: dict[str, Any], key: Key) -> str:
    """Return a token with a real signature."""
    registry = jws.JWSRegistry(algorithms=[header["alg"]], strict_check_header=False)
    return jws.serialize_compact(header, json.dumps(claims), key, registry=registry)


def signed_by_rsa(header: object, content: object, key: str = "RSA-one") -> str:
    """Return a token with the signature that RS256 means, whatever its header and content are."""
    text = f"{encoded(header)}.{encoded(content)}"
    private: Any = made_key(key).private_key
    return f"{text}.{encoded(private.sign(text.encode(), PKCS1v15(), SHA256()))}"


def _with(content: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**content, **changes}.items() if value is not LEFT_OUT}


class _Handler(BaseHTTPRequestHandler):
    """The provider's addresses."""

    provider: OidcProvider

    def do_GET(self) -> None:
        """Answer at the addresses that are read."""
        parts = urlsplit(self.path)
        if not self._note(parts.path, dict(parse_qsl(parts.query))):
            return
        if parts.path == "/.well-known/openid-configuration":
            self.answer(200, self.provider.document())
        elif parts.path == "/keys":
            self.answer(200, self.provider.keys())
        elif parts.path == "/authorize":
            self._authorize(dict(parse_qsl(parts.query)))
        else:
            self.answer(404, {"error": "not_found"})

    def do_POST(self) -> None:
        """Answer where a code is exchanged."""
        length = int(self.headers.get("Content-Length", 0))
        form = dict(parse_qsl(self.rfile.read(length).decode()))
        if not self._note(self.path, form):
            return
        status, given = self.provider.exchange(form, self._credentials(form))
        self.answer(status, given)

    def answer(self, status: int, content: object) -> None:
        """Send an answer as JSON, or a text as it is."""
        text = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def lead_to(self, address: str) -> None:
        """Send somewhere else whoever asked."""
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _authorize(self, asked: dict[str, str]) -> None:
        try:
            self.lead_to(self.provider.authorize(asked))
        except (KeyError, ValueError):
            self.answer(400, {"error": "invalid_request"})

    def _note(self, path: str, values: dict[str, str]) -> bool:
        """Note what was asked, and return whether it is to be answered as usual."""
        self.provider.asked.append((self.command, path, values))
        if path in self.provider.answers:
            self.provider.answers[path](self)
            return False
        return True

    def _credentials(self, form: Mapping[str, str]) -> tuple[str, str]:
        scheme, _, rest = self.headers.get("Authorization", "").partition(" ")
        if scheme == "Basic":
            name, _, secret = b64decode(rest).decode().partition(":")
            return unquote_plus(name), secret
        return form.get("client_id", ""), form.get("client_secret", "")

    def log_message(self, *_given: Any) -> None:
        """Write nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_given: Any) -> None:
        """Say nothing of clients that went away."""


def write_certificate(path: Path) -> None:
    """Write a certificate for this machine that nobody has vouched for, with its key, into one file."""
    key = generate_private_key(SECP256R1())
    name = Name([NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(SubjectAlternativeName([IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + certificate.public_bytes(Encoding.PEM)
    )


@contextmanager
def served_provider(certificate: Path | None = None) -> Iterator[OidcProvider]:
    """Serve a provider on a free port of this machine, encrypted if there is a certificate."""
    provider = OidcProvider()
    handler = type("Handler", (_Handler,), {"provider": provider})
    with _Server(("127.0.0.1", 0), handler) as server:
        scheme = "http"
        if certificate is not None:
            scheme, context = "https", ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        provider.address = f"{scheme}://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            provider.stopping.set()
            server.shutdown()
            thread.join(timeout=5)


def behave(provider: OidcProvider) -> None:
    """Let a provider be as it should again, with somebody else before it, and forget what it was asked."""
    provider.stopping.set()
    fresh = OidcProvider(address=provider.address, redirect_addresses=provider.redirect_addresses)
    provider.__dict__.update(fresh.__dict__)
