"""``/.well-known/security.txt`` (RFC 9116): where somebody who finds a weakness can tell it."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, current_app, url_for

from planner.config import Settings
from planner.domain.errors import NotFound
from planner.web.access import for_everyone

well_known = Blueprint("well_known", __name__, url_prefix="/.well-known")

#: The file is made anew for whoever asks, so it is never older than this.
GOOD_FOR = timedelta(days=180)


@well_known.get("/security.txt")
@for_everyone
def download_security_txt() -> Response:
    """Return the file. Raises ``NotFound`` where there is no contact, as on one's own computer."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.security_contact:
        raise NotFound("PLANNER_SECURITY_CONTACT is not set, so there is nobody to write to.")
    return Response(security_txt(settings, datetime.now(UTC)), mimetype="text/plain")


def security_txt(settings: Settings, now: datetime) -> str:
    """Return the text for an installation with a contact."""
    expires = (now + GOOD_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {settings.security_contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
    ]
    if settings.is_production:
        # Only over an encrypted connection, and under a name that is surely ours, does the file count.
        place = url_for("well_known.download_security_txt")
        lines += [f"Canonical: https://{host}{place}" for host in settings.hosts]
        lines.append(f"Policy: https://{settings.hosts[0]}{url_for('about.show_security')}")
    return "".join(f"{line}\n" for line in lines)
