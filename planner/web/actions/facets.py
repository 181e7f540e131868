"""What actions can be filtered by: the same for the list, the timeline and the workbook."""

from planner.domain.assessment import Assessment
from planner.domain.delivery.schedule import Standing
from planner.domain.elements import live
from planner.domain.phrases import lower_first
from planner.domain.plan import Action, Outcome
from planner.domain.vocabulary import Delivery, Flag, Kind, Strength
from planner.packs.tables.chains import Chains
from planner.web.filters import Facet, options_of

NOBODY = "nobody"
NO_AIM = "no-aim"
NO_STAGE = "no-stage"

Facets = tuple[Facet[Standing], ...]


def action_facets(assessment: Assessment) -> Facets:
    """Return every facet in the order of the fields; hidden ones stand last."""
    return (
        _agency(assessment),
        Facet(
            name="delivery",
            label="Delivery",
            any_label="Any delivery",
            options=options_of(Delivery),
            codes_of=lambda standing: (standing.delivery,),
            says=lower_first,
        ),
        Facet(
            name="flag",
            label="What stands out",
            any_label="Anything",
            options=options_of(Flag),
            codes_of=lambda standing: standing.flags,
            says=lower_first,
        ),
        _aim(assessment),
        _stage(assessment),
        _clause(assessment),
        _group(assessment),
        _outcome(assessment),
        _recommendation(assessment),
        Facet(
            name="supporting",
            label="Supporting agency",
            any_label="All agencies",
            options=tuple(assessment.plan.agency_names.items()),
            codes_of=lambda standing: standing.action.supporting_agencies,
            says=lambda label: f"supported by {label}",
            hidden=True,
        ),
        Facet(
            name="evidence",
            label="Evidence",
            any_label="Any evidence",
            options=options_of(Strength),
            codes_of=_evidence_codes,
            says=lambda label: f"finished, and the strongest evidence: {lower_first(label)}",
            hidden=True,
        ),
    )


def searched_text(assessment: Assessment, standing: Standing) -> str:
    """Return the text of an action in which words are looked for."""
    action, said = standing.action, standing.said
    lead = assessment.plan.agency_names.get(action.lead_agency, "")
    parts = (action.code, action.title, action.description, action.outputs, lead, action.lead_role)
    return "\n".join((*parts, said.sentence if said else ""))


def _agency(assessment: Assessment) -> Facet[Standing]:
    names = assessment.plan.agency_names
    used = {standing.action.lead_agency for standing in assessment.standings.values()}
    unled = ((NOBODY, "No lead agency"),) if used - set(names) else ()
    return Facet(
        name="agency",
        label="Lead agency",
        any_label="All agencies",
        options=(*names.items(), *unled),
        codes_of=lambda standing: (
            standing.action.lead_agency if standing.action.lead_agency in names else NOBODY,
        ),
        says=lambda label: f"led by {label}" if label != "No lead agency" else "with no lead agency",
    )


def _aim(assessment: Assessment) -> Facet[Standing]:
    """Return the facet of main aims: those under which the list shows its actions."""
    chains = Chains(assessment.plan)
    codes = {}
    for code, standing in assessment.standings.items():
        aim = chains.aim(chains.outcome(standing.action))
        codes[code] = aim.code if aim else NO_AIM
    loose = ((NO_AIM, "No aim yet"),) if NO_AIM in codes.values() else ()
    return Facet(
        name="aim",
        label="Aim",
        any_label="All aims",
        options=(*((aim.code, f"{aim.code} {aim.title}") for aim in live(assessment.plan.aims)), *loose),
        codes_of=lambda standing: (codes[standing.action.code],),
        says=lambda label: f"for aim {label}" if label != "No aim yet" else "with no aim yet",
    )


def _stage(assessment: Assessment) -> Facet[Standing]:
    stages = {stage.code: stage.title for stage in assessment.plan.stages}
    unstaged = any(standing.action.stage not in stages for standing in assessment.standings.values())
    return Facet(
        name="stage",
        label="Stage",
        any_label="All stages",
        options=(*stages.items(), *(((NO_STAGE, "No stage"),) if stages and unstaged else ())),
        codes_of=lambda standing: (standing.action.stage if standing.action.stage in stages else NO_STAGE,),
        says=lambda label: f"in stage {label}" if label != "No stage" else "in no stage",
    )


def _clause(assessment: Assessment) -> Facet[Standing]:
    """Return the facet of whole recommendations and their clauses, in one list."""
    options = []
    for each in assessment.guidance.recommendations:
        options.append((each.code, f"{each.code} {each.short_title}: all its clauses"))
        options += [(clause.code, f"{clause.code} {clause.title}") for clause in each.clauses]
    whole = _recommendation_of(assessment)
    return Facet(
        name="clause",
        label="Recommendation or clause",
        any_label="Any or none",
        options=tuple(options),
        codes_of=lambda standing: {*standing.action.clauses, *_wholes(whole, standing.action)},
        says=lambda label: f"for {label}",
    )


def _recommendation(assessment: Assessment) -> Facet[Standing]:
    whole = _recommendation_of(assessment)
    return Facet(
        name="recommendation",
        label="Recommendation",
        any_label="Any recommendation",
        options=tuple(
            (each.code, f"{each.code} {each.short_title}") for each in assessment.guidance.recommendations
        ),
        codes_of=lambda standing: _wholes(whole, standing.action),
        says=lambda label: f"for recommendation {label}",
        hidden=True,
    )


def _recommendation_of(assessment: Assessment) -> dict[str, str]:
    return {clause.code: each.code for each in assessment.guidance.recommendations for clause in each.clauses}


def _wholes(recommendation_of: dict[str, str], action: Action) -> set[str]:
    return {recommendation_of[code] for code in action.clauses if code in recommendation_of}


def _group(assessment: Assessment) -> Facet[Standing]:
    """Return the facet of affected groups: an action's own, or where it names none its outcome's."""
    chains = Chains(assessment.plan)
    return Facet(
        name="people",
        label="People affected",
        any_label="Anyone",
        options=tuple((group.code, group.title) for group in assessment.guidance.groups),
        codes_of=lambda standing: _groups(standing.action, chains.outcome(standing.action)),
        says=lambda label: f"for these people: {lower_first(label)}",
    )


def _groups(action: Action, outcome: Outcome | None) -> tuple[str, ...]:
    return action.groups or (outcome.groups if outcome else ())


def _outcome(assessment: Assessment) -> Facet[Standing]:
    """Return the facet of all outcomes that an action leads to, not the main one alone."""
    chains = Chains(assessment.plan)
    return Facet(
        name="outcome",
        label="Outcome",
        any_label="All outcomes",
        options=tuple((each.code, f"{each.code} {each.title}") for each in live(assessment.plan.outcomes)),
        codes_of=lambda standing: chains.targets(standing.action.code, Kind.OUTCOME),
        says=lambda label: f"leading to {label}",
        hidden=True,
    )


def _evidence_codes(standing: Standing) -> tuple[str, ...]:
    # Evidence is counted behind finished actions, so its filter speaks of those alone.
    return (standing.strength,) if standing.is_finished else ()
