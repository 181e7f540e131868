"""The header set of every response, exactly."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

EVERY_KIND = ["/", "/northvale/2025-28/", "/about/marks", "/nothing/here/at/all"]


@pytest.mark.parametrize("address", EVERY_KIND)
def test_every_response_carries_the_whole_set(client: FlaskClient, address: str) -> None:
    headers = dict(client.get(address).headers)
    policy = re.sub(r"nonce-[^']+", "nonce-N", headers.pop("Content-Security-Policy"))
    assert policy == (
        "default-src 'none'; script-src 'nonce-N'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
    del headers["Content-Length"]
    assert set(headers.pop("Set-Cookie", "").split("; ")[1:]) <= {"HttpOnly", "Path=/", "SameSite=Lax"}
    assert headers == {
        "Content-Type": "text/html; charset=utf-8",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": (
            "camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), "
            "serial=(), usb=()"
        ),
        "Cache-Control": "no-store",
        "Vary": "Accept-Encoding, Cookie",
    }


def test_each_page_has_a_nonce_of_its_own(client: FlaskClient) -> None:
    policies = {client.get("/").headers["Content-Security-Policy"] for _ in range(5)}
    assert len(policies) == 5


def test_a_stranger_gets_a_cookie_with_a_form_alone(demo_app: Flask) -> None:
    for address, has_form in (("/about/marks", False), ("/nothing/here/at/all", False), ("/sign-in", True)):
        page = demo_app.test_client(is_nobody=True).get(address)
        assert ('method="post"' in page.text) == has_form, address
        assert ("Set-Cookie" in page.headers) == has_form, address
