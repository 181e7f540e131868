"""A mail server on this machine that keeps what it is sent, for tests; it can refuse, hang and speak TLS."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from queue import Empty, Queue
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

from planner.config import MailServer

HOST = "127.0.0.1"
SENDER = "planner@northvale.example"
SECONDS = 10


class Mailbox:
    """What a server was sent: messages, and every line that was said to it."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self.messages: Queue[EmailMessage] = Queue()
        self.heard: list[str] = []

    def next(self) -> EmailMessage:
        """Return the next message; fails where none comes."""
        return self.messages.get(timeout=SECONDS)

    def is_empty(self, *, after: float = 0.3) -> bool:
        """Return whether no message comes within some time."""
        try:
            self.messages.get(timeout=after)
        except Empty:
            return True
        return False


class _Conversation(StreamRequestHandler):
    server: "_Server"
    timeout = SECONDS

    def handle(self) -> None:
        self.server.connected.set()
        if self.server.hangs:
            self.server.released.wait(SECONDS * 6)
            return
        self._say("220 ready")
        while line := self.rfile.readline():
            said = line.decode().strip()
            self.server.mailbox.heard.append(said)
            if not self._answer(said):
                return

    def finish(self) -> None:
        for each in (self.rfile, self.wfile, self.connection):
            with suppress(OSError):
                each.close()

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _answer(self, said: str) -> bool:
        verb = said.partition(" ")[0].upper()
        if verb == "EHLO":
            offers = [
                "AUTH PLAIN",
                *(["STARTTLS"] if self.server.trust and not self.server.is_encrypted else []),
            ]
            for offer in ["northvale.example", *offers]:
                self._say(f"250-{offer}")
            self._say("250 8BITMIME")
        elif verb == "STARTTLS" and self.server.trust:
            self._say("220 go on")
            self.connection = self.server.trust.wrap_socket(self.connection, server_side=True)
            self.rfile, self.wfile = (
                self.connection.makefile("rb"),
                self.connection.makefile("wb", buffering=0),
            )
        elif verb == "AUTH":
            self._say("235 known")
        elif verb == "RCPT" and self.server.refuses:
            self._say("550 nobody of that name")
        elif verb == "DATA":
            self._say("354 go on")
            lines: list[bytes] = []
            while (line := self.rfile.readline().rstrip(b"\r\n")) != b".":
                lines.append(line.removeprefix(b"."))
            message = message_from_bytes(b"\n".join([*lines, b""]), policy=default)
            assert isinstance(message, EmailMessage)
            self.server.mailbox.messages.put(message)
            self._say("250 taken")
        else:
            self._say("221 bye" if verb == "QUIT" else "250 well")
        return verb != "QUIT"


class _Server(ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, *, hangs: bool, refuses: bool, trust: ssl.SSLContext | None, at_once: bool) -> None:
        super().__init__((HOST, 0), _Conversation)
        self.hangs, self.refuses, self.trust, self.is_encrypted = hangs, refuses, trust, at_once
        self.connected, self.released = threading.Event(), threading.Event()
        self.mailbox: Mailbox

    def get_request(self) -> Any:
        connection, address = super().get_request()
        if self.is_encrypted and self.trust:
            connection = self.trust.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, address

    def handle_error(self, _request: Any, _client_address: Any) -> None:
        """Stay quiet when a client goes away."""


@contextmanager
def mail_server(
    *,
    hangs: bool = False,
    refuses: bool = False,
    trust: ssl.SSLContext | None = None,
    at_once: bool = False,
    **named: str,
) -> Iterator[Mailbox]:
    """Run a mail server, and give what it is sent. ``named`` says more of how it is to be spoken to."""
    server = _Server(hangs=hangs, refuses=refuses, trust=trust, at_once=at_once)
    speech = {"host": HOST, "sender": SENDER, **named}
    server.mailbox = Mailbox(MailServer(port=server.server_address[1], speaks_tls_at_once=at_once, **speech))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.mailbox
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join(SECONDS)


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, Path]:
    """Return what a server of a name encrypts with, and the file with the certificate to trust."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    try:
        known_as: x509.GeneralName = x509.IPAddress(ip_address(name))
    except ValueError:
        known_as = x509.DNSName(name)
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([known_as]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    both, alone = folder / "server.pem", folder / "trusted.pem"
    alone.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    both.write_bytes(secret + alone.read_bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context, alone
