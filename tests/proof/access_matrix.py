"""The access matrix: every address of the product, who may have it, and with what words it is asked.

It is written down once more here, apart from what the code says of itself, so that the two must agree.
An address that is missing fails, and so does one that is there no more.
"""

from collections.abc import Mapping

from tests.proof.account_matrix import ACCOUNT_MATRIX
from tests.proof.entries import Entry
from tests.proof.people_matrix import PEOPLE_MATRIX
from tests.proof.recording_matrix import RECORDING_MATRIX

ROLES = ("administrator", "business_manager", "steering_group", "agency_lead", "scrutineer", "viewer")
#: Deed by role, in the order of ``ROLES``: yes, no, or for the own agency alone.
_MAY = """
read_plan              yes yes yes yes yes yes
read_history           yes yes yes yes yes no
build_pack             yes yes yes no  no  no
record_update          no  yes no  own no  no
record_reading         no  yes no  own no  no
ask_for_date           no  yes no  own no  no
change_date            no  yes no  no  no  no
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
    Entry(endpoint="agencies.list_agencies", deed=_READ),
    Entry(endpoint="measures.list_measures", deed=_READ),
    Entry(endpoint="measures.show_framework", deed=_READ),
    Entry(endpoint="measures.show_measure", deed=_READ, values={"code": "measure"}),
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

MATRIX = (*_OF_A_PLAN, *RECORDING_MATRIX, *PEOPLE_MATRIX, *ACCOUNT_MATRIX)
