"""Whatever a plan holds, or leaves out, every page of it can be read.

The plans are made up: with no agencies, dates or links, with retired elements, awkward codes and texts.
"""

from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import url_for
from hypothesis import HealthCheck, given, settings

from planner.bench.workbench import address_of, application
from planner.domain.lenses import Lens
from planner.domain.plan import Plan
from planner.domain.vocabulary import Kind
from planner.services.plans import show_plan
from planner.store.database import transaction
from planner.store.migrating import upgrade
from planner.store.saving import save_plan
from planner.web.actions.grouping import LABELS
from planner.web.page_addresses import CODES, page_addresses
from tests.conftest import DEMO_DAY
from tests.strategies import plans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from planner.domain.assessment import Assessment

#: So many things of a kind are read: the others are made in the same way.
OF_EACH = 3
numbers = count(1)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Flask]":
    """Return the application on a database of its own, which raises what goes wrong in a page."""
    path: Path = tmp_path_factory.mktemp("any") / "any.sqlite3"
    upgrade(address_of(path))
    with application(path) as made:
        made.config["TESTING"] = True
        yield made


def views(found: "Assessment") -> "Iterator[str]":
    """Yield the addresses of pages below the plan's that depend on what it holds."""
    kinds = found.plan.kinds
    drawn = [code for code in found.graph if kinds[code] is not Kind.MEASURE]
    failing = [*list(found.standings)[:OF_EACH], *list(found.plan.agency_names)[:OF_EACH]]
    yield from (f"map?lens={lens.value}" for lens in Lens)
    yield from (f"map?focus={code}" for code in drawn[: 2 * OF_EACH])
    yield from (f"map?fails={code}" for code in failing)
    yield from (f"actions?group={name}" for name in LABELS)
    yield from ("map/print?paper=a4", "actions.xlsx", "coverage?by=agency", "find?q=a", "outline?open=all")


def addresses_of(app: "Flask", found: "Assessment") -> "Iterator[str]":
    names = found.plan.partnership.slug, found.plan.slug
    for endpoint, first in page_addresses(app, *names).items():
        yield first
        if endpoint in CODES and endpoint != "packs.show_build":
            codes = CODES[endpoint](found)[:OF_EACH]
            with app.test_request_context():
                places = {"partnership": names[0], "plan": names[1]}
                others = [url_for(endpoint, **places, code=code) for code in codes]  # type: ignore[arg-type]  # The stubs take them for its own options.
            yield from others
    yield from (f"/{'/'.join(names)}/{view}" for view in views(found))


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans())
def test_every_page_of_any_plan_can_be_read(app: "Flask", plan: Plan) -> None:
    # Every example is a plan of its own: what scrutiny said in one would stay in the next of its name.
    plan = replace(plan, slug=f"plan-{next(numbers)}")
    with app.app_context():
        with transaction() as session:
            save_plan(session, plan)
        found = show_plan(plan.partnership.slug, plan.slug, DEMO_DAY)
    client = app.test_client()
    answers = {address: client.get(address).status_code for address in addresses_of(app, found)}
    assert {address: status for address, status in answers.items() if status not in (200, 302)} == {}
