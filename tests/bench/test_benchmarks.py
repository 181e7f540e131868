"""The benchmarks measure what they say; tests pin what is counted and never how long it takes."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from werkzeug.test import Client

from planner.bench import running
from planner.bench.children import memory_of
from planner.bench.first_view import OVERVIEW, TIMELINE, bytes_of_first_view
from planner.bench.map_page import ms_of_map_page
from planner.bench.map_plan import tangled_plan
from planner.bench.results import NotMeasurableError, Result, best_times
from planner.bench.running import NOT_YET, run_benchmarks
from planner.bench.saving import committer, measure_saving, saver, seconds_each
from planner.bench.serve_beside import bare_app, both
from planner.bench.snapshots import plain_reader, plan_reader
from planner.bench.workbench import Sizes, Workbench, address_of
from planner.bench.workbooks import Grid, cells_of, write_raw
from planner.cli import commands
from planner.paths import static_folder
from planner.store.engine import SQLITE_PRAGMAS, open_database
from planner.store.tables.findable import is_of_words
from planner.web.access import control_access, for_everyone
from planner.web.page_addresses import page_addresses
from planner.web.static_files import STYLE_SHEETS

TINY = Sizes(
    actions=20,
    few=5,
    many=10,
    grown_from=5,
    grown_to=10,
    neighbours=2,
    neighbour_actions=5,
    boxes=40,
    turns=1,
    slow_turns=1,
    seconds=0.05,
    readings_of_each_page=1,
    saves=2,
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """Return a workbench for tiny plans."""
    return Workbench(tmp_path_factory.mktemp("bench"), TINY)


class TestResult:
    @pytest.mark.parametrize(("figure", "met"), [(5.9, True), (6.0, True), (6.1, False)])
    def test_a_budget_is_a_limit_that_may_be_reached(self, figure: float, met: bool) -> None:
        assert Result(name="time", figure=figure, budget=6, unit="times").met is met

    @pytest.mark.parametrize(("figure", "met"), [(0.09, False), (0.1, True), (0.2, True)])
    def test_some_budgets_are_least_figures(self, figure: float, met: bool) -> None:
        result = Result(name="requests", figure=figure, budget=0.1, unit="times", at_least=True)
        assert result.met is met
        assert ("MISSED" in result.sentence()) is not met
        assert "at least 0.1" in result.sentence()

    def test_works_take_turns(self) -> None:
        done: list[str] = []
        best_times({"a": lambda: done.append("a"), "b": lambda: done.append("b")}, times=3)
        assert "".join(done) == "ababab"


class TestRunBenchmarks:
    @pytest.mark.slow
    def test_every_family_reports_or_says_why_not(self) -> None:
        said: list[str] = []
        results = run_benchmarks(said.append, TINY)
        names = [result.name for result in results]
        assert len(set(names)) == len(names)
        rows = json.loads(json.dumps([result.as_json() for result in results]))
        for row in rows:
            assert list(row) == ["name", "figure", "budget", "unit", "met"]
            assert isinstance(row["met"], bool)
            assert row["figure"] > 0 or row["unit"] == "pages"
        unmeasured = sum(line.startswith("Not measured: ") for line in said) - len(NOT_YET)
        # Only the demonstration and the memory depend on where this runs.
        assert len(rows) + unmeasured >= 23
        assert {row["unit"] for row in rows} >= {"times", "ms", "s", "queries", "pages", "kB"}

    def test_a_budget_that_cannot_be_measured_is_said_and_left_out(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def measure(_bench: Workbench) -> Iterator[Result]:
            yield Result(name="a", figure=1, budget=2, unit="s")
            raise NotMeasurableError("There is none here.")

        monkeypatch.setattr(running, "FAMILIES", {"the thing": measure})
        said: list[str] = []
        assert [result.name for result in run_benchmarks(said.append, TINY)] == ["a"]
        assert "Not measured: the thing. There is none here." in said

    def test_what_no_run_can_measure_yet_is_said_with_its_reason(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(running, "FAMILIES", {})
        said: list[str] = []
        run_benchmarks(said.append, TINY)
        assert len(said) == len(NOT_YET) > 0
        assert all(
            name in line and why in line for line, (name, why) in zip(said, NOT_YET.items(), strict=True)
        )

    def test_the_command_prints_one_json_document_and_talks_on_the_error_stream(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def measure(_bench: Workbench) -> Iterator[Result]:
            yield Result(name="a", figure=1 / 3, budget=2, unit="s")

        monkeypatch.setattr(running, "FAMILIES", {"the thing": measure})
        done = CliRunner().invoke(commands, ["bench", "--json"], catch_exceptions=False)
        expected = {"name": "a", "figure": 0.3333, "budget": 2, "unit": "s", "met": True}
        assert json.loads(done.stdout) == [expected]
        assert "Measuring the thing." in done.stderr


class TestWorkbench:
    def test_the_plan_amid_neighbours_is_the_plan_alone(self, bench: Workbench) -> None:
        with plan_reader(bench.database(20)) as alone, plan_reader(bench.crowded_database()) as crowded:
            assert alone() == crowded()

    def test_the_crowd_is_as_large_as_it_should_be(self, bench: Workbench) -> None:
        with closing(sqlite3.connect(bench.crowded_database())) as connection:
            assert connection.execute("SELECT count(*) FROM partnership").fetchone() == (3,)
            assert connection.execute("SELECT count(*) FROM action").fetchone() == (2 * 5 + 20,)

    def test_plain_sqlite_fetches_every_row_that_the_plan_is_made_of(self, bench: Workbench) -> None:
        path = bench.database(20)
        with plain_reader(path) as read, closing(sqlite3.connect(path)) as connection:
            fetched = read()
            names = {
                row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            beside = {"alembic_version", "sqlite_sequence", "change_log", "snapshot"}
            names -= {*beside, *filter(is_of_words, names)}
            rows = sum(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names)  # noqa: S608
        assert isinstance(fetched, list)
        assert sum(len(table) for table in fetched) == rows > 20 * 5


class TestPages:
    def test_every_page_of_a_plan_is_found(self, demo_app: Flask) -> None:
        addresses = page_addresses(demo_app, "northvale", "2025-28")
        assert addresses["plans.show_overview"] == "/northvale/2025-28/"
        assert addresses["actions.list_actions"] == "/northvale/2025-28/actions"

    def test_a_page_that_needs_more_than_the_plan_cannot_be_forgotten(self) -> None:
        app = Flask("small", static_folder=None)
        app.add_url_rule("/<partnership>/<unheard>", "show_it", for_everyone(lambda: ""))
        control_access(app, {})
        with pytest.raises(LookupError, match="show_it needs a value for unheard"):
            page_addresses(app, "northvale", "2025-28")

    def test_the_bare_view_gives_the_bytes_and_the_product_everything_else(self) -> None:
        product = Flask("product")
        product.add_url_rule("/page", "page", lambda: "from the product")
        client = Client(both(product, bare_app([b"first", b"second"])))
        assert client.get("/bare/1").data == b"second"
        assert client.get("/page").data == b"from the product"
        assert float(client.get("/bare/seconds").data) > 0

    def test_the_first_view_counts_every_style_sheet_as_it_is_served(self, bench: Workbench) -> None:
        sent = {address.partition("?")[0]: size for address, size in bytes_of_first_view(bench).items()}
        assert sent["/northvale/2025-28/"] > 1000
        assert {f"/static/{name}" for name in STYLE_SHEETS} <= set(sent)
        framework = STYLE_SHEETS[0]
        assert sent[f"/static/{framework}"] < (static_folder() / framework).stat().st_size / 2

    def test_the_first_view_with_a_chart_counts_the_charts_own_files(self, bench: Workbench) -> None:
        sent = bytes_of_first_view(bench, TIMELINE, with_a_chart=True)
        largest = max(sent, key=lambda address: sent[address])
        assert "plotly" in largest
        assert sum(sent.values()) > sum(bytes_of_first_view(bench).values())

    def test_a_page_without_a_chart_is_not_measured_as_one_with(self, bench: Workbench) -> None:
        with pytest.raises(NotMeasurableError, match="shows no chart"):
            bytes_of_first_view(bench, OVERVIEW, with_a_chart=True)

    def test_the_map_is_measured_with_every_box(self, bench: Workbench) -> None:
        assert ms_of_map_page(bench) > 0
        with closing(sqlite3.connect(bench.database_of("map", tangled_plan(40)))) as connection:
            assert connection.execute("SELECT count(*) FROM element").fetchone() == (40,)


class TestSaving:
    def test_every_save_is_an_update_of_its_own_in_plan_log_and_index(self, bench: Workbench) -> None:
        database = bench.copy_of(bench.database(20), "saved")
        with closing(sqlite3.connect(database)) as connection:
            before = connection.execute("SELECT count(*) FROM action_update").fetchone()[0]
            with saver(database) as save:
                for _ in range(25):
                    save()
            assert connection.execute("SELECT count(*) FROM action_update").fetchone() == (before + 25,)
            assert connection.execute("SELECT count(*) FROM change_log").fetchone() == (25,)
            assert connection.execute(
                "SELECT count(*) FROM strategy s JOIN find_index f ON f.revision = s.revision"
            ).fetchone() == (1,)

    def test_raw_commits_are_as_durable_as_ours(self, bench: Workbench) -> None:
        path = bench.folder / "durable.sqlite3"
        with committer(path) as commit, closing(sqlite3.connect(path)) as connection:
            commit()
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert connection.execute("SELECT count(*) FROM raw").fetchone() == (1,)
        engine = open_database(address_of(path))
        with engine.connect() as ours:
            assert ours.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        engine.dispose()
        assert "PRAGMA synchronous = FULL" in SQLITE_PRAGMAS

    def test_works_take_turns_by_the_clock(self) -> None:
        done: list[str] = []
        works = {"a": lambda: done.append("a"), "b": lambda: done.append("b")}
        assert set(seconds_each(works, turns=2, times=2)) == {"a", "b"}
        assert "".join(done) == "aabbaabb"

    def test_the_figure_is_updates_over_commits(self, bench: Workbench) -> None:
        [result] = measure_saving(bench)
        assert result.figure > 0
        assert (result.budget, result.at_least) == (0.02, True)


class TestWorkbooks:
    def test_raw_openpyxl_writes_the_same_values_into_as_many_sheets(self, tmp_path: Path) -> None:
        grids: list[Grid] = [[("Code", None, 3), ("1.1a", 2.5, None)], [("One",), ("Two",)]]
        write_raw(grids, tmp_path / "raw.xlsx")
        assert cells_of(tmp_path / "raw.xlsx") == grids


class TestMemory:
    @pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system has no /proc")
    def test_a_process_never_held_less_at_most_than_now(self) -> None:
        now = memory_of(os.getpid(), "VmRSS")
        assert 5 < now <= memory_of("self", "VmHWM")

    def test_a_process_that_is_not_there_is_not_measured(self) -> None:
        with pytest.raises(NotMeasurableError):
            memory_of("nobody", "VmRSS")
