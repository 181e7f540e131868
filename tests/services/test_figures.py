"""Figures of one measure: what is drawn is what the plan holds, and nothing that is hidden."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from planner.domain.assessment import Assessment, assess
from planner.domain.errors import NotFound
from planner.domain.measures.distance import numeric_readings
from planner.domain.plan import Measure
from planner.domain.vocabulary import Direction, Mark, MeasureKind
from planner.packs.charts.figures import Figure
from planner.packs.tables.table import plain
from planner.reference.guidance import load_guidance
from planner.services.figures import measure_figure, second_figure
from tests.builders import TODAY, make_action, make_measure, make_plan, make_reading

MARCH, JUNE, SEPTEMBER = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)


def assessed(measure: Measure, **changes: Any) -> Assessment:
    """Return a plan with one measure, assessed."""
    return assess(make_plan(measures=(measure,), **changes), load_guidance(), TODAY)


def figure_of(measure: Measure, **changes: Any) -> Figure:
    """Return the figure of a measure."""
    return measure_figure(assessed(measure, **changes), measure.code)


def drawn_values(figure: Figure) -> list[float]:
    """Return the heights of the dots that carry readings."""
    dots = [trace for trace in figure.plots[0].json["data"] if "hovertemplate" in trace]
    return [value for trace in dots for value in trace["y"]]


def words_on(figure: Figure) -> list[str]:
    """Return the words on a drawing."""
    return [note["text"] for note in figure.plots[0].json["layout"]["annotations"]]


def test_every_reading_of_the_demo_is_drawn_and_in_the_table(assessment: Assessment) -> None:
    for code, told in assessment.progress.items():
        figure = measure_figure(assessment, code)
        values = [each.value for each in numeric_readings(told.measure)]
        assert len(figure.table.rows) == len(told.measure.readings)
        if values:
            assert [value for value in drawn_values(figure) if value in values][-len(values) :] == values
        else:
            assert figure.plots == ()


def test_plotly_itself_accepts_every_drawing(assessment: Assessment) -> None:
    for code in assessment.progress:
        figures = (measure_figure(assessment, code), measure_figure(assessment, code, small=True))
        second = second_figure(assessment, code)
        for figure in (*figures, *((second,) if second else ())):
            for plot in figure.plots:
                go.Figure(plot.json)


def test_no_drawing_holds_a_tag_which_would_become_an_inline_style(assessment: Assessment) -> None:
    for code in assessment.progress:
        for small in (False, True):
            for plot in measure_figure(assessment, code, small=small).plots:
                text = json.dumps(plot.json).replace("<extra></extra>", "")
                assert re.findall(r"<[a-z]", text) == []


def test_making_one_loads_nothing_of_plotly() -> None:
    script = (
        "import sys;"
        "from planner.domain.assessment import assess;"
        "from planner.reference.guidance import load_guidance;"
        "from planner.services.figures import measure_figure;"
        "from tests.builders import TODAY, make_plan;"
        "found = assess(make_plan(), load_guidance(), TODAY);"
        "assert measure_figure(found, 'M01').plots and measure_figure(found, 'M01', small=True).plots;"
        "print('plotly' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_hidden_number_is_nowhere_in_the_figure() -> None:
    hidden = make_reading(JUNE, 77.25, numerator=3, denominator=4, beside=66.5, mark=Mark.CONFIDENTIAL)
    measure = make_measure(readings=(make_reading(MARCH, 40.0), hidden, make_reading(SEPTEMBER, 55.0)))
    found = assessed(replace(measure, beside_title="Of them girls"))
    for figure in (
        measure_figure(found, "M01"),
        measure_figure(found, "M01", small=True),
        second_figure(found, "M01"),
    ):
        assert figure is not None
        text = json.dumps([plot.json for plot in figure.plots]) + " ".join(
            plain(cell) for row in figure.table.rows for cell in row
        )
        assert "77.2" not in text
        assert "66.5" not in text
    assert "c" in words_on(measure_figure(found, "M01"))
    assert any(
        "small number" in plain(cell) for row in measure_figure(found, "M01").table.rows for cell in row
    )


def test_the_way_to_the_target_is_drawn_and_said_with_its_pace() -> None:
    measure = make_measure(
        unit="weeks",
        direction=Direction.LOWER,
        baseline=31.0,
        target=12.0,
        target_on=date(2027, 9, 30),
        readings=(make_reading(MARCH, 31.0), make_reading(SEPTEMBER, 36.0)),
    )
    figure = figure_of(measure)
    assert "it must fall by 12 weeks every half-year" in figure.sentence
    ways = [trace for trace in figure.plots[0].json["data"] if trace.get("y") == [36.0, 12.0]]
    assert len(ways) == 1


def test_a_target_whose_date_has_passed_has_no_pace() -> None:
    sentence = figure_of(make_measure(target_on=date(2026, 10, 31))).sentence
    assert "That date has passed" in sentence
    assert "must" not in sentence


def test_a_met_target_has_no_way_left() -> None:
    figure = figure_of(make_measure(target=50.0))
    assert "It is met." in figure.sentence
    assert "must" not in figure.sentence
    assert "the way to it" not in figure.note


@pytest.mark.parametrize(
    ("values", "finding"),
    [
        ([], "No reading yet"),
        ([40.0], "One reading so far: 40%"),
        ([40.0, 45.0, 55.0], "Up at every reading, from 40% to 55%"),
        ([40.0, 38.0, 30.0], "Down at every reading, from 40% to 30%"),
        ([40.0, 50.0, 45.0], "Up from 40% to 45%, with a fall at the last reading"),
        ([40.0, 50.0, 50.0], "Up from 40% to 50%, unchanged at the last reading"),
        ([40.0, 50.0, 40.0], "Back at 40%, where it started"),
        ([40.0, 40.0], "The same at every reading: 40%"),
    ],
)
def test_the_heading_says_what_the_readings_did(values: list[float], finding: str) -> None:
    days = (MARCH, JUNE, SEPTEMBER)
    readings = tuple(make_reading(day, value) for day, value in zip(days, values, strict=False))
    assert figure_of(make_measure(readings=readings)).finding == finding


def test_the_heading_starts_at_the_baseline_as_the_judgement_does() -> None:
    readings = (make_reading(MARCH, 70.0), make_reading(JUNE, 40.0), make_reading(SEPTEMBER, 55.0))
    assert figure_of(make_measure(baseline_on=JUNE, readings=readings)).finding == "Up from 40% to 55%"


def test_actions_that_name_the_measure_stand_at_the_time_they_start() -> None:
    named = make_action("1.1b", indicators=("M01",), start_on=date(2026, 6, 1))
    other = make_action("1.1c", start_on=date(2026, 6, 1))
    words = words_on(figure_of(make_measure(), actions=(named, other)))
    assert "1.1b" in words
    assert "1.1c" not in words


def test_marks_in_what_people_wrote_cannot_become_tags() -> None:
    words = words_on(figure_of(make_measure(unit="<b>x</b>")))
    assert any("&lt;b&gt;" in each.lower() for each in words)
    assert not any("<b>" in each.lower() for each in words)


@pytest.mark.parametrize("kind", list(MeasureKind))
def test_a_measure_of_any_kind_without_a_number_has_no_drawing(kind: MeasureKind) -> None:
    readings = (make_reading(SEPTEMBER, None, note="Agreed by all partners"),)
    figure = figure_of(make_measure(kind=kind, readings=readings, baseline=None, baseline_on=None))
    assert figure.plots == ()
    assert figure.finding == "No reading has a number yet"
    assert "Agreed by all partners" in figure.table.column("Note")


def test_the_second_figure_stands_apart() -> None:
    readings = (make_reading(MARCH, 40.0, beside=10.0), make_reading(SEPTEMBER, 55.0, beside=20.0))
    found = assessed(make_measure(beside_title="Of them boys", readings=readings))
    second = second_figure(found, "M01")
    assert second is not None
    assert second.finding == "Of them boys: up from 10% to 20%"
    assert second.plots[0].name != measure_figure(found, "M01").plots[0].name
    assert 55.0 not in drawn_values(second)


def test_a_measure_without_a_second_figure_has_none(assessment: Assessment) -> None:
    alone = [code for code, told in assessment.progress.items() if not told.measure.beside_title]
    assert alone
    assert all(second_figure(assessment, code) is None for code in alone)


def test_a_retired_measure_keeps_its_figure() -> None:
    figure = figure_of(make_measure(retired_on=JUNE))
    assert figure.plots
    assert "must" not in figure.sentence


def test_an_unknown_code_is_refused(assessment: Assessment) -> None:
    with pytest.raises(NotFound):
        measure_figure(assessment, "O1.1")


def test_actions_that_start_close_together_stand_under_one_stem() -> None:
    starts = [date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1), date(2028, 6, 1)]
    actions = tuple(
        make_action(f"1.1{letter}", indicators=("M01",), start_on=day)
        for letter, day in zip("bcde", starts, strict=True)
    )
    figure = figure_of(make_measure(), actions=actions)
    stems = [note["text"] for note in figure.plots[0].json["layout"]["annotations"] if note["showarrow"]]
    assert stems == ["1.1b and 2 more", "1.1e"]
