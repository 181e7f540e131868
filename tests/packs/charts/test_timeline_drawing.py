"""The drawing of the timeline: Plotly takes it, and it holds what the plan says."""

import sys
from dataclasses import replace
from datetime import date, timedelta
from subprocess import run
from typing import Any

from planner.domain.delivery.schedule import Standing, standings
from planner.domain.plan import Action, DateChange, Milestone
from planner.domain.vocabulary import Delivery, Status
from planner.packs.charts.figures import Figure
from planner.packs.charts.timeline import milestone_words, timeline_of
from planner.packs.charts.timeline_drawing import draw_timeline
from planner.packs.tables.table import plain
from tests.builders import TODAY, make_action, make_plan, make_update

YESTERDAY = TODAY - timedelta(days=1)
DONE = Milestone(title="Agreed", due_on=date(2026, 4, 30), done_on=date(2026, 5, 2))
OPEN = Milestone(title="Signed & sealed", due_on=date(2027, 1, 31))
MOVED = make_action(
    "1.1b",
    title="A <b>bold</b> title",
    date_changes=(DateChange(on=TODAY, end_on=date(2027, 6, 30), reason="More work."),),
    milestones=(DONE, OPEN),
)
OVERDUE = make_action("1.1c", first_end_on=YESTERDAY, updates=(make_update(YESTERDAY, Status.OFF_TRACK),))
UNDATED = make_action("1.1d", start_on=None)


def found(*actions: Action) -> list[Standing]:
    return list(standings(make_plan(actions=actions), TODAY).values())


def drawn(*actions: Action, titles: bool = False) -> dict[str, Any]:
    return draw_timeline(found(*actions), TODAY, titles=titles).json


def figure(*actions: Action) -> Figure:
    every = found(*actions)
    return timeline_of(every, every, TODAY)


def traces(drawing: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [each for each in drawing["data"] if each["type"] == kind]


class TestDrawTimeline:
    def test_plotly_knows_every_word_of_the_drawing(self) -> None:
        import plotly.graph_objects as go

        go.Figure(drawn(make_action(), MOVED, OVERDUE, titles=True))

    def test_a_bar_runs_from_the_start_to_the_end_now(self) -> None:
        (bars,) = traces(drawn(MOVED), "bar")
        assert bars["base"] == ["2026-01-01"]
        length = timedelta(milliseconds=bars["x"][0])
        assert date(2026, 1, 1) + length == MOVED.end_on

    def test_each_status_is_a_series_and_each_bar_has_its_letter(self) -> None:
        drawing = drawn(make_action(), OVERDUE)
        assert [bars["name"] for bars in traces(drawing, "bar")] == ["Off track", "On track"]
        letters = next(each for each in drawing["data"] if each.get("mode") == "text")
        assert [letter.strip() for letter in letters["text"]] == ["G", "R"]

    def test_milestones_done_and_not_done_look_different(self) -> None:
        dots = {each["name"]: each for each in traces(drawn(MOVED), "scatter") if "name" in each}
        assert dots["Milestone done"]["x"] == ["2026-05-02"]
        assert dots["Milestone not yet done"]["x"] == ["2027-01-31"]
        colours = {each["marker"]["color"] for each in dots.values()}
        assert len(colours) == 2

    def test_lines_tell_what_moved_and_what_is_overdue(self) -> None:
        shapes = drawn(MOVED, OVERDUE)["layout"]["shapes"]
        ends = [(shape["x0"], shape["x1"]) for shape in shapes]
        assert ends == [
            ("2027-03-31", "2027-06-30"),
            (YESTERDAY.isoformat(), TODAY.isoformat()),
            (TODAY.isoformat(), TODAY.isoformat()),
        ]

    def test_words_of_a_plan_never_become_tags(self) -> None:
        texts = [each["text"] for each in drawn(MOVED, titles=True)["layout"]["annotations"]]
        assert "A &lt;b&gt;bold&lt;/b&gt; title" in texts
        assert not any("<" in text for text in texts)

    def test_the_date_of_today_is_not_cut_at_either_end(self) -> None:
        def side(*, starts: int, ends: int) -> str:
            first, last = TODAY + timedelta(days=starts), TODAY + timedelta(days=ends)
            words = drawn(make_action(start_on=first, first_end_on=last))["layout"]["annotations"][-1]
            return str(words["xanchor"])

        assert side(starts=0, ends=900) == "left"
        assert side(starts=-900, ends=0) == "right"
        assert side(starts=-300, ends=300) == "center"

    def test_a_day_long_action_still_has_a_bar(self) -> None:
        (bars,) = traces(drawn(make_action(start_on=TODAY, first_end_on=TODAY)), "bar")
        assert bars["x"][0] > 0


class TestTimelineOf:
    def test_what_lacks_dates_is_in_the_table_and_not_drawn(self) -> None:
        made = figure(make_action(), UNDATED)
        assert [row[0] for row in made.table.rows] == ["1.1a", "1.1d"]
        assert "1 without a start or an end date is in the table alone." in made.sentence
        assert made.plots[0].json["layout"]["yaxis"]["tickvals"] == [0]

    def test_without_any_dates_nothing_is_drawn(self) -> None:
        made = figure(UNDATED)
        assert made.plots == ()
        assert made.sentence == "Give actions a start and an end date to see them here."

    def test_the_key_holds_what_is_drawn_and_nothing_else(self) -> None:
        assert figure(make_action(), OVERDUE).key == (Delivery.OFF_TRACK, Delivery.ON_TRACK)

    def test_the_note_explains_the_marks_that_are_there(self) -> None:
        assert figure(make_action()).note == ""
        assert "diamond" in figure(MOVED).note
        assert "dotted" in figure(OVERDUE).note
        assert "milestone" in figure(MOVED).note

    def test_the_table_tells_each_milestone(self) -> None:
        row = figure(MOVED).table.rows[0]
        assert plain(row[-1]) == (
            "Agreed: done 2 May 2026\nSigned & sealed: due 31 January 2027, not yet done"
        )
        assert milestone_words(replace(OPEN, done_on=TODAY)).endswith("done 21 November 2026")


def test_drawing_does_not_load_plotly() -> None:
    code = "import sys, planner.packs.charts.timeline; print('plotly' in sys.modules)"
    assert run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
