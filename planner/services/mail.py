"""Mail in plain text, where the installation has a mail server.

Nobody waits for a mail server: a message is handed over in the background, within seconds or not at all.
Whoever did not get it asks again, or is given the link by hand.
"""

import smtplib
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from email.message import EmailMessage
from email.utils import formataddr, formatdate, make_msgid
from threading import BoundedSemaphore

from planner.config import MailServer, Settings
from planner.event_log import log_event

NAME = "Partnership Planner"
#: How long a server may take for each of its answers.
SECONDS = 10
#: A server that is down must not make messages pile up.
MOST_WAITING = 100

_waiting = BoundedSemaphore(MOST_WAITING)
_postmen = ThreadPoolExecutor(max_workers=2, thread_name_prefix="mail")


def send_mail(settings: Settings, recipient: str, subject: str, text: str) -> bool:
    """Begin to send a message, and return whether there is a mail server to take it.

    Raises ValueError for a recipient or a subject of more than one line, which would be a header of the
    sender's own making.
    """
    if settings.mail is None:
        return False
    message = _message(settings.mail, recipient, subject, text)
    if not _waiting.acquire(blocking=False):
        log_event("mail_failed")
        return False
    # What the thread notes carries the number of this request.
    _postmen.submit(copy_context().run, _deliver, settings.mail, message)
    return True


def _message(server: MailServer, recipient: str, subject: str, text: str) -> EmailMessage:
    domain = server.sender.rpartition("@")[2]
    message = EmailMessage()
    message["From"] = formataddr((NAME, server.sender))
    message["To"] = recipient
    message["Subject"] = subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=domain)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def _deliver(server: MailServer, message: EmailMessage) -> None:
    """Hand a message over to the server, and note whether it was taken; nothing that goes wrong is raised."""
    try:
        with _connection(server) as connection:
            connection.send_message(message)
        log_event("mail_sent")
    except (OSError, smtplib.SMTPException, ValueError):
        log_event("mail_failed")
    finally:
        _waiting.release()


def _connection(server: MailServer) -> smtplib.SMTP:
    """Return a connection on which nothing can be overheard, unless it stays on this machine."""
    # The certificate has to be one of the server's name; the greeting gives away no name of this machine.
    trust, greeting = ssl.create_default_context(), server.sender.rpartition("@")[2]
    if server.speaks_tls_at_once:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, greeting, timeout=SECONDS, context=trust
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, greeting, timeout=SECONDS)
    try:
        if not server.speaks_tls_at_once and not server.may_stay_in_the_clear:
            connection.starttls(context=trust)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection
