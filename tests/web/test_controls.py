"""What can be changed stands only on the pages of those who may change it: proven over every page."""

from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from planner.domain.assessment import Assessment
from planner.domain.entries.challenge import further_steps
from planner.domain.people.permissions import PERMISSIONS, Deed, Reach, Role, reach
from planner.domain.scrutiny.challenges import is_open
from planner.web.access import need_of
from planner.web.page_addresses import CODES, page_addresses
from tests.web.page_checks import named, parse
from tests.web.people_at_work import client_of

PARTNERSHIP, PLAN = "northvale", "2025-28"
ROOT = f"/{PARTNERSHIP}/{PLAN}"
#: What changes nothing of a partnership.
OF_EVERYONE = {"/sign-out"}
#: Agency of the demonstration's agency lead.
OWN = "police"
#: For these every page is read, because of what must not be there; for others one in five of a kind.
THOROUGHLY = (Role.AGENCY_LEAD, Role.SCRUTINEER, Role.VIEWER)


def pages_of(app: Flask, role: Role, assessment: Assessment) -> Iterator[str]:
    """Yield the address of every page of the partnership for a role: of each thing that has one, too."""
    for endpoint, address in page_addresses(app, PARTNERSHIP, PLAN, role).items():
        if not address.startswith(f"/{PARTNERSHIP}/"):
            continue
        codes = CODES[endpoint](assessment) if endpoint in CODES and endpoint != "packs.show_build" else ()
        # The history of each thing and each form of it are one page with another code.
        if not codes or endpoint.partition(".")[2].startswith(("record_", "show_element_history")):
            yield address
            continue
        with app.test_request_context():
            for code in codes[:: 1 if role in THOROUGHLY else 5]:
                yield url_for(endpoint, partnership=PARTNERSHIP, plan=PLAN, code=code)


def controls(page: ET.Element) -> set[str]:
    """Return where everything leads by which something can be changed: forms, and links to forms."""
    found = {form.get("action") or "" for form in named(page, "form") if form.get("method") != "get"}
    found |= {
        link.get("href") or ""
        for link in named(page, "a")
        if link.get("role") == "button" or link.get("data-task") is not None
    }
    for element in page.iter():
        found |= {
            element.get(name, "") for name in ("hx-post", "hx-put", "hx-patch", "hx-delete", "formaction")
        }
    return {urlsplit(address).path for address in found if address} - OF_EVERYONE


@pytest.fixture(scope="module", params=list(Role), ids=[role.value for role in Role])
def role(request: pytest.FixtureRequest) -> Role:
    """Return each role in turn."""
    found: Role = request.param
    return found


@pytest.fixture(scope="module")
def seen(role: Role, demo_app: Flask, assessment: Assessment) -> dict[str, set[str]]:
    """Return what somebody of the role is offered on every page of the partnership, by its address."""
    client: FlaskClient = client_of(demo_app, role)
    found = {}
    with demo_app.app_context():
        addresses = dict.fromkeys(pages_of(demo_app, role, assessment))
    for address in addresses:
        answer = client.get(address, follow_redirects=True)
        if answer.status_code == 403:
            continue
        assert answer.status_code == 200, address
        found[address] = controls(parse(answer.text))
    assert len(found) > (100 if role in THOROUGHLY else 40)
    return found


def deed_of(app: Flask, path: str) -> Deed:
    """Return what an address that changes something is for."""
    adapter = app.url_map.bind("localhost")
    endpoint, _values = adapter.match(path, method="POST")
    need = need_of(app, endpoint)
    assert need is not None, path
    assert need.deed is not None, path
    return need.deed


def test_nobody_is_offered_what_their_role_does_not_allow(
    role: Role, seen: dict[str, set[str]], demo_app: Flask
) -> None:
    offered = {deed_of(demo_app, path) for paths in seen.values() for path in paths}
    assert {deed for deed in offered if reach(role, deed) is Reach.NOWHERE} == set()


def test_whatever_is_offered_can_be_opened(role: Role, seen: dict[str, set[str]], demo_app: Flask) -> None:
    client = client_of(demo_app, role)
    for path in sorted({path for paths in seen.values() for path in paths}):
        assert client.get(path).status_code in {200, 405}, path


def test_a_viewer_is_offered_nothing_and_a_scrutineer_only_their_own_forms(
    role: Role, seen: dict[str, set[str]]
) -> None:
    offered = {path for paths in seen.values() for path in paths}
    if role is Role.VIEWER:
        assert offered == set()
    if role is Role.SCRUTINEER:
        steps = {
            path for path in offered if path.startswith(f"{ROOT}/challenges/") and path.endswith("/steps")
        }
        assert offered - steps == {f"{ROOT}/challenges/new", f"{ROOT}/judgements/new"}


def may(role: Role, deed: Deed, agency: str) -> bool:
    how_far = PERMISSIONS[deed].get(role, Reach.NOWHERE)
    return how_far is Reach.EVERYWHERE or (how_far is Reach.OWN_AGENCY and agency == OWN)


def test_each_is_offered_all_that_they_may_do_where_it_stands(
    role: Role, seen: dict[str, set[str]], assessment: Assessment
) -> None:
    for code, standing in assessment.standings.items():
        if f"{ROOT}/actions/{code}" not in seen:
            continue
        expected = may(role, Deed.RECORD_UPDATE, standing.action.lead_agency)
        assert (f"{ROOT}/actions/{code}/updates" in seen[f"{ROOT}/actions/{code}"]) is expected, code
        moves = may(role, Deed.ASK_FOR_DATE, standing.action.lead_agency)
        moves = moves and standing.action.end_on is not None
        assert (f"{ROOT}/actions/{code}/end-date" in seen[f"{ROOT}/actions/{code}"]) is moves, code
    for code, told in assessment.progress.items():
        if f"{ROOT}/measures/{code}" not in seen:
            continue
        expected = may(role, Deed.RECORD_READING, told.measure.collator_agency)
        assert (f"{ROOT}/measures/{code}/readings" in seen[f"{ROOT}/measures/{code}"]) is expected, code
    log = seen[f"{ROOT}/challenges"]
    for challenge in assessment.plan.challenges:
        replies = is_open(challenge) and may(role, Deed.REPLY_TO_CHALLENGE, challenge.to_agency)
        assert (f"{ROOT}/challenges/{challenge.code}/reply" in log) is replies, challenge.code
        steps = bool(further_steps(challenge)) and may(role, Deed.RAISE_CHALLENGE, "")
        assert (f"{ROOT}/challenges/{challenge.code}/steps" in log) is steps, challenge.code
    for page in (f"{ROOT}/challenges", f"{ROOT}/recommendations/R1.1", f"{ROOT}/outcomes/O1.1"):
        assert (f"{ROOT}/challenges/new" in seen[page]) is may(role, Deed.RAISE_CHALLENGE, "")
        assert (f"{ROOT}/judgements/new" in seen[page]) is may(role, Deed.RECORD_JUDGEMENT, "")
    assert (f"{ROOT}/packs" in seen[f"{ROOT}/packs"]) is may(role, Deed.BUILD_PACK, "")
