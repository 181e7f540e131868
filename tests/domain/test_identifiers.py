"""Child identifiers are stopped; figures, years and telephone numbers are not."""

import pytest

from planner.domain.identifiers import find_identifiers

NHS, UPN, BIRTH = "an NHS number", "a pupil number", "a date of birth"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("NHS number 943 476 5919", NHS),
        ("NHS9434765919 was seen", NHS),
        ("see 943-476-5919.", NHS),
        ("401\u00a0023\u00a02137", NHS),
        ("UPN H801200001001", UPN),
        ("(h801200001001)", UPN),
        ("H 801 2000 01001", UPN),
        ("temporary W80120000101B", UPN),
        ("DOB 12/03/2011", BIRTH),
        ("d.o.b.: 12.3.11", BIRTH),
        ("date of birth is 12 March 2011", BIRTH),
        ("Date of birth (12-Mar-2011)", BIRTH),
        ("born on the 2nd of May 2015", BIRTH),
        ("born 2015-05-02", BIRTH),
        ("born May 2, 2015", BIRTH),
        ("the child's birthday, 3 June 2012", BIRTH),
        ("12/03/2011 (DOB)", BIRTH),
    ],
)
def test_an_identifier_is_found(text: str, kind: str) -> None:
    assert [each.kind for each in find_identifiers(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "943 476 5918 has a wrong check digit",
        "0000000000 and 1111111111",
        "call 01234 567890 or 0300 123 4567",
        "H801200001002 has a wrong check letter",
        "S801200001001 begins with a letter that no pupil number has",
        "12,345,678,901 rows",
        "readings 17.6 19.1 18.8 17.2 19.1 24.6",
        "children born in 2015",
        "born between 1 September 2010 and 31 August 2011",
        "the date of birth field is checked in 2026",
        "agreed on 12 March 2026",
        "the meeting of 12/03/2026, dob not recorded",
        "https://example.org/9434765919",
    ],
)
def test_anything_else_is_let_through(text: str) -> None:
    assert find_identifiers(text) == ()


def test_where_it_stands_is_told_and_its_digits_are_not() -> None:
    text = "born 12/03/2011, 943 476 5919"
    found = find_identifiers(text)
    assert [text[each.start : each.end] for each in found] == ["born 12/03/2011", "943 476 5919"]
    assert "943" not in repr(found)
