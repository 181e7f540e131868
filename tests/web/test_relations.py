"""What points at an element or clause, on every page alike: findings, challenges and evidence."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.domain.assessment import Assessment, assess
from planner.domain.plan import Challenge
from planner.domain.rules.findings import Finding
from planner.domain.vocabulary import ChallengeKind, EvidenceKind, Severity, Strength
from planner.web.relations import EvidenceRow, challenge_rows, evidence_rows, finding_rows
from tests.builders import make_evidence, make_plan
from tests.conftest import DEMO_DAY
from tests.domain.clauses import make_guidance
from tests.web.page_checks import named, parse, text_of

PLAN = "/northvale/2025-28"


@pytest.fixture
def _request(demo_app: Flask) -> Iterator[None]:
    with demo_app.test_request_context():
        yield


def asked(*challenges: Challenge) -> Assessment:
    """Return the assessment of a small plan about which this was asked."""
    return assess(make_plan(challenges=challenges), make_guidance("R1.1"), DEMO_DAY)


def question(code: str, about: str, **changes: object) -> Challenge:
    asked = Challenge(
        code=code,
        kind=ChallengeKind.QUESTION,
        raised_on=date(2026, 10, 1),
        raised_by="Independent scrutineer",
        text=f"What of {about}?",
        about=about,
    )
    return replace(asked, **changes)  # type: ignore[arg-type]  # Whoever calls names fields that are there.


@pytest.mark.usefixtures("_request")
class TestFindingRows:
    @pytest.fixture
    def found(self, assessment: Assessment) -> Assessment:
        """Return an assessment that warns of two things and finds an error in the second and a third."""
        rows = [
            (Severity.WARNING, "1.1b"),
            (Severity.WARNING, "1.1a"),
            (Severity.ERROR, "1.1b"),
            (Severity.ERROR, "1.1c"),
        ]
        return replace(
            assessment,
            findings=tuple(
                Finding(
                    code="V01",
                    severity=severity,
                    subject=subject,
                    reason=f"{subject}: {severity.label}.",
                    cure="Mend it.",
                    source="G §1.6",
                )
                for severity, subject in rows
            ),
        )

    def test_what_must_be_fixed_comes_first_and_then_the_order_of_the_codes(self, found: Assessment) -> None:
        assert [row.reason for row in finding_rows(found, "1.1a", "1.1b")] == [
            "1.1b: Must be fixed.",
            "1.1a: Should be checked.",
            "1.1b: Should be checked.",
        ]

    def test_a_code_that_is_asked_for_twice_has_its_findings_once(self, found: Assessment) -> None:
        assert len(finding_rows(found, "1.1c", "1.1a", "1.1c")) == 2

    def test_there_are_none_about_anything_else(self, found: Assessment) -> None:
        assert finding_rows(found, "O1.1") == ()


@pytest.mark.usefixtures("_request")
class TestChallengeRows:
    def test_each_says_what_ties_it_to_the_page(self) -> None:
        assessment = asked(
            question("C1", "O1.1"),
            question("C2", "1.1a"),
            question("C3", "", resulting_action="1.1a"),
            question("C4", "M01"),
        )
        rows = challenge_rows(assessment, "O1.1", ["O1.1", "1.1a"])
        assert [(row.code, row.what) for row in rows] == [
            ("C1", "Question"),
            ("C2", "Question about 1.1a"),
            ("C3", "Question that led to 1.1a"),
        ]
        [own, led] = challenge_rows(assessment, "1.1a")
        assert (own.what, led.what) == ("Question", "Question that led to it")

    def test_one_that_is_tied_twice_is_there_once(self) -> None:
        rows = challenge_rows(asked(question("C1", "O1.1", resulting_action="1.1a")), "O1.1", ["1.1a"])
        assert [row.what for row in rows] == ["Question"]

    def test_a_reply_that_is_owed_says_by_when(self) -> None:
        [row] = challenge_rows(asked(question("C1", "R1.1", reply_due_on=date(2026, 11, 20))), "R1.1")
        assert row.due == "Reply due 20 November 2026, late"


def about(row: EvidenceRow) -> str:
    return "".join(part.text for part in row.parts)


@pytest.mark.usefixtures("_request")
class TestEvidenceRows:
    @pytest.fixture
    def shown(self) -> Assessment:
        """Return the assessment of a small plan with evidence of two strengths and several days."""
        older, newer = date(2026, 3, 31), date(2026, 9, 30)
        evidence = (
            make_evidence("E01", about=("1.1a",), on=older),
            make_evidence("E02", about=("1.1a", "M01"), on=newer, kind=EvidenceKind.FAMILY_VOICE),
            make_evidence("E03", about=("O1.1", "1.1a"), on=older, strength=Strength.QUALITY),
            make_evidence("E04", about=("M01",), on=newer, reading_on=newer, title="Hand count"),
        )
        return assess(make_plan(evidence=evidence), make_guidance("R1.1"), DEMO_DAY)

    def test_the_strongest_comes_first_and_then_the_newest(self, shown: Assessment) -> None:
        rows = evidence_rows(shown, "1.1a")
        assert [(row.strength.word, row.day) for row in rows] == [
            (Strength.QUALITY.label, "31 March 2026"),
            (Strength.ACTIVITY.label, "30 September 2026"),
            (Strength.ACTIVITY.label, "31 March 2026"),
        ]

    def test_a_page_of_one_thing_does_not_say_what_its_evidence_is_about(self, shown: Assessment) -> None:
        assert {about(row) for row in evidence_rows(shown, "1.1a")} == {""}

    def test_a_page_of_several_names_what_each_is_about_with_links(self, shown: Assessment) -> None:
        rows = evidence_rows(shown, "O1.1", ["1.1a"])
        assert [about(row) for row in rows] == ["About O1.1 and 1.1a", "About 1.1a", "About 1.1a"]
        assert [part.text for part in rows[0].parts if part.address] == ["O1.1", "1.1a"]

    def test_evidence_about_a_reading_names_it_where_the_measure_is_shown(self, shown: Assessment) -> None:
        [said] = [about(row) for row in evidence_rows(shown, "M01") if row.title == "Hand count"]
        assert said == "About the reading to September 2026"
        [said] = [about(row) for row in evidence_rows(shown, "O1.1", ["M01"]) if row.title == "Hand count"]
        assert said == "About M01. About the reading to September 2026"


@pytest.mark.parametrize("path", ["outcomes/O4.2", "actions/3.2a", "measures/M09", "recommendations/R3.1"])
def test_every_kind_of_page_tells_evidence_in_one_kind_of_table(
    client: FlaskClient, assessment: Assessment, path: str
) -> None:
    root = parse(client.get(f"{PLAN}/{path}").text)
    [part] = [each for each in named(root, "section") if each.get("aria-labelledby") == "evidence"]
    tables = named(part, "table")
    assert tables
    for table in tables:
        headings = [text_of(each) for each in named(named(table, "thead")[0], "th")]
        assert headings == ["What it is", "What it shows", "Strength"]
    rows = [text_of(row) for table in tables for row in named(named(table, "tbody")[0], "tr")]
    for item in assessment.plan.evidence:
        if path.rpartition("/")[2] in item.about:
            assert any(item.title in row and item.shows in row for row in rows)


@pytest.mark.parametrize(
    ("path", "code"),
    [("outcomes/O2.2", "O2.2"), ("actions/1.2c", "1.2c"), ("recommendations/R4.6", "R4.6")],
)
def test_every_kind_of_page_tells_a_challenge_with_whoever_raised_it_and_its_last_step(
    client: FlaskClient, assessment: Assessment, path: str, code: str
) -> None:
    root = parse(client.get(f"{PLAN}/{path}").text)
    [part] = [each for each in named(root, "section") if each.get("aria-labelledby") == "challenges"]
    about = [each for each in assessment.plan.challenges if each.about == code]
    assert about
    for each in about:
        assert each.raised_by in text_of(part)
        assert not each.events or each.events[-1].text in text_of(part)
