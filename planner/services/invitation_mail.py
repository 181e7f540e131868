"""The message that brings an invitation, where the installation has a mail server."""

from planner.config import Settings
from planner.domain.calendar import long_date
from planner.domain.moments import london_time
from planner.domain.people.people import Invitation
from planner.domain.plan import Partnership
from planner.services.mail import send_mail

_TEXT = """\
Hello {name},

you are invited to the plan of {partnership} as {role}. Open this link to join:

{link}

It works once, for you alone, until {day}. Do not pass it on. If you do not expect this message, do nothing:
the link then ends by itself.
"""


def mail_invitation(settings: Settings, invitation: Invitation, partnership: Partnership, link: str) -> bool:
    """Begin to send an invitation's link to whom it is for; return whether there is a server to take it."""
    text = _TEXT.format(
        name=invitation.name,
        partnership=partnership.name,
        role=_with_article(invitation.role.label.lower()),
        link=link,
        day=long_date(london_time(invitation.expires_at).date()),
    )
    subject = " ".join(f"Invitation to the plan of {partnership.short_name}".split())
    return send_mail(settings, invitation.email, subject, text)


def _with_article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
