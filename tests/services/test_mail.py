"""Mail: what is sent, how it is kept from being overheard, and that a bad server stops nobody."""

import smtplib
import socket
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import BoundedSemaphore
from time import monotonic, sleep
from typing import Any

import pytest

from planner.config import MailServer, Settings
from planner.services import mail
from planner.services.mail import send_mail
from tests.smtp_server import SENDER, Mailbox, certificate, mail_server

TO, SUBJECT, TEXT = "lead@police.example", "A link, “for you”", "Ünïcode\n.a line that begins with a dot\n"


def settings(server: MailServer | None) -> Settings:
    """Return settings with a mail server and nothing else."""
    return Settings(database_url="", secret_key="", today=date(2026, 11, 21), exports=Path(), mail=server)


def wait_for(lines: Callable[[], list[dict[str, object]]], seconds: float = 10) -> list[object]:
    """Return the events that the log holds once there is one."""
    end = monotonic() + seconds
    while not lines() and monotonic() < end:
        sleep(0.02)
    return [line["event"] for line in lines()]


class TestSendMail:
    def test_the_server_takes_the_message_as_it_was_written(
        self, mailbox: Mailbox, log_lines: Callable[[], list[dict[str, object]]]
    ) -> None:
        assert send_mail(settings(mailbox.server), TO, SUBJECT, TEXT)
        message = mailbox.next()
        assert (message["To"], message["Subject"]) == (TO, SUBJECT)
        assert message["From"] == f"Partnership Planner <{SENDER}>"
        assert message["Auto-Submitted"] == "auto-generated"
        assert message.get_content_type() == "text/plain"
        assert message.get_content() == TEXT
        assert wait_for(log_lines) == ["mail_sent"]

    def test_no_name_of_this_machine_is_told(self, mailbox: Mailbox) -> None:
        send_mail(settings(mailbox.server), TO, SUBJECT, TEXT)
        message = mailbox.next()
        assert mailbox.heard[0] == "ehlo northvale.example"
        assert str(message["Message-ID"]).endswith("@northvale.example>")
        assert socket.gethostname() not in message.as_string()

    def test_without_a_server_nothing_is_sent(self) -> None:
        assert not send_mail(settings(None), TO, SUBJECT, TEXT)

    @pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
    @pytest.mark.parametrize("place", ["recipient", "subject"])
    def test_nobody_can_write_headers(self, mailbox: Mailbox, end: str, place: str) -> None:
        given = {"recipient": TO, "subject": SUBJECT}
        given[place] += f"{end}Bcc: everyone@police.example"
        with pytest.raises(ValueError, match=r"linefeed|carriage"):
            send_mail(settings(mailbox.server), text=TEXT, **given)
        assert mailbox.is_empty(after=0.1)

    def test_a_server_that_refuses_is_noted(self, log_lines: Callable[[], list[dict[str, object]]]) -> None:
        with mail_server(refuses=True) as refusing:
            assert send_mail(settings(refusing.server), TO, SUBJECT, TEXT)
            assert wait_for(log_lines) == ["mail_failed"]
        assert TO not in str(log_lines())

    def test_a_server_that_is_not_there_is_noted(
        self, log_lines: Callable[[], list[dict[str, object]]]
    ) -> None:
        with mail_server() as gone:
            server = gone.server
        send_mail(settings(server), TO, SUBJECT, TEXT)
        assert wait_for(log_lines) == ["mail_failed"]

    def test_nobody_waits_for_a_server_that_hangs(
        self, monkeypatch: pytest.MonkeyPatch, log_lines: Callable[[], list[dict[str, object]]]
    ) -> None:
        monkeypatch.setattr(mail, "SECONDS", 2)
        with mail_server(hangs=True) as hanging:
            begun = monotonic()
            assert send_mail(settings(hanging.server), TO, SUBJECT, TEXT)
            assert monotonic() - begun < 1
            assert wait_for(log_lines) == ["mail_failed"]

    def test_messages_do_not_pile_up_before_a_server_that_hangs(
        self, monkeypatch: pytest.MonkeyPatch, log_lines: Callable[[], list[dict[str, object]]]
    ) -> None:
        monkeypatch.setattr(mail, "SECONDS", 0.3)
        monkeypatch.setattr(mail, "_waiting", BoundedSemaphore(2))
        with mail_server(hangs=True) as hanging:
            taken = [send_mail(settings(hanging.server), TO, SUBJECT, TEXT) for _ in range(3)]
            assert taken == [True, True, False]
            end = monotonic() + 10
            while len(log_lines()) < 3 and monotonic() < end:
                sleep(0.02)
        assert [line["event"] for line in log_lines()] == ["mail_failed"] * 3


class TestNobodyListens:
    """What is said to another machine is encrypted, and said only to the server that is meant."""

    NAME = "mail.northvale.example"

    @pytest.fixture
    def elsewhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let a server of another name be found on this machine."""

        def connect(_self: object, _host: str, port: int, timeout: float) -> socket.socket:
            return socket.create_connection(("127.0.0.1", port), timeout)

        monkeypatch.setattr(smtplib.SMTP, "_get_socket", connect)

    def send(self, lines: Any, *, named: str, **how: Any) -> tuple[list[object], list[str]]:
        with mail_server(host=named, user="planner", password="secret", **how) as box:  # noqa: S106
            send_mail(settings(box.server), TO, SUBJECT, TEXT)
            events = wait_for(lines)
        return events, box.heard

    def test_the_connection_is_encrypted_before_a_password_is_said(
        self, elsewhere: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log_lines: Any
    ) -> None:
        trust, file = certificate(tmp_path, self.NAME)
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        events, heard = self.send(log_lines, named=self.NAME, trust=trust)
        assert events == ["mail_sent"]
        verbs = [line.split()[0].upper() for line in heard]
        assert verbs[:4] == ["EHLO", "STARTTLS", "EHLO", "AUTH"]

    def test_a_server_that_cannot_encrypt_is_told_nothing(self, elsewhere: None, log_lines: Any) -> None:
        events, heard = self.send(log_lines, named=self.NAME)
        assert events == ["mail_failed"]
        assert {line.split()[0].upper() for line in heard} == {"EHLO"}

    def test_a_server_that_nobody_vouches_for_is_told_nothing(
        self, elsewhere: None, tmp_path: Path, log_lines: Any
    ) -> None:
        trust, _file = certificate(tmp_path, self.NAME)
        events, heard = self.send(log_lines, named=self.NAME, trust=trust)
        assert events == ["mail_failed"]
        assert [line.split()[0].upper() for line in heard] == ["EHLO", "STARTTLS"]

    def test_a_server_of_another_name_is_told_nothing(
        self, elsewhere: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log_lines: Any
    ) -> None:
        trust, file = certificate(tmp_path, "other.northvale.example")
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        events, heard = self.send(log_lines, named=self.NAME, trust=trust)
        assert events == ["mail_failed"]
        assert [line.split()[0].upper() for line in heard] == ["EHLO", "STARTTLS"]

    def test_a_server_may_be_encrypted_from_the_first_byte(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log_lines: Any
    ) -> None:
        trust, file = certificate(tmp_path, "127.0.0.1")
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        events, heard = self.send(log_lines, named="127.0.0.1", trust=trust, at_once=True)
        assert events == ["mail_sent"]
        assert [line.split()[0].upper() for line in heard][:2] == ["EHLO", "AUTH"]

    def test_one_that_nobody_vouches_for_is_told_nothing_either(self, tmp_path: Path, log_lines: Any) -> None:
        trust, _file = certificate(tmp_path, "127.0.0.1")
        events, heard = self.send(log_lines, named="127.0.0.1", trust=trust, at_once=True)
        assert (events, heard) == (["mail_failed"], [])
