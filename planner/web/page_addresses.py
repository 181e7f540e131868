"""The address of every page, found from the application itself, so that none is forgotten."""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, url_for

from planner.domain.assessment import Assessment
from planner.domain.elements import live
from planner.domain.entries.challenge import further_steps
from planner.domain.errors import NotFound
from planner.domain.people.people import Member
from planner.domain.people.permissions import Reach, Role, reach
from planner.domain.scrutiny.challenges import is_open
from planner.domain.vocabulary import Collection
from planner.services.pack_builds import list_packs
from planner.services.people import list_members
from planner.services.plans import show_plan
from planner.web.access import need_of
from planner.web.clock import today

#: Endpoints whose name begins so hand out a file, and no page.
DOWNLOAD = "download_"
#: Pages of these are for somebody half-way through signing in, or for whoever holds a link; an address
#: alone does not lead there.
NOT_BY_ADDRESS = ("security.", "demo.", "invitations.", "identity_provider.")

#: What stands for ``<code>`` in the address of each page of a single thing: every code there is.
CODES: dict[str, Callable[[Assessment], tuple[str, ...]]] = {
    "theory.show_aim": lambda found: tuple(each.code for each in live(found.plan.aims)),
    "theory.show_outcome": lambda found: tuple(each.code for each in live(found.plan.outcomes)),
    "actions.show_action": lambda found: tuple(found.standings),
    "actions.record_update": lambda found: tuple(found.standings),
    "date_requests.ask_for_date": lambda found: tuple(
        code for code, standing in found.standings.items() if standing.action.end_on is not None
    ),
    "date_requests.decide_on_date": lambda found: tuple(found.standings),
    "measures.show_measure": lambda found: tuple(found.progress),
    "measures.record_reading": lambda found: tuple(
        code for code, told in found.progress.items() if told.measure.state is not Collection.CANNOT_BE
    ),
    "recommendations.show_clause": lambda found: tuple(found.coverage),
    "challenges.reply_to_challenge": lambda found: tuple(
        each.code for each in found.plan.challenges if is_open(each)
    ),
    "challenges.take_challenge_further": lambda found: tuple(
        each.code for each in found.plan.challenges if further_steps(each)
    ),
    "history.show_element_history": lambda found: (
        *found.standings,
        *(node.code for _, node in found.plan.nodes() if node.code not in found.standings),
        *found.coverage,
    ),
    "packs.show_build": lambda found: tuple(
        pack.code
        for pack in list_packs(
            current_app.config["SETTINGS"].exports, found.plan.partnership.slug, found.plan.slug
        )
    ),
}

#: What stands for ``<member>`` in the address of each page about one: every member it can be asked for by
#: somebody who manages people and is no administrator.
MEMBERS: dict[str, Callable[[Member], bool]] = {
    "people.show_member": lambda _: True,
    "people.change_member": lambda each: each.ended_on is None and each.role is not Role.ADMINISTRATOR,
    "people.end_membership": lambda each: each.ended_on is None and each.role is not Role.ADMINISTRATOR,
}


def page_addresses(
    app: Flask, partnership: str, plan: str, role: Role = Role.BUSINESS_MANAGER
) -> dict[str, str]:
    """Return an address for every page that somebody of a role may have, by the name of its endpoint.

    The page of a single thing stands there with the first such thing of the plan, and is left out
    where the plan has none; files to download are no pages. Raises LookupError for a page whose
    address needs something that is not known here: add it to ``CODES``, or to ``MEMBERS``.
    """
    addresses = {}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            is_page = "GET" in (rule.methods or ()) and not is_download(rule.endpoint)
            by_address = not rule.endpoint.startswith(NOT_BY_ADDRESS)
            if not (is_page and by_address and _is_for(app, rule.endpoint, role)):
                continue
            values = _values(rule.endpoint, rule.arguments, partnership, plan)
            if values is not None:
                addresses[rule.endpoint] = url_for(rule.endpoint, **values)
    return addresses


def _is_for(app: Flask, endpoint: str, role: Role) -> bool:
    need = need_of(app, endpoint)
    return need is None or need.deed is None or reach(role, need.deed) is not Reach.NOWHERE


def is_download(endpoint: str) -> bool:
    """Return whether an endpoint hands out a file."""
    return endpoint.rpartition(".")[2].startswith(DOWNLOAD)


def _assessment(partnership: str, plan: str) -> Assessment | None:
    try:
        return show_plan(partnership, plan, today())
    except NotFound:
        return None


def _members(partnership: str) -> tuple[Member, ...]:
    try:
        return list_members(partnership)
    except NotFound:
        return ()


def _values(endpoint: str, arguments: set[str], partnership: str, plan: str) -> dict[str, Any] | None:
    known = {"partnership": partnership, "plan": plan}
    if "code" in arguments and endpoint in CODES:
        found = _assessment(partnership, plan)
        codes = CODES[endpoint](found) if found else ()
        if not codes:
            return None
        known["code"] = codes[0]
    if "member" in arguments and endpoint in MEMBERS:
        members = [str(each.id) for each in _members(partnership) if MEMBERS[endpoint](each)]
        if not members:
            return None
        known["member"] = members[0]
    unknown = ", ".join(sorted(arguments - set(known)))
    if unknown:
        raise LookupError(f"The address of {endpoint} needs a value for {unknown}.")
    return {name: known[name] for name in arguments}
