"""The small line of a measure, as people see it and as it is read out."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.measures.progress import progress_of
from planner.domain.plan import Measure, Reading
from planner.domain.vocabulary import Collection, Mark
from planner.web.trends import HEIGHT, WIDTH, trend_drawing
from tests.builders import TODAY, make_measure, make_reading

MARCH, JUNE, SEPTEMBER = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)


def drawn(measure: Measure) -> ET.Element:
    """Return the drawing of a measure as a tree."""
    return ET.fromstring(str(trend_drawing(progress_of(measure, TODAY))))  # noqa: S314 - made by the product itself


def places(root: ET.Element, kind: str) -> list[tuple[float, float]]:
    """Return where the dots of one kind stand."""
    return [
        (float(each.get("cx", "")), float(each.get("cy", "")))
        for each in root.iter("circle")
        if each.get("class") == f"pp-trend__{kind}"
    ]


def paths(root: ET.Element, kind: str) -> list[str]:
    """Return the paths of one kind."""
    return [each.get("d", "") for each in root.iter("path") if each.get("class") == f"pp-trend__{kind}"]


def test_the_hollow_dot_is_the_baseline_and_the_filled_one_the_latest() -> None:
    root = drawn(make_measure())
    [(base_x, base_y)], [(now_x, now_y)] = places(root, "base"), places(root, "now")
    assert base_x < now_x
    assert base_y > now_y, "55% stands above 40%"


def test_a_lower_target_stands_below_the_readings() -> None:
    root = drawn(make_measure(unit="weeks", target=12.0))
    [(_, now_y)] = places(root, "now")
    [target] = paths(root, "target")
    assert float(target.removeprefix("M0 ").split("H")[0]) > now_y


def test_a_range_has_two_broken_lines() -> None:
    assert len(paths(drawn(make_measure(target=5.0, target_high=8.0)), "target")) == 2


def test_a_baseline_older_than_the_readings_is_where_the_line_starts() -> None:
    readings = (make_reading(JUNE, 50.0), make_reading(SEPTEMBER, 55.0))
    root = drawn(make_measure(baseline_on=date(2025, 3, 31), readings=readings))
    assert places(root, "base")[0][0] == 7
    assert len(paths(root, "line")) == 2


def test_a_hidden_number_is_a_letter_on_a_dotted_stretch_and_never_a_zero() -> None:
    hidden = make_reading(JUNE, 3.0, mark=Mark.CONFIDENTIAL)
    root = drawn(make_measure(readings=(make_reading(MARCH, 40.0), hidden, make_reading(SEPTEMBER, 60.0))))
    assert [each.text for each in root.iter("text")] == ["c"]
    assert len(paths(root, "gap")) == 2
    assert paths(root, "line") == []
    # Were it drawn as the number beside the mark, the scale would start there and lift the baseline.
    assert places(root, "base")[0][1] == 34
    assert "small number" in root.get("aria-label", "")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "No reading yet"),
        ({"state": Collection.CANNOT_BE}, "Cannot be collected"),
    ],
)
def test_without_readings_there_are_words_and_no_drawing(changes: dict[str, Collection], words: str) -> None:
    assert drawn(make_measure(readings=(), **changes)).text == words


def test_it_is_told_in_one_sentence_or_more_with_first_latest_and_target() -> None:
    label = drawn(make_measure()).get("aria-label", "")
    assert all(words in label for words in ("40%", "March 2026", "55%", "September 2026", "80%"))


READINGS = st.lists(
    st.tuples(
        st.dates(date(2020, 1, 1), date(2027, 12, 31)),
        st.one_of(st.none(), st.floats(-1e6, 1e6)),
        st.sampled_from([None, None, *Mark]),
    ),
    max_size=12,
    unique_by=lambda each: each[0],
)


@given(READINGS, st.one_of(st.none(), st.floats(-1e6, 1e6)), st.one_of(st.none(), st.floats(-1e6, 1e6)))
def test_nothing_ever_stands_outside_the_drawing(
    rows: list[tuple[date, float | None, Mark | None]], baseline: float | None, target: float | None
) -> None:
    readings = tuple(
        Reading(period="A period", period_end=day, value=value, mark=mark)
        for day, value, mark in sorted(rows, key=lambda row: row[0])
    )
    root = drawn(make_measure(readings=readings, baseline=baseline, target=target))
    for circle in root.iter("circle"):
        assert 0 <= float(circle.get("cx", "")) <= WIDTH
        assert 0 <= float(circle.get("cy", "")) <= HEIGHT
    for letter in root.iter("text"):
        assert 0 < float(letter.get("y", "")) < HEIGHT
    shown = [each for each in readings if each.mark is not None or each.value is not None]
    assert len(list(root.iter("text"))) == sum(each.mark is not None for each in shown)
