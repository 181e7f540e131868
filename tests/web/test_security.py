"""A nonce for each page, and no cookie before there is a need of one; every header: ``test_headers.py``."""

from flask import Flask
from flask.testing import FlaskClient


def test_each_page_has_a_nonce_of_its_own(client: FlaskClient) -> None:
    policies = {client.get("/").headers["Content-Security-Policy"] for _ in range(5)}
    assert len(policies) == 5


def test_a_stranger_gets_a_cookie_with_a_form_alone(demo_app: Flask) -> None:
    for address, has_form in (("/about/marks", False), ("/nothing/here/at/all", False), ("/sign-in", True)):
        page = demo_app.test_client(is_nobody=True).get(address)
        assert ('method="post"' in page.text) == has_form, address
        assert ("Set-Cookie" in page.headers) == has_form, address
