"""The day that a request speaks of: the installation's fixed day, or the day in London."""

from datetime import date

from flask import current_app

from planner.services.today import current_day


def today() -> date:
    """Return the day for the request being answered."""
    day: date = current_day(current_app.config["SETTINGS"])
    return day
