"""What measures can be filtered by."""

from datetime import timedelta

from planner.domain.assessment import Assessment
from planner.domain.elements import live
from planner.domain.measures.progress import MeasureProgress
from planner.domain.phrases import lower_first
from planner.domain.vocabulary import Collection, MeasureKind, Progress, Question
from planner.web.filters import Facet, options_of
from planner.web.measures.scorecard_order import places_of

NOBODY = "nobody"
NO_OUTCOME = "none"
NO_QUESTION = "none"
SOON = timedelta(days=30)
FRESHNESS = (
    ("late", "Reading late"),
    ("soon", "Reading due in 30 days"),
    ("later", "Reading due later"),
    ("never", "No reading due"),
)
_FRESHNESS_WORDS = {
    "Reading late": "with a late reading",
    "Reading due in 30 days": "with a reading due in 30 days",
    "Reading due later": "with a reading due later",
    "No reading due": "with no reading due",
}

MeasureFacet = Facet[MeasureProgress]


def measure_facets(assessment: Assessment) -> tuple[MeasureFacet, ...]:
    """Return every facet in the order of the fields."""
    kinds = {told.measure.kind for told in assessment.progress.values()}
    return (
        Facet(
            name="progress",
            label="Progress",
            any_label="Any progress",
            options=options_of(Progress),
            codes_of=lambda told: (told.progress,),
            says=lower_first,
        ),
        _aim(assessment),
        _outcome(assessment),
        _agency(assessment),
        _question(assessment),
        Facet(
            name="kind",
            label="Kind",
            any_label="All kinds",
            options=options_of(MeasureKind),
            codes_of=lambda told: (told.measure.kind,),
            says=lower_first,
            # A field that has one choice only would take room from those that narrow the list.
            hidden=len(kinds) < 2,
        ),
        Facet(
            name="state",
            label="Collection",
            any_label="Any state",
            options=options_of(Collection),
            codes_of=lambda told: (told.measure.state,),
            says=lower_first,
        ),
        _clause(assessment),
        _freshness(assessment),
    )


def searched_text(assessment: Assessment, told: MeasureProgress) -> str:
    """Return the text of a measure in which words are looked for."""
    measure = told.measure
    collator = assessment.plan.agency_names.get(measure.collator_agency, "")
    parts = (
        measure.code,
        measure.title,
        measure.description,
        measure.source,
        measure.collator_role,
        collator,
        measure.beside_title,
    )
    return "\n".join(parts)


def _aim(assessment: Assessment) -> MeasureFacet:
    places = places_of(assessment)
    return Facet(
        name="aim",
        label="Aim",
        any_label="All aims",
        options=tuple((aim.code, f"{aim.code} {aim.title}") for aim in live(assessment.plan.aims)),
        codes_of=lambda told: places[told.measure.code].aims,
        says=lambda label: f"for aim {label}",
    )


def _outcome(assessment: Assessment) -> MeasureFacet:
    places = places_of(assessment)
    loose = any(place.outcome is None for place in places.values())
    return Facet(
        name="outcome",
        label="Outcome",
        any_label="All outcomes",
        options=(
            *((each.code, f"{each.code} {each.title}") for each in live(assessment.plan.outcomes)),
            *(((NO_OUTCOME, "No outcome"),) if loose else ()),
        ),
        codes_of=lambda told: places[told.measure.code].outcomes or (NO_OUTCOME,),
        says=lambda label: f"showing {label}" if label != "No outcome" else "showing no outcome",
    )


def _agency(assessment: Assessment) -> MeasureFacet:
    names = assessment.plan.agency_names
    used = {told.measure.collator_agency for told in assessment.progress.values()}
    nobody = ((NOBODY, "No agency named"),) if used - set(names) else ()
    return Facet(
        name="agency",
        label="Collated by",
        any_label="All agencies",
        options=(*((code, name) for code, name in names.items() if code in used), *nobody),
        codes_of=lambda told: (
            told.measure.collator_agency if told.measure.collator_agency in names else NOBODY,
        ),
        says=lambda label: (
            f"collated by {label}" if label != "No agency named" else "collated by nobody named"
        ),
    )


def _question(assessment: Assessment) -> MeasureFacet:
    unasked = any(told.measure.question is None for told in assessment.progress.values())
    return Facet(
        name="question",
        label="Question",
        any_label="Any question",
        options=(*options_of(Question), *(((NO_QUESTION, "No question set"),) if unasked else ())),
        codes_of=lambda told: (told.measure.question or NO_QUESTION,),
        says=lower_first,
    )


def _clause(assessment: Assessment) -> MeasureFacet:
    """Return the facet of whole recommendations and their clauses, in one list."""
    options = []
    whole = {}
    for each in assessment.guidance.recommendations:
        options.append((each.code, f"{each.code} {each.short_title}: all its clauses"))
        for clause in each.clauses:
            options.append((clause.code, f"{clause.code} {clause.title}"))
            whole[clause.code] = each.code
    return Facet(
        name="clause",
        label="Recommendation or clause",
        any_label="Any or none",
        options=tuple(options),
        codes_of=lambda told: {
            *told.measure.clauses,
            *(whole[code] for code in told.measure.clauses if code in whole),
        },
        says=lambda label: f"for {label}",
    )


def _freshness(assessment: Assessment) -> MeasureFacet:
    def code_of(told: MeasureProgress) -> tuple[str]:
        if told.due_on is None:
            return ("never",)
        if told.days_late:
            return ("late",)
        return ("soon",) if told.due_on <= assessment.today + SOON else ("later",)

    return Facet(
        name="freshness",
        label="Next reading",
        any_label="Any time",
        options=FRESHNESS,
        codes_of=code_of,
        says=lambda label: _FRESHNESS_WORDS[label],
    )
