"""The posts that the plans of a partnership name, whoever holds them."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from planner.store.queries.partnerships import find_partnership
from planner.store.queries.posts import list_named_posts
from planner.store.scope import scope_of
from tests.builders import make_action, make_measure, make_plan
from tests.store.test_load_plan import save

PLAN = make_plan(
    actions=(
        make_action("1.1a", lead_agency="police", lead_role="Superintendent"),
        make_action("1.1b", lead_agency="police", lead_role="Superintendent"),
        make_action("1.1c", lead_agency="", lead_role="Chair"),
        make_action("1.1d", lead_role=""),
        make_action("1.1e", lead_role="Gone", retired_on=date(2026, 1, 1), retired_because="Done"),
    ),
    measures=(make_measure(), make_measure("M02", collator_role="", presenter_role="")),
    links=(),
    assumptions=(),
)


def test_every_post_is_listed_once_with_its_agency(session: Session) -> None:
    save(session, PLAN, replace(PLAN, slug="2029-32"))
    assert list_named_posts(session, scope_of(session, "testshire")) == (
        ("", "Chair"),
        ("", "Head of quality"),
        ("council", "Quality officer"),
        ("police", "Superintendent"),
    )


def test_no_other_partnerships_posts_are_among_them(session: Session) -> None:
    other = replace(PLAN.partnership, slug="elsewhere", name="Elsewhere")
    save(
        session,
        make_plan(actions=(), measures=(), links=(), assumptions=()),
        replace(PLAN, partnership=other),
    )
    assert list_named_posts(session, scope_of(session, "testshire")) == ()


def test_a_partnership_says_what_it_is_called(session: Session) -> None:
    save(session, PLAN)
    assert find_partnership(session, scope_of(session, "testshire")) == PLAN.partnership
