"""The doctor looks at a running installation over a real encrypted connection, and names what is missing."""

import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask.testing import FlaskClient

from planner.app import create_app
from planner.config import Settings
from planner.services.live_check import examine_live
from tests.conftest import DEMO_DAY

Headers = list[tuple[str, str]]


def make_certificate(folder: Path, *, days: int = 365, name: str = "localhost") -> tuple[Path, Path]:
    """Return the files of a certificate for this machine that believes in itself, and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(ip_address("127.0.0.9"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / f"{name}-{days}.pem", folder / f"{name}-{days}.key"
    files[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return files


@pytest.fixture(scope="module")
def own_headers(demo_database: Path) -> Headers:
    """Return the headers that an installation for others truly sends with its page to sign in."""
    app = create_app(
        Settings(
            database_url=f"sqlite:///{demo_database}",
            secret_key="9f1c4b7de02a58366f0d1b9ce47a2583",  # noqa: S106
            today=DEMO_DAY,
            exports=Path("exports"),
            is_production=True,
            hosts=("planner.example.org",),
        )
    )
    answer = FlaskClient(app, app.response_class).get("/sign-in", base_url="https://planner.example.org")
    assert answer.status_code == 200
    return [(name, value) for name, value in answer.headers if name != "Content-Length"]


Examine = Callable[..., list[str]]


@pytest.fixture
def examine(tmp_path: Path, own_headers: Headers) -> Iterator[Examine]:
    """Return what serves an installation that somebody has changed, and looks at it from outside."""
    servers: list[ThreadingHTTPServer] = []

    def look(
        *,
        headers: Headers | None = None,
        status: int = 200,
        foreign: int = 400,
        days: int = 365,
        name: str = "localhost",
        believed: bool = True,
        newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3,
    ) -> list[str]:
        class Installation(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                is_ours = (self.headers["Host"] or "").startswith("localhost")
                self.send_response_only(status if is_ours else foreign)
                for header, value in own_headers if headers is None else headers:
                    self.send_header(header, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, *_arguments: object) -> None:
                """A connection that is broken off is what some of the tests are about."""

        certificate, key = make_certificate(tmp_path, days=days, name=name)
        server = Quiet(("127.0.0.1", 0), Installation)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version, context.maximum_version = ssl.TLSVersion.MINIMUM_SUPPORTED, newest
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        trust = ssl.create_default_context(cafile=str(certificate) if believed else None)
        return list(examine_live(f"https://localhost:{server.server_port}/", trust))

    yield look
    for server in servers:
        server.shutdown()
        server.server_close()


def test_nothing_is_wrong_with_what_we_send(examine: Examine) -> None:
    assert examine() == []


def test_each_header_that_is_lost_on_the_way_is_named(examine: Examine, own_headers: Headers) -> None:
    for lost in (
        "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Cache-Control",
        "Strict-Transport-Security", "Set-Cookie",
    ):  # fmt: skip
        [sentence] = examine(headers=[(name, value) for name, value in own_headers if name != lost])
        assert (lost if lost != "Set-Cookie" else "sets no cookie") in sentence


def changed(headers: Headers, name: str, before: str, after: str) -> Headers:
    """Return the headers with a piece of one of them exchanged."""
    assert any(before in value for each, value in headers if each == name)
    return [(each, value.replace(before, after) if each == name else value) for each, value in headers]


@pytest.mark.parametrize(
    ("name", "weakened", "words"),
    [
        ("Strict-Transport-Security", ("31536000", "300"), "missing or short"),
        ("Content-Security-Policy", ("default-src 'none'", "default-src *"), "Content-Security-Policy"),
        ("Set-Cookie", ("; Secure", ""), "(Secure is missing)"),
        ("Set-Cookie", ("; HttpOnly", ""), "(HttpOnly is missing)"),
        ("Set-Cookie", ("SameSite=Lax", "SameSite=None"), "(SameSite=Lax is missing)"),
        ("Set-Cookie", ("__Host-planner", "planner"), "(__Host- is missing)"),
    ],
)
def test_what_was_weakened_on_the_way_is_named(
    examine: Examine, own_headers: Headers, name: str, weakened: tuple[str, str], words: str
) -> None:
    [sentence] = examine(headers=changed(own_headers, name, *weakened))
    assert words in sentence


def test_a_server_that_tells_its_version(examine: Examine, own_headers: Headers) -> None:
    [sentence] = examine(headers=[*own_headers, ("Server", "front/1.2.3")])
    assert sentence == "The header Server tells a version (front/1.2.3): turn that off."
    assert examine(headers=[*own_headers, ("Server", "front")]) == []


def test_a_name_that_is_not_answered_to(examine: Examine) -> None:
    [sentence] = examine(status=400)
    assert sentence.startswith("localhost/sign-in answers 400: check that PLANNER_HOSTS names localhost")


def test_a_foreign_name_that_is_answered_to(examine: Examine) -> None:
    assert examine(foreign=200) == ["A foreign host name is answered as well. Let localhost alone through."]


def test_a_certificate_that_ends_soon(examine: Examine) -> None:
    [sentence] = examine(days=10)
    assert sentence.startswith("The certificate of localhost ends on ")
    assert examine(days=20) == []


@pytest.mark.parametrize(
    "fault",
    [{"days": -1}, {"name": "other.example.org"}, {"believed": False}],
    ids=["ended", "name", "unknown"],
)
def test_a_certificate_that_is_not_believed(examine: Examine, fault: dict[str, object]) -> None:
    [sentence] = examine(**fault)
    assert sentence.startswith("The certificate of localhost is not believed: ")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_old_version_of_tls(examine: Examine) -> None:
    [sentence] = examine(newest=ssl.TLSVersion.TLSv1_1)
    assert sentence.startswith("localhost speaks no TLS 1.2 or later.")


def test_nobody_answers() -> None:
    [sentence] = examine_live("https://127.0.0.1:1/")
    assert sentence.startswith("https://127.0.0.1:1/ does not answer.")


@pytest.mark.parametrize(
    "address", ["http://localhost/", "localhost", "https://", "https://x:y/", "ftp://x/"]
)
def test_an_address_that_is_none(address: str) -> None:
    [sentence] = examine_live(address)
    assert sentence == f"{address} is no encrypted connection: give the https:// address that people use."
