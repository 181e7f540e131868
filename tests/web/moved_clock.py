"""A clock that tests can move, for everything that counts the time of a sign-in."""

import time
from datetime import datetime, timedelta

import pytest
from passlib.totp import TOTP

from planner.services import accounts, demo_people, failed_proofs, invitations, joining, sign_ins
from planner.web.accounts import throttle


class MovedClock:
    """The machine's clock and what was added to it, wherever the product and its libraries look."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._ahead = timedelta(0)
        real_time, real_now = time.time, accounts.utc_now

        def moved_time() -> float:
            return real_time() + self._ahead.total_seconds()

        def moved_now() -> datetime:
            return real_now() + self._ahead

        monkeypatch.setattr(time, "time", moved_time)
        monkeypatch.setattr(time, "time_ns", lambda: int(moved_time() * 1_000_000_000))
        monkeypatch.setattr(TOTP, "now", staticmethod(moved_time))
        for module in (accounts, demo_people, failed_proofs, invitations, joining, sign_ins, throttle):
            monkeypatch.setattr(module, "utc_now", moved_now)
        monkeypatch.setattr("flask_security.utils.naive_utcnow", moved_now)

    def go_on(self, **amount: float) -> None:
        """Let some time pass: ``go_on(minutes=5)``."""
        self._ahead += timedelta(**amount)
