"""The day that a request speaks of: the installation's fixed day, or the day in London."""

from datetime import date

from flask import current_app


def today() -> date:
    """Return the day for the request being answered."""
    day: date = current_app.config["SETTINGS"].current_day()
    return day
