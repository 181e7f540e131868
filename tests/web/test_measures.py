"""The scorecard, the page of a measure and the evaluation framework, as their readers meet them."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from planner.domain.assessment import Assessment
from planner.domain.measures.progress import progress_of
from planner.domain.plan import Link, Measure, Plan
from planner.domain.vocabulary import Collection, Direction, Frequency, Mark, MeasureKind, Progress, Question
from planner.packs.review import Review
from planner.packs.tables.measures import scorecard_sheet
from planner.packs.tables.table import Cell, plain
from planner.web.addresses import anchor
from planner.web.measures.rows import measure_row
from planner.web.measures.scorecard_order import places_of
from tests.builders import make_measure, make_reading
from tests.web.page_checks import named, parse, text_of

if TYPE_CHECKING:
    from flask import Flask

PLAN = "/northvale/2025-28"
SCORECARD, FRAMEWORK = f"{PLAN}/measures", f"{PLAN}/framework"
MARCH, SEPTEMBER = date(2026, 3, 31), date(2026, 9, 30)


def rows_of(client: FlaskClient, address: str = SCORECARD) -> dict[str, ET.Element]:
    """Return every measure's row by its anchor, in the order of the page."""
    root = parse(client.get(address).text)
    return {row.get("id", ""): row for row in named(root, "tr") if row.get("id", "").startswith("row-")}


def cell(row: ET.Element, name: str) -> str:
    """Return the text of the cell of a row that has a class, without the label that cards show."""
    found = next(each for each in row if name in (each.get("class") or "").split())
    return text_of(found)


def figures(row: ET.Element) -> list[str]:
    """Return baseline, latest and target as the row shows them, without labels and dates."""
    found = []
    for each in row:
        if "pp-score__fig" in (each.get("class") or ""):
            words = [part.strip() for part in each.itertext() if part.strip()]
            found.append(words[1])
    return found


def lead_of(client: FlaskClient, address: str) -> str:
    """Return the sentence under the heading."""
    root = parse(client.get(address).text)
    return next(text_of(each) for each in named(root, "p") if each.get("class") == "pp-lead")


def announced(client: FlaskClient, address: str) -> str:
    """Return the sentence that says what is listed."""
    root = parse(client.get(address).text)
    return next(text_of(each) for each in root.iter() if each.get("data-announce") is not None)


class TestListMeasures:
    def test_every_live_measure_has_one_row_and_a_link_to_its_page(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        rows = rows_of(client)
        assert sorted(rows) == sorted(anchor(code) for code in assessment.progress)
        for code in assessment.progress:
            links = [each.get("href") for each in named(rows[anchor(code)], "a")]
            assert links == [f"{SCORECARD}/{code}"]

    def test_says_the_same_as_the_pack_of_every_measure_that_hides_nothing(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        review = Review(
            assessment=assessment, previous=None, previous_label="", year=2026, built_on=assessment.today
        )
        table = scorecard_sheet(review).table("measures")
        heads = [heading.text for heading in table.headings]
        rows = rows_of(client)
        compared = 0
        for printed in table.rows:
            told: dict[str, Cell] = dict(zip(heads, printed, strict=True))
            code = str(told["Code"])
            if code in review.hidden:
                continue
            row = rows[anchor(code)]
            latest = plain(told["Latest"]) or "no reading"
            assert figures(row) == [plain(told["Baseline"]), latest, plain(told["Target"])], code
            way = cell(row, "pp-score__way").casefold()
            assert str(told["Progress"]).rsplit("  ", 1)[1].casefold() in way
            assert plain(told["Distance to target"]).casefold() in way
            compared += 1
        assert compared > len(rows) / 2

    def test_stands_in_the_order_of_aims_and_outcomes_under_their_headings(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        root = parse(client.get(SCORECARD).text)
        shown = [
            text_of(named(row, "a")[0]).split()[0]
            for row in named(root, "tr")
            if "pp-score__outcome" in (row.get("class") or "")
        ]
        measured = {link.target for link in assessment.plan.links if link.source in assessment.progress}
        plan_order = [outcome.code for outcome in assessment.plan.outcomes if outcome.code in measured]
        assert set(shown) <= set(plan_order)
        assert shown == [code for code in plan_order if code in shown]

    @pytest.mark.parametrize("progress", list(Progress))
    def test_a_filter_by_progress_lists_as_many_as_are_counted(
        self, client: FlaskClient, assessment: Assessment, progress: Progress
    ) -> None:
        address = f"{SCORECARD}?progress={progress.value}"
        count = assessment.progress_counts[progress]
        assert len(rows_of(client, address)) == count
        assert announced(client, address).startswith(f"{count} of {len(assessment.progress)} measures")

    def test_each_choice_of_every_filter_leaves_as_many_as_it_says(
        self, client: FlaskClient, demo_app_client: FlaskClient
    ) -> None:
        root = parse(client.get(SCORECARD).text)
        followed = 0
        for select in named(root, "select"):
            for option in named(select, "option"):
                count = re.search(r"\((\d+)\)$", text_of(option))
                if count is None or (select.get("name") == "clause" and count[1] == "0"):
                    continue
                address = f"{SCORECARD}?{select.get('name')}={option.get('value')}"
                assert demo_app_client.get(address).text.count('id="row-') == int(count[1]), address
                followed += 1
        assert followed > 30

    def test_words_and_a_filter_narrow_together_and_each_can_be_taken_away(self, client: FlaskClient) -> None:
        address = f"{SCORECARD}?progress=improving&words=children"
        both = set(rows_of(client, address))
        assert both == set(rows_of(client, f"{SCORECARD}?words=children")) & set(
            rows_of(client, f"{SCORECARD}?progress=improving")
        )
        assert 0 < len(both) < len(rows_of(client))
        assert "improving" in announced(client, address)
        assert "with the words “children”" in announced(client, address)

    def test_where_nothing_fits_it_says_what_to_take_away(self, client: FlaskClient) -> None:
        page = client.get(f"{SCORECARD}?progress=worse&words=zzz").text
        assert "No measure fits all of this at once" in page
        assert "Clear all filters" in page

    def test_sorted_by_next_reading_the_soonest_comes_first(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        known = {
            anchor(code): told.due_on for code, told in assessment.progress.items() if told.due_on is not None
        }
        shown = [known[each] for each in rows_of(client, f"{SCORECARD}?sort=due") if each in known]
        assert len(shown) == len(known)
        assert shown == sorted(shown)

    @pytest.mark.parametrize("wrong", ["progress=splendid", "sort=colour", "aim=A99", "page=7"])
    def test_a_mistyped_address_is_no_list_that_looks_complete(self, client: FlaskClient, wrong: str) -> None:
        assert client.get(f"{SCORECARD}?{wrong}").status_code == 404

    def test_a_late_reading_is_said_on_its_row(self, client: FlaskClient, assessment: Assessment) -> None:
        late = [code for code, told in assessment.progress.items() if told.days_late]
        rows = rows_of(client)
        shown = [key for key, row in rows.items() if "late" in cell(row, "pp-score__trend")]
        assert sorted(shown) == sorted(anchor(code) for code in late)
        assert late

    def test_a_marked_reading_never_shows_a_number_even_if_one_stood_beside_the_mark(
        self, demo_app: "Flask", assessment: Assessment
    ) -> None:
        hidden = make_reading(SEPTEMBER, 77.0, beside=66.0, numerator=88, mark=Mark.CONFIDENTIAL)
        told = progress_of(make_measure(readings=(hidden,), beside_title="Boys"), assessment.today)
        place = next(iter(places_of(assessment).values()))
        with demo_app.test_request_context():
            row = measure_row(assessment, told, place, is_grouped=True)
        assert not re.search(r"77|66|88", str(row))


class TestShowMeasure:
    def test_every_measure_of_the_demo_has_a_page_with_its_finding_and_framework(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        for code, told in assessment.progress.items():
            text = text_of(parse(client.get(f"{SCORECARD}/{code}").text))
            measure = told.measure
            assert f"Measure {code} {measure.title}" in text
            assert told.progress.label in text
            assert told.sentence in text
            for said in (measure.source, measure.method, measure.recorded_in, measure.forum):
                assert said in text, (code, said)

    def test_the_table_holds_every_reading_with_who_entered_it(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        for code, told in assessment.progress.items():
            readings = told.measure.readings
            if readings:
                tables = named(parse(client.get(f"{SCORECARD}/{code}").text), "table")
                rows = [text_of(row) for row in named(tables[0], "tr")[1:]]
                assert len(rows) == len(readings)
                for row, reading in zip(rows, readings, strict=True):
                    assert row.startswith(reading.period)
                    assert reading.entered_by in row

    def test_it_says_who_owes_the_next_reading_and_when(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        code, told = next((c, t) for c, t in assessment.progress.items() if t.days_late)
        text = text_of(parse(client.get(f"{SCORECARD}/{code}").text))
        assert f"{told.days_late} days late. Owed by: {told.measure.collator_role}" in text

    def test_the_outcome_stands_with_the_reason_why_the_measure_shows_it(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        for link in assessment.plan.links:
            if link.source in assessment.progress:
                text = text_of(parse(client.get(f"{SCORECARD}/{link.source}").text)).casefold()
                assert link.because.rstrip(".").casefold() in text

    def test_the_actions_that_name_it_are_listed_with_two_judgements(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        root = parse(client.get(f"{SCORECARD}/M18").text)
        naming = [code for code, each in assessment.standings.items() if "M18" in each.action.indicators]
        rows = [text_of(row) for row in named(root, "tr") if "Names this measure" in text_of(row)]
        assert len(rows) == len(naming) > 0
        for code, row in zip(naming, rows, strict=True):
            standing = assessment.standings[code]
            assert row.startswith(code)
            assert standing.delivery.label in row
            assert standing.strength.label in row

    def test_an_unknown_code_and_a_code_of_another_kind_are_not_found(self, client: FlaskClient) -> None:
        assert client.get(f"{SCORECARD}/M99").status_code == 404
        assert client.get(f"{SCORECARD}/O1.1").status_code == 404

    def test_findings_and_challenges_about_it_are_there_with_their_cure(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        found = [each for each in assessment.findings if each.subject in assessment.progress]
        asked = [each for each in assessment.plan.challenges if each.about in assessment.progress]
        assert found
        assert asked
        for finding in found:
            text = text_of(parse(client.get(f"{SCORECARD}/{finding.subject}").text))
            assert finding.reason in text
            assert finding.cure in text
        for challenge in asked:
            assert challenge.text in text_of(parse(client.get(f"{SCORECARD}/{challenge.about}").text))


class TestShowFramework:
    def test_every_measure_is_there_with_who_collates_and_presents_it(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        rows = rows_of(client, FRAMEWORK)
        assert sorted(rows) == sorted(anchor(code) for code in assessment.progress)
        for code, told in assessment.progress.items():
            text = text_of(rows[anchor(code)])
            assert told.measure.collator_role in text
            assert told.measure.presenter_role in text

    def test_the_sentence_names_no_gap_where_there_is_none(
        self, client: FlaskClient, assessment: Assessment
    ) -> None:
        assert not [each for each in assessment.findings if each.code == "V04"]
        assert "gaps" not in lead_of(client, FRAMEWORK)


ODD: dict[str, Measure] = {
    each.code: each
    for each in (
        make_measure("M01", readings=(make_reading(SEPTEMBER, None, mark=Mark.CONFIDENTIAL),), baseline=None),
        make_measure(
            "M02",
            kind=MeasureKind.MILESTONE,
            readings=(make_reading(SEPTEMBER, None, note="Agreed by all partners"),),
            baseline=None,
            baseline_on=None,
            target=None,
        ),
        make_measure("M03", retired_on=MARCH, retired_because="Nobody used it."),
        make_measure("M04", source="", collator_role="", collator_agency="", frequency=None, forum=""),
        make_measure("M05", direction=Direction.RANGE, target=5.0, target_high=8.0, unit="weeks"),
        make_measure("M05-b", direction=Direction.RANGE, target=None, target_high=8.0, unit="weeks"),
        make_measure(
            "M06",
            readings=(),
            baseline=None,
            baseline_on=None,
            state=Collection.NOT_YET,
            state_role="Data officer",
            state_due_on=date(2027, 3, 31),
        ),
        make_measure("M07", readings=(), baseline=None, state=Collection.CANNOT_BE, source=""),
        make_measure("M08", direction=None, question=None, frequency=Frequency.ONE_OFF, target=None),
        make_measure("M9.x_y", question=Question.BETTER_OFF, direction=Direction.CONTEXT, target=None),
    )
}


@pytest.fixture
def odd_client(
    own_database: Path, make_app: Callable[[Path], "Flask"], assessment: Assessment
) -> FlaskClient:
    """Return a client on the demo with measures of every odd kind, of which the last shows no outcome."""
    from planner.store.database import database_open, transaction
    from planner.store.saving import save_plan

    plan = assessment.plan
    agency = plan.agencies[0].code
    odd = tuple(
        replace(each, collator_agency=agency if each.collator_agency else "") for each in ODD.values()
    )
    kept = tuple(link for link in plan.links if link.source not in assessment.progress)
    shows = tuple(Link(source=each.code, target="O1.1", because="It shows it.") for each in odd[:-1])
    # What scrutiny asked about a measure stays, and the measure with it.
    asked_about = {each.about for each in plan.challenges}
    old = tuple(
        replace(each, clauses=(), retired_on=MARCH, retired_because="Another took its place")
        for each in plan.measures
        if each.code in asked_about
    )
    changed: Plan = replace(
        plan,
        measures=(*odd, *old),
        links=(*kept, *shows),
        actions=tuple(replace(each, indicators=()) for each in plan.actions),
        evidence=(),
    )
    with database_open(f"sqlite:///{own_database}"), transaction() as session:
        save_plan(session, changed)
    return make_app(own_database).test_client()


class TestOddMeasures:
    def test_each_has_a_page_a_row_and_a_place_in_the_framework(self, odd_client: FlaskClient) -> None:
        live = [code for code, each in ODD.items() if each.retired_on is None]
        assert sorted(rows_of(odd_client)) == sorted(anchor(code) for code in live)
        assert sorted(rows_of(odd_client, FRAMEWORK)) == sorted(anchor(code) for code in live)
        root = parse(odd_client.get(SCORECARD).text)
        for link in named(root, "a"):
            if "/measures/" in (link.get("href") or ""):
                assert odd_client.get(link.get("href") or "").status_code == 200

    def test_a_reading_that_is_hidden_is_a_letter_and_not_a_missing_one(
        self, odd_client: FlaskClient
    ) -> None:
        row = rows_of(odd_client)[anchor("M01")]
        assert figures(row)[1] == "no number"
        assert "One reading hidden: small number" in cell(row, "pp-score__way")
        assert "Hidden: small number" in odd_client.get(f"{SCORECARD}/M01").text

    def test_a_milestone_shows_what_was_found_instead_of_a_line(self, odd_client: FlaskClient) -> None:
        page = odd_client.get(f"{SCORECARD}/M02").text
        assert "Agreed by all partners" in page
        assert "What was found" in page
        assert "plotly" not in page.split("</head>")[1]

    def test_a_retired_measure_says_so_and_is_linked_from_the_scorecard(
        self, odd_client: FlaskClient
    ) -> None:
        said = next(
            each
            for each in named(parse(odd_client.get(f"{SCORECARD}/M03").text), "p")
            if each.get("class") == "pp-say__text"
        )
        assert text_of(said) == "Retired on 31 March 2026: Nobody used it."
        retired = text_of(parse(odd_client.get(SCORECARD).text)).split("Retired measures")[1]
        assert "M03" in retired

    def test_what_nobody_named_is_said(self, odd_client: FlaskClient) -> None:
        row = text_of(rows_of(odd_client, FRAMEWORK)[anchor("M04")])
        for words in ("No source named", "No collator named", "No frequency set", "No forum named"):
            assert words in row, words
        assert "M04" in lead_of(odd_client, FRAMEWORK)

    def test_what_cannot_be_collected_is_not_asked_for(self, odd_client: FlaskClient) -> None:
        assert "No source named" not in text_of(rows_of(odd_client, FRAMEWORK)[anchor("M07")])
        assert "M07" not in lead_of(odd_client, FRAMEWORK)

    def test_one_that_is_not_collected_yet_says_who_will_and_when(self, odd_client: FlaskClient) -> None:
        for address in (SCORECARD, f"{SCORECARD}/M06", FRAMEWORK):
            assert "Data officer, by 31 March 2027" in text_of(parse(odd_client.get(address).text))

    def test_a_range_is_shown_with_the_ends_that_it_has(self, odd_client: FlaskClient) -> None:
        rows = rows_of(odd_client)
        assert figures(rows[anchor("M05")])[2] == "5 to 8"
        assert figures(rows[anchor("M05-b")])[2] == "up to 8"

    def test_one_that_shows_nothing_stands_under_a_heading_that_says_so(
        self, odd_client: FlaskClient
    ) -> None:
        assert "Measures that show no outcome yet" in odd_client.get(SCORECARD).text
        assert "It shows no outcome" in odd_client.get(f"{SCORECARD}/M9.x_y").text
