"""What findings can be filtered by: how serious they are, what they are about, and whose they are."""

from collections.abc import Iterator
from functools import partial

from planner.domain.assessment import Assessment
from planner.domain.phrases import lower_first
from planner.domain.rules.families import Family, family_of
from planner.domain.rules.finding_agencies import agency_of_subject
from planner.domain.rules.findings import Finding
from planner.domain.vocabulary import Severity
from planner.web.filters import Facet, options_of

NO_AGENCY = "none"


def finding_facets(assessment: Assessment) -> Iterator[Facet[Finding]]:
    """Yield every facet in the order of the fields; that of single rules has no field."""
    owner = partial(agency_of_subject, assessment.plan, assessment.coverage)
    yield Facet(
        name="severity",
        label="How serious",
        any_label="All",
        options=options_of(Severity),
        codes_of=lambda finding: (finding.severity.value,),
        says=lower_first,
    )
    yield Facet(
        name="kind",
        label="What about",
        any_label="Anything",
        options=options_of(Family),
        codes_of=lambda finding: (family_of(finding.code).value,),
        says=lambda label: f"about {lower_first(label)}",
    )
    yield Facet(
        name="agency",
        label="Agency",
        any_label="All agencies",
        options=(*assessment.plan.agency_names.items(), (NO_AGENCY, "No single agency")),
        codes_of=lambda finding: (owner(finding.subject) or NO_AGENCY,),
        says=lambda label: "for no single agency" if label == "No single agency" else f"for {label}",
    )
    yield Facet(
        name="rule",
        label="Rule",
        any_label="All rules",
        options=tuple((each.code, f"{each.code} {each.title}") for each in assessment.guidance.rules),
        codes_of=lambda finding: (finding.code,),
        says=lambda label: f"by rule {label}",
        hidden=True,
    )


def searched_text(assessment: Assessment, finding: Finding) -> str:
    """Return the text of a finding in which words are looked for."""
    rule = assessment.guidance.rule_by_code[finding.code]
    return f"{finding.code} {rule.title} {finding.subject} {finding.reason} {rule.why} {finding.cure}"
