"""What somebody types about people is read whole, and every problem is told with its field."""

from dataclasses import replace

import pytest

from planner.domain.entries.entered import EntryReader
from planner.domain.entries.people import (
    MOST_POSTS,
    AccountEntry,
    InviteeEntry,
    PlaceEntry,
    read_account,
    read_invitee,
    read_name,
    read_place,
    read_reason,
)
from planner.domain.errors import BadEntry, FieldProblem
from planner.domain.people.people import Invitee, Place
from planner.domain.people.permissions import Role

AGENCIES = {"council", "police"}
INVITEE = InviteeEntry(
    email="lead@police.example", name="Detective superintendent", role="agency_lead", agency="police"
)


def problems_of(entry: InviteeEntry | PlaceEntry) -> list[tuple[str, str]]:
    """Return the fields and sentences of what is wrong with an entry."""
    with pytest.raises(BadEntry) as caught:
        read_place(entry, AGENCIES) if isinstance(entry, PlaceEntry) else read_invitee(entry, AGENCIES)
    return [(each.field, each.sentence) for each in caught.value.problems]


class TestPlace:
    def test_posts_stand_one_on_each_line_and_each_counts_once(self) -> None:
        typed = "  Head of  safeguarding\r\n\nChair of the forum \nHead of safeguarding\n"
        entry = PlaceEntry(role="steering_group", agency="council", posts=typed)
        assert read_place(entry, AGENCIES) == Place(
            role=Role.STEERING_GROUP, agency="council", posts=("Head of safeguarding", "Chair of the forum")
        )

    def test_an_agency_and_posts_may_be_left_out(self) -> None:
        assert read_place(PlaceEntry(role="viewer"), AGENCIES) == Place(role=Role.VIEWER)

    def test_everything_wrong_is_told_at_once(self) -> None:
        entry = PlaceEntry(role="king", agency="elsewhere", posts="x" * 201)
        assert problems_of(entry) == [
            ("role", "Choose a role."),
            ("agency", "Choose an agency of this partnership."),
            ("posts", "Each post must be 200 characters or fewer. It has 201 now."),
        ]

    def test_an_agency_lead_speaks_for_an_agency(self) -> None:
        sentence = "Choose the agency that an agency lead speaks for."
        assert problems_of(PlaceEntry(role="agency_lead")) == [("agency", sentence)]

    def test_nobody_holds_more_posts_than_can_be_read(self) -> None:
        posts = "\n".join(f"Post {number}" for number in range(MOST_POSTS + 1))
        assert problems_of(PlaceEntry(role="viewer", posts=posts)) == [("posts", "Enter 20 posts or fewer.")]

    def test_a_post_holds_no_childs_number(self) -> None:
        ((field, sentence),) = problems_of(PlaceEntry(role="viewer", posts="Lead for 943 476 5919"))
        assert field == "posts"
        assert "an NHS number" in sentence


class TestInvitee:
    def test_spaces_go_and_an_address_is_in_small_letters(self) -> None:
        entry = replace(
            INVITEE, email=" Lead@Police.Example ", name="Detective \n superintendent", post=" Lead "
        )
        assert read_invitee(entry, AGENCIES) == Invitee(
            email="lead@police.example",
            name="Detective superintendent",
            role=Role.AGENCY_LEAD,
            agency="police",
            post="Lead",
        )

    @pytest.mark.parametrize(
        "email",
        [
            "", "lead", "lead@", "@police.example", "lead@police", "a b@police.example", "lead@-x.example",
            "lead@police..example", ".lead@police.example", "lead.@police.example", "l..d@police.example",
            "lead@police.example\nbcc: x@y.example", "a@b.example,c@d.example", "<lead@police.example>",
            "lead@[127.0.0.1]", "lead@127.0.0.1", "léad@police.example", "lead@pölice.example",
            "lead@server.local", "lead@mail.localhost", "lead@x.invalid", "lead@x.test", "lead@x.onion",
            f"{'a' * 65}@police.example", f"lead@{'police.' * 40}example",
        ],
    )  # fmt: skip
    def test_what_is_no_address_that_can_sign_in_is_refused(self, email: str) -> None:
        assert problems_of(replace(INVITEE, email=email)) == [
            ("email", "Enter an e-mail address like name@example.org.")
        ]

    @pytest.mark.parametrize(
        "email", ["o'brien@police.example", "a.b+c@mail.police.gov.uk", "x_y@a-b.example", "1@2.example"]
    )
    def test_usual_addresses_are_taken_as_the_sign_in_takes_them(self, email: str) -> None:
        from email_validator import validate_email

        assert read_invitee(replace(INVITEE, email=email), AGENCIES).email == email
        assert validate_email(email, check_deliverability=False).normalized == email

    def test_everything_wrong_is_told_at_once(self) -> None:
        assert [field for field, _ in problems_of(InviteeEntry(post="x" * 201))] == [
            "email", "name", "role", "post",
        ]  # fmt: skip


def test_a_name_and_a_reason_have_to_be_given() -> None:
    reader = EntryReader()
    assert read_name(reader, " Head of  safeguarding ") == "Head of safeguarding"
    assert reader.problems == []
    read_name(reader, " ")
    assert reader.problems == [FieldProblem("name", "Enter your name.")]
    assert read_reason(" Left the\r\ncouncil ") == "Left the\ncouncil"
    with pytest.raises(BadEntry, match=r"Enter the reason\."):
        read_reason("  ")
    with pytest.raises(BadEntry, match="1,000 characters or fewer"):
        read_reason("x" * 1_001)


class TestReadAccount:
    def test_what_was_not_typed_stays_empty(self) -> None:
        assert read_account(AccountEntry(name="  Head of unit ")) == AccountEntry(name="Head of unit")
        assert read_account(AccountEntry(email="Head@Unit.example")) == AccountEntry(
            email="head@unit.example"
        )

    def test_nothing_at_all_is_no_correction(self) -> None:
        with pytest.raises(BadEntry, match="Say what to put right"):
            read_account(AccountEntry(name=" ", email=" "))

    def test_everything_that_is_wrong_is_said_at_once(self) -> None:
        with pytest.raises(BadEntry) as error:
            read_account(AccountEntry(name="x" * 201, email="nowhere"))
        assert [each.field for each in error.value.problems] == ["name", "email"]
