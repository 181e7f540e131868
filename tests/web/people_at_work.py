"""The demonstration's people at their browsers, and forms as a browser sends them."""

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from planner.domain.people.permissions import Role
from planner.services.accounts import find_account
from planner.services.demo_people import DEMO_LASTS
from planner.services.sign_ins import start_sign_in
from planner.web.accounts.browser_cookie import cookie_for
from tests.web.page_checks import named, parse, text_of


def cookie_of(app: Flask, role: Role, partnership: str = "northvale") -> tuple[str, str]:
    """Return the cookie of a browser in which the demonstration's person of a role is signed in."""
    with app.app_context():
        person = find_account(email=f"{role.value.replace('_', '.')}@{partnership}.example")
        assert person is not None
        token = start_sign_in(person.id, way="demonstration", address="", device="", lasts=DEMO_LASTS)
    return cookie_for(app, person, token)


def client_of(app: Flask, role: Role, partnership: str = "northvale") -> FlaskClient:
    """Return a checking client in which the demonstration's person of a role is signed in."""
    client = app.test_client()
    client.set_cookie(*cookie_of(app, role, partnership))
    return client


def fields_of(page: str, address: str) -> dict[str, str]:
    """Return what a browser would send of the form that goes to an address, as the page stands.

    A radio button that is not chosen and an empty list of choices send nothing, as in a browser.
    """
    [form] = [
        form
        for form in named(parse(page), "form")
        if form.get("method") == "post" and form.get("action") == address
    ]
    sent: dict[str, str] = {}
    for field in named(form, "input"):
        if field.get("type") not in {"radio", "checkbox"} or field.get("checked") is not None:
            sent[field.get("name") or ""] = field.get("value") or ""
    for field in named(form, "textarea"):
        sent[field.get("name") or ""] = field.text or ""
    for field in named(form, "select"):
        options = named(field, "option")
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        sent[field.get("name") or ""] = chosen[0].get("value") or "" if chosen else ""
    sent.pop("", None)
    return sent


def fill_in(client: FlaskClient, address: str, **typed: Any) -> TestResponse:
    """Open a form, type into it, and send it; names with a hyphen are written with two underscores."""
    page = client.get(address)
    assert page.status_code == 200, page.text
    changed = {name.replace("__", "-"): str(value) for name, value in typed.items()}
    return client.post(address, data={**fields_of(page.text, address), **changed})


def errors_of(page: str) -> dict[str, list[str]]:
    """Return what a page says is wrong, by the name of the field; under no name what its summary adds."""
    root = parse(page)
    found: dict[str, list[str]] = {}
    for element in named(root, "div"):
        name = element.get("id") or ""
        if name.endswith("-error"):
            found[name.removesuffix("-error")] = [text_of(each).removeprefix("Error: ") for each in element]
    for summary in named(root, "div"):
        if summary.get("id") == "error-summary":
            items = [text_of(item) for item in named(summary, "li")]
            told = [sentence for sentences in found.values() for sentence in sentences]
            kept = [item for item in items if item in told]
            assert kept == told, "the summary says all of it, in the order of the fields"
            if rest := [item for item in items if item not in told]:
                found[""] = rest
    return found


def banner_of(page: str) -> str:
    """Return what a page says was saved, nothing where it says nothing."""
    banners = [
        element
        for element in parse(page).iter()
        if "govuk-notification-banner" in (element.get("class") or "").split()
    ]
    return text_of(banners[0]) if banners else ""


def controls_of(page: str) -> list[str]:
    """Return the words on everything of a page by which something can be changed.

    Those are the buttons of forms that are posted, and links that look like buttons; not the sign-out,
    and not what finds or filters.
    """
    root = parse(page)
    found = []
    for form in named(root, "form"):
        if form.get("method") == "post" and form.get("action") != "/sign-out":
            found += [text_of(button) for button in named(form, "button")]
    main = named(root, "main")[0]
    for link in named(main, "a"):
        if link.get("role") == "button" or link.get("data-task") is not None:
            found.append(text_of(link))
    return found
