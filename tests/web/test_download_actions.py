"""The actions of a list as a workbook: the same rows in the same order, and safe to open."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders import make_action
from tests.web.test_actions import LIST, client_with, rows_at, sentence_at, with_words


class TestDownloadActions:
    def test_holds_exactly_the_listed_actions_in_their_order(self, demo_app_client: FlaskClient) -> None:
        words = {"delivery": "at_risk", "group": "none", "sort": "end"}
        listed = rows_at(demo_app_client, with_words(LIST, **words))
        assert listed
        assert _codes(demo_app_client, **words) == listed

    def test_says_what_was_chosen_and_of_which_plan_and_day(self, demo_app_client: FlaskClient) -> None:
        sheet = _sheet(demo_app_client, agency="police")
        lead = str(sheet["A2"].value)
        assert sentence_at(demo_app_client, with_words(LIST, agency="police")) in lead
        assert "Northvale Safeguarding Children Partnership" in lead
        assert "version 1.1" in lead
        assert "Status as at 21 November 2026" in lead
        assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)

    def test_is_named_after_the_partnership_and_the_day(self, demo_app_client: FlaskClient) -> None:
        response = demo_app_client.get(f"{LIST}.xlsx")
        assert response.headers["Content-Disposition"].endswith("northvale-actions-2026-11-21.xlsx")
        assert str(response.mimetype).endswith("spreadsheetml.sheet")

    def test_nothing_that_somebody_typed_becomes_a_formula(
        self, make_app: Callable[[Path], Flask], own_database: Path
    ) -> None:
        typed = make_action("1.1a", title='=HYPERLINK("https://example.org","Look")')
        client = client_with(typed, make_app, own_database)
        sheet = _sheet(client, "/testshire/2025-28/actions")
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert [cell.data_type for cell in cells if str(cell.value).startswith("=")] == ["s"]

    def test_a_list_in_which_nothing_fits_is_a_workbook_that_says_so(
        self, demo_app_client: FlaskClient
    ) -> None:
        assert _codes(demo_app_client, agency="probation", delivery="off_track") == []
        texts = [
            str(row[0].value)
            for row in _sheet(demo_app_client, agency="probation", delivery="off_track").iter_rows()
        ]
        assert "No action fits what was asked for." in texts

    def test_an_unknown_filter_is_an_error(self, client: FlaskClient) -> None:
        assert client.get(f"{LIST}.xlsx?delivery=purple").status_code == 404


def _sheet(client: FlaskClient, address: str = LIST, **words: str) -> Worksheet:
    response = client.get(with_words(f"{address}.xlsx", **words))
    assert response.status_code == 200
    sheet = load_workbook(BytesIO(response.data)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def _codes(client: FlaskClient, **words: str) -> list[str]:
    """Return the codes of the rows under the heading Code."""
    cells = [row[0].value for row in _sheet(client, **words).iter_rows()]
    if "Code" not in cells:
        return []
    return [str(cell) for cell in cells[cells.index("Code") + 1 :] if cell]
