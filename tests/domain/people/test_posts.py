"""Who holds a post now is said by memberships, not by the plan."""

from datetime import date

from planner.domain.people.people import Member, Place
from planner.domain.people.permissions import Role
from planner.domain.people.posts import NOBODY, PostHolders, holder_words, posts_by_agency, same_post
from tests.builders import make_action, make_plan


def make_member(name: str, *posts: str, agency: str = "council", gone: bool = False) -> Member:
    """Return a member who holds the posts, or held them."""
    return Member(
        id=len(name),
        person_id=len(name),
        name=name,
        email=f"{len(name)}@council.example",
        role=Role.VIEWER,
        agency=agency,
        posts=posts,
        began_on=date(2026, 1, 1),
        ended_on=date(2026, 10, 1) if gone else None,
    )


HOLDERS = PostHolders(
    (
        make_member("Gone", "Head of safeguarding", gone=True),
        make_member("Here", "Head of safeguarding", "head of  Safeguarding", "Chair"),
        make_member("There too", "Chair"),
        make_member("Elsewhere", "Head of safeguarding", agency="police"),
        make_member("Nowhere", "Independent scrutineer", agency=""),
    )
)


def test_a_post_is_held_by_whoever_is_there_now_at_that_agency() -> None:
    assert HOLDERS.names("Head of safeguarding", "council") == ("Here",)
    assert HOLDERS.names("Head of safeguarding", "police") == ("Elsewhere",)
    assert HOLDERS.names("Head of safeguarding", "health") == ()


def test_where_the_plan_names_no_agency_a_post_is_held_at_any() -> None:
    assert HOLDERS.names("Head of safeguarding") == ("Here", "Elsewhere")
    assert HOLDERS.names("Independent scrutineer") == ("Nowhere",)


def test_posts_of_a_plan_stand_by_agency_each_once_and_in_plan_order() -> None:
    plan = make_plan(
        actions=(
            make_action("1.1a", lead_agency="police", lead_role="Superintendent"),
            make_action("1.1b", lead_agency="police", lead_role="superintendent "),
            make_action("1.1c", lead_agency="", lead_role="Chair"),
            make_action("1.1d", lead_agency="icb", lead_role=" "),
            make_action("1.1e", lead_role="Gone", retired_on=date(2026, 1, 1)),
        )
    )
    assert posts_by_agency(plan) == {"police": ("Superintendent",), "council": ("Quality officer",)}


def test_spaces_and_capitals_make_no_other_post() -> None:
    assert HOLDERS.names(" HEAD of\nsafeguarding", "council") == ("Here",)
    assert same_post("Chair", "chair ")
    assert not same_post("Chair", "Vice chair")


def test_words_beside_a_post() -> None:
    assert holder_words(HOLDERS, "Chair", "council") == "Held now by Here and There too"
    assert holder_words(HOLDERS, "Treasurer", "council") == NOBODY


def test_nothing_is_said_of_no_post_or_to_whom_it_may_not_be_said() -> None:
    assert holder_words(HOLDERS, " ", "council") == ""
    assert holder_words(None, "Chair", "council") == ""


def test_a_member_is_here_until_the_end_and_while_the_account_works() -> None:
    here, gone = make_member("Here", "Chair"), make_member("Gone", gone=True)
    assert (here.is_here, gone.is_here) == (True, False)
    assert here.place == Place(role=Role.VIEWER, agency="council", posts=("Chair",))
