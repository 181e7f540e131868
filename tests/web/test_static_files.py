"""Static files: kept for ever under an address that changes with them, compressed, never guessed at."""

import re

from flask.testing import FlaskClient

from planner.web.static_files import static_address


def test_every_file_that_a_page_names_is_there_and_may_be_kept(demo_app_client: FlaskClient) -> None:
    page = demo_app_client.get("/").text
    addresses = re.findall(r'href="(/static/[^"]+)"', page)
    assert len(addresses) > 5
    for address in addresses:
        with demo_app_client.get(address) as response:
            assert response.status_code == 200, address
            assert response.headers["Cache-Control"] == "max-age=315360000, public, immutable"
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_fetched_style_sheet_travels_compressed(demo_app_client: FlaskClient) -> None:
    address = static_address("vendor/govuk/govuk-frontend.min.css")
    with demo_app_client.get(address, headers={"Accept-Encoding": "br"}) as response:
        assert response.headers["Content-Encoding"] == "br"
