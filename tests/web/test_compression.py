"""Pages travel compressed where the browser can read them so, and are the same page either way."""

import gzip

from flask.testing import FlaskClient

OVERVIEW = "/northvale/2025-28/"


def test_a_page_is_compressed_for_a_browser_that_takes_it(demo_app_client: FlaskClient) -> None:
    response = demo_app_client.get(OVERVIEW, headers={"Accept-Encoding": "gzip, br"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.data) < 10_000
    text = gzip.decompress(response.data).decode()
    assert "Where the plan stands on 21 November 2026" in text
    assert response.headers["Content-Length"] == str(len(response.data))


def test_others_get_it_plain(demo_app_client: FlaskClient) -> None:
    response = demo_app_client.get(OVERVIEW)
    assert "Content-Encoding" not in response.headers
    assert response.headers["Vary"] == "Accept-Encoding, Cookie"
    assert "Where the plan stands" in response.text


def test_a_small_page_is_left_alone(demo_app_client: FlaskClient) -> None:
    response = demo_app_client.get("/northvale/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
