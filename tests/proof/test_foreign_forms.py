"""No form is taken that does not come from a page of the visitor's own: every address, refused every way."""

from typing import Any

import pytest

from tests.proof.expectations import is_allowed, questions
from tests.proof.visitors import NOBODY, OF_ACCOUNTS, THERE, VISITORS
from tests.proof.world import World

BAD_REQUEST, FORBIDDEN = 400, 403
#: Somebody who may for each deed that any form needs, and nobody, who may sign in.
SENDING = ("business_manager", "administrator", "agency_lead", "scrutineer", NOBODY)
MADE_UP = ("x", "null", "IjQyIg.aSgpXw.2mKu3HkuJ2x2mVtZ3mYp7yJb1xk", "a" * 2_000, "\N{SNOWMAN}", "x.y")
ELSEWHERE = ("cross-site", "same-site", "", "None", "same-origin, cross-site", "SAME-ORIGIN")


@pytest.mark.parametrize("visitor", SENDING)
class TestForeignForms:
    def test_a_form_without_the_visitors_own_token(self, world: World, visitor: str) -> None:
        other = next(name for name in SENDING if name != visitor)
        tokens = ("", *MADE_UP, world.tickets[other].form_token)
        wrong = [
            f"{address} with {token[:20]!r}: {status}"
            for token in tokens
            for address, status in self._sent(world, visitor, token=token)
            if status != BAD_REQUEST
        ]
        assert wrong == []
        assert world.database.changes() == ()

    def test_a_form_that_another_site_sent(self, world: World, visitor: str) -> None:
        wrong = [
            f"{address} from {site!r}: {status}"
            for site in ELSEWHERE
            for address, status in self._sent(world, visitor, headers={"Sec-Fetch-Site": site})
            if status != FORBIDDEN
        ]
        assert wrong == []
        assert world.database.changes() == ()

    @staticmethod
    def _sent(world: World, visitor: str, **how: Any) -> list[tuple[str, int]]:
        """Return the status of every form that the visitor may send, sent in a way that it may not be."""
        forms = (each for each in questions(world) if each.is_form and each.partnership != THERE)
        return [
            (form.address, world.ask(visitor, form.address, form.entry.method, form.form, **how).status_code)
            for form in forms
            if is_allowed(form, VISITORS[visitor]) and (form.partnership or visitor in OF_ACCOUNTS)
        ]
