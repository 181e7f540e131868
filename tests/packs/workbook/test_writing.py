"""The workbook as a file: what opens in Excel, read back from its raw parts."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.domain.formulas import looks_like_formula
from planner.domain.plan import Plan
from planner.packs.book import sheets_of
from planner.packs.text import LONGEST, clean
from planner.packs.workbook.writing import write_workbook
from tests.builders import make_action, make_plan
from tests.packs.reviews import (
    BUILT_ON,
    make_empty_plan,
    make_review,
    make_welsh_plan,
    northvale,
    parts_of,
)


@pytest.fixture(scope="module")
def northvale_workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pack") / "review.xlsx"
    write_workbook(northvale(), sheets_of(northvale()), path)
    return path


def written(plan: Plan, path: Path) -> Path:
    review = make_review(plan)
    write_workbook(review, sheets_of(review), path)
    return path


class TestWorkbook:
    def test_no_cell_is_a_formula(self, northvale_workbook: Path) -> None:
        sheets = parts_of(northvale_workbook, "xl/worksheets/sheet")
        assert len(sheets) == 13
        assert not [name for name, xml in sheets.items() if re.search(r"<f[ >/]", xml)]

    def test_nothing_is_hidden(self, northvale_workbook: Path) -> None:
        everything = {
            **parts_of(northvale_workbook, "xl/worksheets/"),
            **parts_of(northvale_workbook, "xl/workbook.xml"),
        }
        # Excel itself keeps the range of a filter under a name that it hides.
        filters = r'<definedName name="_xlnm._FilterDatabase"[^>]*>'
        for name, xml in everything.items():
            assert 'hidden="1"' not in re.sub(filters, "", xml), name
            assert 'state="' not in xml.replace('state="frozen"', "").replace('state="visible"', ""), name

    def test_every_chart_is_described(self, northvale_workbook: Path) -> None:
        drawings = parts_of(northvale_workbook, "xl/drawings/drawing")
        names = [
            tag for xml in drawings.values() for tag in re.findall(r"<xdr:cNvPr [^>]*>|<cNvPr [^>]*>", xml)
        ]
        charts = parts_of(northvale_workbook, "xl/charts/chart")
        assert len(names) == len(charts) >= 10
        descriptions = [re.search(r'descr="([^"]{20,})"', tag) for tag in names]
        assert all(descriptions)

    def test_charts_stand_on_the_four_sheets_that_need_them(self, northvale_workbook: Path) -> None:
        book = load_workbook(northvale_workbook)
        drawn = {
            sheet.title
            for sheet, xml in zip(
                book, parts_of(northvale_workbook, "xl/worksheets/sheet").values(), strict=True
            )
            if "<drawing " in xml
        }
        assert {"Executive summary", "Action status", "Scorecard", "Recommendations tracker"} <= drawn

    def test_headings_stay_in_sight_and_can_be_filtered_and_repeat_in_print(
        self, northvale_workbook: Path
    ) -> None:
        sheet = load_workbook(northvale_workbook)["Action status"]
        assert sheet.freeze_panes == "B7"
        assert sheet.auto_filter.ref == "A6:V46"
        assert sheet.print_title_rows == "$6:$6"

    def test_every_sheet_prints_on_a3_landscape_one_page_wide_with_its_number(
        self, northvale_workbook: Path
    ) -> None:
        sheets = parts_of(northvale_workbook, "xl/worksheets/sheet")
        for xml in sheets.values():
            setup = re.search(r"<pageSetup [^>]*>", xml)
            assert setup is not None
            assert {'orientation="landscape"', 'paperSize="8"', 'fitToHeight="0"'} <= set(setup[0].split())
            assert '<pageSetUpPr fitToPage="1"' in xml
            assert "Page &amp;P of &amp;N" in xml

    def test_the_properties_say_what_it_is_and_carry_the_date_of_the_review(
        self, northvale_workbook: Path
    ) -> None:
        properties = load_workbook(northvale_workbook).properties
        assert properties.creator == "Partnership Planner"
        assert properties.title == "Annual review 2026: Northvale Safeguarding Children Partnership"
        assert properties.created.date() == properties.modified.date() == BUILT_ON

    def test_the_contents_lead_to_every_other_sheet_and_back(self, northvale_workbook: Path) -> None:
        book = load_workbook(northvale_workbook)
        places = {
            cell.hyperlink.location for row in book["Cover and read-me"] for cell in row if cell.hyperlink
        }
        assert {f"'{title}'!A1" for title in book.sheetnames} == places
        assert book["Scorecard"]["A3"].hyperlink.location == "'Cover and read-me'!A1"

    def test_the_same_data_make_the_same_file(self, tmp_path: Path) -> None:
        first, second = (written(make_plan(), tmp_path / name) for name in ("a.xlsx", "b.xlsx"))
        assert first.read_bytes() == second.read_bytes()

    @pytest.mark.parametrize(
        "payload", ["=1+1", "+44 20", "-2", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1"]
    )
    def test_text_that_looks_like_a_formula_stays_text(self, payload: str, tmp_path: Path) -> None:
        plan = make_plan(actions=(make_action(title=payload),))
        path = written(plan, tmp_path / "payload.xlsx")
        sheet = load_workbook(path)["Action status"]
        found = [cell for row in sheet for cell in row if cell.value == payload]
        assert found
        assert {cell.data_type for cell in found} == {"s"}
        assert all(cell.quotePrefix for cell in found)

    def test_control_characters_and_ampersands_cannot_break_the_file(self, tmp_path: Path) -> None:
        awkward = "One\vTwo\x00\ud800\ufffe & <three>"
        plan = make_plan(actions=(make_action(title=awkward),))
        sheet = load_workbook(written(plan, tmp_path / "awkward.xlsx"))["Action status"]
        assert [cell.value for cell in sheet[7]][3] == "One\nTwo & <three>"

    @pytest.mark.parametrize("plan", [make_empty_plan(), make_welsh_plan()])
    def test_an_empty_and_a_welsh_plan_make_a_workbook_that_opens(self, plan: Plan, tmp_path: Path) -> None:
        book = load_workbook(written(plan, tmp_path / "state.xlsx"))
        assert len(book.sheetnames) == 12
        assert book["Cover and read-me"]["A1"].value == "Cover and read-me"

    def test_an_unverified_status_is_hatched_and_a_verified_one_is_filled(
        self, northvale_workbook: Path
    ) -> None:
        sheet = load_workbook(northvale_workbook)["Action status"]
        status = {row[0].value: row[10] for row in sheet.iter_rows(min_row=7, max_row=46)}
        assert (status["1.2c"].value, status["1.2c"].fill.fill_type) == ("R  Off track", "solid")
        assert (status["1.3c"].value, status["1.3c"].fill.fill_type) == ("G  Unverified", "lightUp")

    def test_the_cells_that_lines_are_drawn_from_show_their_decimals_and_keep_gaps(
        self, northvale_workbook: Path
    ) -> None:
        sheet = load_workbook(northvale_workbook)["Scorecard"]
        rows = {(row[0].value, row[1].value): row for row in sheet.iter_rows() if row[1].value}
        orders = rows["M14", "Reading (orders)"]
        assert [cell.value for cell in orders[9:13]] == [None, 6, 9, 7]
        per_child = next(
            row for (code, name), row in rows.items() if code == "M01" and str(name).startswith("Reading")
        )
        assert (per_child[14].value, per_child[14].number_format) == (24.6, "#,##0.0")


class TestText:
    def test_a_very_long_text_says_that_it_was_cut(self) -> None:
        cut = clean("x" * (LONGEST + 1000))
        assert cut.endswith("(cut here: the whole text stands in the plan)")
        assert len(cut) < 32_767

    @pytest.mark.parametrize(("text", "expected"), [("=A1", True), ("A1", False), ("", False), ("-", True)])
    def test_what_a_spreadsheet_could_take_for_a_formula(self, text: str, expected: bool) -> None:
        assert looks_like_formula(text) is expected
