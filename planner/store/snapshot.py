"""A whole plan as the domain's values, in a fixed number of queries however large it is."""

from sqlalchemy.orm import Session

from planner.collector import collector_paused
from planner.domain.plan import Plan
from planner.domain.vocabulary import Kind
from planner.store.queries import records as lists
from planner.store.queries.challenges import read_challenges
from planner.store.queries.elements import read_elements
from planner.store.queries.histories import read_histories, read_readings
from planner.store.queries.links import read_links
from planner.store.queries.plans import PlanHead, find_plan
from planner.store.queries.records import read_records
from planner.store.queries.relations import read_relations
from planner.store.scope import Scope


def load_plan(session: Session, scope: Scope, plan_slug: str) -> Plan:
    """Return the plan as it is saved, in ten queries.

    Raises NotFound when there is no such plan.
    """
    session.flush()
    return load_content(session, find_plan(session, scope, plan_slug))


def load_content(session: Session, head: PlanHead) -> Plan:
    """Return the plan whose head was found, in nine queries."""
    with collector_paused():
        return _load_content(session, head)


def _load_content(session: Session, head: PlanHead) -> Plan:
    key = head.key
    elements = read_elements(session, key)
    records = read_records(session, key)
    relations = read_relations(session, key, elements.codes, records.agency_codes)
    histories = read_histories(session, key)
    readings = read_readings(session, key)
    links, assumptions = read_links(session, key, elements.codes)
    visions = elements.nodes(Kind.VISION)
    return Plan(
        partnership=head.partnership,
        slug=head.slug,
        title=head.title,
        starts_on=head.starts_on,
        ends_on=head.ends_on,
        next_review_on=head.next_review_on,
        guidance_edition=head.guidance_edition,
        status_preset=head.status_preset,
        freshness_days=head.freshness_days,
        versions=records.make("version", lists.VERSION),
        stages=records.make("stage", lists.STAGE),
        agencies=records.make("agency", lists.AGENCY),
        sections=records.make("section", lists.SECTION),
        vision=visions[0] if visions else None,
        priorities=elements.nodes(Kind.PRIORITY),
        aims=elements.nodes(Kind.AIM),
        outcomes=elements.outcomes(relations),
        actions=elements.actions(records, histories, relations),
        measures=elements.measures(records, readings, relations),
        links=links,
        assumptions=assumptions,
        evidence=records.evidence(relations["evidence_about"]),
        challenges=read_challenges(session, key, elements.codes, records.agency_codes),
        risks=records.risks(relations["risk_about"]),
        claims=records.claims(),
        recorded_reasons=records.make("reason", lists.REASON),
    )
