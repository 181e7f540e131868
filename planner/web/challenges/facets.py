"""What challenges can be filtered by: where they stand, what they are, whom they ask and about what."""

from collections.abc import Iterator

from planner.domain.assessment import Assessment
from planner.domain.phrases import lower_first
from planner.domain.plan import Challenge
from planner.domain.scrutiny.challenges import awaits_reply, is_open, reply_is_late
from planner.domain.vocabulary import ChallengeKind
from planner.web.filters import Facet, options_of

NO_AGENCY = "none"
NOTHING = "none"
STATES = (
    ("open", "Open"),
    ("awaits_reply", "Awaits a reply"),
    ("late", "Reply late"),
    ("closed", "Closed or noted"),
)


def challenge_facets(assessment: Assessment) -> Iterator[Facet[Challenge]]:
    """Yield every facet in the order of the fields."""
    yield Facet(
        name="state",
        label="State",
        any_label="All",
        options=STATES,
        codes_of=lambda each: tuple(_states(assessment, each)),
        says=lower_first,
    )
    yield Facet(
        name="kind",
        label="Kind",
        any_label="All kinds",
        options=options_of(ChallengeKind),
        codes_of=lambda each: (each.kind.value,),
        says=lower_first,
    )
    yield Facet(
        name="agency",
        label="To",
        any_label="All agencies",
        options=(*assessment.plan.agency_names.items(), (NO_AGENCY, "No agency")),
        codes_of=lambda each: (each.to_agency or NO_AGENCY,),
        says=lambda label: "to no agency" if label == "No agency" else f"to {label}",
    )
    subjects = dict.fromkeys(each.about for each in assessment.plan.challenges if each.about)
    yield Facet(
        name="about",
        label="About",
        any_label="Anything",
        options=(
            *((code, subject_name(assessment, code)) for code in subjects),
            (NOTHING, "The plan as a whole"),
        ),
        codes_of=lambda each: (each.about or NOTHING,),
        says=lambda label: f"about {lower_first(label)}",
    )


def _states(assessment: Assessment, challenge: Challenge) -> Iterator[str]:
    if not is_open(challenge):
        yield "closed"
        return
    yield "open"
    if awaits_reply(challenge):
        yield "awaits_reply"
    if reply_is_late(challenge, assessment.today):
        yield "late"


def searched_text(challenge: Challenge) -> str:
    """Return the text of a challenge in which words are looked for."""
    said = " ".join(event.text for event in challenge.events)
    return f"{challenge.code} {challenge.text} {challenge.evidence_asked} {challenge.raised_by} {said}"


def subject_name(assessment: Assessment, code: str) -> str:
    """Return what a code names as people know it: the code with a title, or an agency's name."""
    plan = assessment.plan
    if code in plan.by_code:
        return f"{code} {plan.by_code[code].title}"
    if code in assessment.coverage:
        return f"{code} {assessment.coverage[code].clause.title}"
    return plan.agency_names.get(code, code)
