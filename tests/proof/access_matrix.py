"""The access matrix: every address of the product, who may have it, and with what words it is asked.

It is written down once more here, apart from what the code says of itself, so that the two must agree.
An address that is missing fails, and so does one that is there no more.
"""

from collections.abc import Mapping

from tests.proof.account_matrix import ACCOUNT_MATRIX
from tests.proof.entries import NEW_ROW, OLD_ROW, Entry

ROLES = ("administrator", "business_manager", "steering_group", "agency_lead", "scrutineer", "viewer")
#: Deed by role, in the order of ``ROLES``: yes, no, or for the own agency alone.
_MAY = """
read_plan              yes yes yes yes yes yes
read_history           yes yes yes yes yes no
build_pack             yes yes yes no  no  no
record_update          no  yes no  own no  no
record_reading         no  yes no  own no  no
raise_challenge        no  no  no  no  yes no
record_judgement       no  no  no  no  yes no
reply_to_challenge     no  yes no  own no  no
see_people             yes yes no  no  no  no
manage_people          yes yes no  no  no  no
manage_administrators  yes no  no  no  no  no
"""
MAY: Mapping[str, Mapping[str, str]] = {
    deed: dict(zip(ROLES, words, strict=True))
    for deed, *words in (line.split() for line in _MAY.strip().splitlines())
}

_READ, _HISTORY = "read_plan", "read_history"
#: What every change of a plan changes besides: its revision, its words, and the log.
_OF_A_CHANGE = {
    "strategy": ("revision", "last_id"),
    "change_log": (NEW_ROW,),
    "find_index": ("revision", OLD_ROW, NEW_ROW),
    "findable": (OLD_ROW, NEW_ROW),
}
_UPDATE = {
    "on-day": "20",
    "on-month": "11",
    "on-year": "2026",
    "status": "off_track",
    "sentence": "Half of the forms are in use.",
    "ask": "Agree to pay for the rest",
    "ask_of": "Valeshire Police",
    "ask_by-day": "20",
    "ask_by-month": "12",
    "ask_by-year": "2026",
}
_READING = {
    "period": "Autumn 2026",
    "period_end-day": "31",
    "period_end-month": "10",
    "period_end-year": "2026",
    "mark": "",
    "value": "62",
    "numerator": "",
    "denominator": "",
    "beside": "",
    "note": "As counted in the autumn",
}
_OF_A_PLAN = (
    Entry(endpoint="plans.show_partnership", deed=_READ, status=302, leads_to="/{partnership}/{plan}/"),
    Entry(endpoint="plans.show_overview", deed=_READ),
    Entry(endpoint="sections.list_sections", deed=_READ),
    Entry(endpoint="theory.show_map", deed=_READ),
    Entry(endpoint="theory.download_map_svg", deed=_READ),
    Entry(endpoint="theory.download_map_png", deed=_READ),
    Entry(endpoint="theory.print_map", deed=_READ),
    Entry(endpoint="theory.show_outline", deed=_READ),
    Entry(endpoint="theory.show_table", deed=_READ),
    Entry(endpoint="theory.show_aim", deed=_READ, values={"code": "aim"}),
    Entry(endpoint="theory.show_outcome", deed=_READ, values={"code": "outcome"}),
    Entry(endpoint="assumptions.list_assumptions", deed=_READ),
    Entry(endpoint="actions.list_actions", deed=_READ),
    Entry(endpoint="actions.download_actions", deed=_READ),
    Entry(endpoint="actions.show_timeline", deed=_READ),
    Entry(endpoint="actions.show_action", deed=_READ, values={"code": "action"}),
    Entry(
        endpoint="actions.record_update",
        deed="record_update",
        values={"code": "action"},
        by_agency={"code": "action of another agency"},
    ),
    Entry(
        endpoint="actions.record_update",
        method="POST",
        deed="record_update",
        values={"code": "action"},
        by_agency={"code": "action of another agency"},
        form=_UPDATE,
        status=303,
        leads_to="/{partnership}/{plan}/actions/[0-9].[0-9][a-z][?]saved=update",
        writes={**_OF_A_CHANGE, "action_update": (NEW_ROW,)},
    ),
    Entry(endpoint="agencies.list_agencies", deed=_READ),
    Entry(endpoint="measures.list_measures", deed=_READ),
    Entry(endpoint="measures.show_framework", deed=_READ),
    Entry(endpoint="measures.show_measure", deed=_READ, values={"code": "measure"}),
    Entry(
        endpoint="measures.record_reading",
        deed="record_reading",
        values={"code": "measure"},
        by_agency={"code": "measure of another agency"},
    ),
    Entry(
        endpoint="measures.record_reading",
        method="POST",
        deed="record_reading",
        values={"code": "measure"},
        by_agency={"code": "measure of another agency"},
        form=_READING,
        status=303,
        leads_to="/{partnership}/{plan}/measures/M[0-9][0-9][?]saved=reading",
        writes={**_OF_A_CHANGE, "reading": (NEW_ROW,)},
    ),
    Entry(endpoint="recommendations.list_recommendations", deed=_READ),
    Entry(endpoint="recommendations.show_coverage", deed=_READ),
    Entry(endpoint="recommendations.show_clause", deed=_READ, values={"code": "clause"}),
    Entry(endpoint="findings.list_findings", deed=_READ),
    Entry(endpoint="challenges.list_challenges", deed=_READ),
    Entry(endpoint="find.find_anything", deed=_READ),
    Entry(endpoint="guidance.list_terms", deed=_READ),
    Entry(endpoint="guidance.list_sources", deed=_READ),
    Entry(endpoint="history.show_history", deed=_HISTORY),
    Entry(endpoint="history.show_element_history", deed=_HISTORY, values={"code": "action"}),
    Entry(endpoint="packs.list_packs", deed=_READ),
    Entry(endpoint="packs.show_build", deed=_READ, values={"code": "pack"}),
    Entry(endpoint="packs.download_pack", deed=_READ, values={"code": "pack", "name": "pack file"}),
    Entry(
        endpoint="packs.build_pack",
        deed="build_pack",
        method="POST",
        form={"year": "2026"},
        status=303,
        leads_to="/{partnership}/{plan}/packs/2026-*",
    ),
)
_OF_PEOPLE = (Entry(endpoint="people.list_people", deed="see_people"),)

#: Addresses that the matrix does not ask for yet, and the tests that ask for each as every role.
ASKED_ELSEWHERE: Mapping[str, str] = {
    "GET challenges.raise_challenge": "tests/web/test_scrutiny.py",
    "POST challenges.raise_challenge": "tests/web/test_scrutiny.py",
    "GET challenges.reply_to_challenge": "tests/web/test_scrutiny.py",
    "POST challenges.reply_to_challenge": "tests/web/test_scrutiny.py",
    "GET challenges.take_challenge_further": "tests/web/test_scrutiny.py",
    "POST challenges.take_challenge_further": "tests/web/test_scrutiny.py",
    "GET judgements.record_judgement": "tests/web/test_scrutiny.py",
    "POST judgements.record_judgement": "tests/web/test_scrutiny.py",
    "GET people.show_member": "tests/web/test_people.py",
    "GET people.change_member": "tests/web/test_people.py",
    "POST people.change_member": "tests/web/test_people.py",
    "GET people.end_membership": "tests/web/test_people.py",
    "POST people.end_membership": "tests/web/test_people.py",
    "POST people.end_sign_ins": "tests/web/test_people.py",
    "POST people.disable_account": "tests/web/test_people.py",
    "POST people.enable_account": "tests/web/test_people.py",
    "GET inviting.invite_person": "tests/web/test_people.py",
    "POST inviting.invite_person": "tests/web/test_people.py",
    "POST inviting.invite_again": "tests/web/test_people.py",
    "POST inviting.withdraw_invitation": "tests/web/test_people.py",
    "GET invitations.show_invitation": "tests/web/test_invitations.py",
    "POST invitations.accept_invitation": "tests/web/test_invitations.py",
    "POST identity_provider.start_joining": "tests/web/test_identity_provider.py",
}

MATRIX = (*_OF_A_PLAN, *_OF_PEOPLE, *ACCOUNT_MATRIX)
