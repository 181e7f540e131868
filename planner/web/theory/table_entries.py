"""The elements of a plan as their table finds them: what each is, where it leads, whose it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.phrases import lower_first
from planner.domain.plan import Action, Measure
from planner.domain.vocabulary import Delivery, Kind, Progress
from planner.web.filters import Facet, FilterIndex, options_of
from planner.web.kept import Kept
from planner.web.theory.facts import clauses_below, facts_of, measures_below, targets_of

_PLURALS = {
    kind.label: plural
    for kind, plural in zip(
        Kind, ("the vision", "priorities", "aims", "outcomes", "actions", "measures"), strict=True
    )
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One element as the table finds and orders it.

    ``targets`` starts with its main target; ``status`` is the delivery of an action or the progress
    of a measure, and nothing for what has no judgement of its own.
    """

    kind: Kind
    code: str
    title: str
    aim: str
    targets: tuple[str, ...]
    agency: str
    owner: str
    role: str
    status: Delivery | Progress | None
    measures: tuple[str, ...]
    clauses: tuple[str, ...]


def _index(assessment: Assessment) -> FilterIndex[Entry]:
    tree = facts_of(assessment).tree
    aims = {code: aim for aim in tree.tiers[Kind.AIM] for code in (aim, *_below(assessment, aim))}
    entries = (_entry(assessment, code, aims.get(code, "")) for code in tree.codes())
    titles = assessment.plan.by_code
    return FilterIndex(
        entries,
        (
            Facet(
                name="kind",
                label="Kind",
                any_label="Every kind",
                options=options_of(Kind),
                codes_of=lambda entry: (entry.kind,),
                says=lambda label: f"only {_PLURALS[label]}",
            ),
            Facet(
                name="aim",
                label="Aim",
                any_label="All aims",
                options=tuple((code, f"{code} {titles[code].title}") for code in tree.tiers[Kind.AIM]),
                codes_of=lambda entry: (entry.aim,),
                says=lambda label: f"for aim {label}",
            ),
            Facet(
                name="agency",
                label="Owner",
                any_label="All agencies",
                options=tuple(assessment.plan.agency_names.items()),
                codes_of=lambda entry: (entry.agency,),
                says=lambda label: f"owned by {label}",
            ),
            Facet(
                name="delivery",
                label="Delivery",
                any_label="Any delivery",
                options=options_of(Delivery),
                codes_of=lambda entry: (entry.status,) if isinstance(entry.status, Delivery) else (),
                says=lower_first,
            ),
        ),
        lambda entry: f"{entry.code}\n{entry.title}\n{entry.owner}\n{entry.role}",
    )


#: The elements of an assessment with their filters, made when the table is first read.
index_of = Kept(_index)


def _below(assessment: Assessment, aim: str) -> Iterator[str]:
    tree = facts_of(assessment).tree
    for kind in (Kind.OUTCOME, Kind.ACTION, Kind.MEASURE):
        yield from tree.below(aim, kind)


def _entry(assessment: Assessment, code: str, aim: str) -> Entry:
    plan = assessment.plan
    node = plan.by_code[code]
    agency, role = "", ""
    status: Delivery | Progress | None = None
    measures: tuple[str, ...] = ()
    if isinstance(node, Action):
        agency, role = node.lead_agency, node.lead_role
        status = assessment.standings[code].delivery
        measures = tuple(each for each in node.indicators if each in assessment.progress)
    elif isinstance(node, Measure):
        agency, role = node.collator_agency, node.collator_role
        status = assessment.progress[code].progress
    else:
        measures = measures_below(assessment, code)
    return Entry(
        kind=plan.kinds[code],
        code=code,
        title=node.title,
        aim=aim,
        targets=targets_of(facts_of(assessment).tree, code),
        agency=agency,
        owner=plan.agency_names.get(agency, ""),
        role=role,
        status=status,
        measures=measures,
        clauses=clauses_below(assessment, code),
    )
