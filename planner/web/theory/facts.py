"""What is said about every element of a plan, looked up once for the pages that show many of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.delivery.schedule import Standing
from planner.domain.layout.tree import TheoryTree, read_tree
from planner.domain.phrases import counted
from planner.domain.plan import Action, Challenge, Evidence, Link, Measure
from planner.domain.rules.findings import Finding
from planner.domain.scrutiny.challenges import is_open
from planner.domain.theory.reasons import doubtful_links
from planner.domain.vocabulary import EvidenceKind, Kind, Strength
from planner.services.maps import order_of_map
from planner.web.actions.facets import action_facets
from planner.web.kept import Kept
from planner.web.measures.facets import measure_facets

#: The voices of those whom a plan is for; what practitioners say is a voice of another kind.
VOICES = (EvidenceKind.FAMILY_VOICE, EvidenceKind.SURVIVOR_VOICE)

#: The filters, of the lists of actions and of measures, by which an aim or an outcome is asked for.
LISTED_BY = ("aim", "outcome")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Look-ups by the code of an element; a code without an entry has nothing said about it.

    ``links`` are those of an element to its targets.
    """

    tree: TheoryTree
    links: dict[tuple[str, str], Link]
    doubtful: frozenset[tuple[str, str]]
    findings: dict[str, list[Finding]]
    challenges: dict[str, list[Challenge]]
    evidence: dict[str, list[Evidence]]


def _facts(assessment: Assessment) -> Facts:
    plan = assessment.plan
    challenges: dict[str, list[Challenge]] = {}
    for challenge in plan.challenges:
        challenges.setdefault(challenge.about, []).append(challenge)
    evidence: dict[str, list[Evidence]] = {}
    for item in plan.evidence:
        for code in dict.fromkeys(item.about):
            evidence.setdefault(code, []).append(item)
    findings: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        findings.setdefault(finding.subject, []).append(finding)
    links: dict[tuple[str, str], Link] = {}
    for link in plan.links:
        links.setdefault((link.source, link.target), link)
    tree = read_tree(plan, order_of_map(plan))
    return Facts(
        tree=tree,
        links=links,
        doubtful=doubtful_links(plan),
        findings=findings,
        challenges=challenges,
        evidence=evidence,
    )


#: The look-ups of an assessment, made when a page first needs them.
facts_of = Kept(_facts)


def targets_of(tree: TheoryTree, code: str) -> tuple[str, ...]:
    """Return everything to which an element leads, its main target first."""
    main = tree.parents.get(code)
    return (*((main,) if main else ()), *tree.others.get(code, ()))


def _listed(assessment: Assessment) -> dict[str, tuple[list[Standing], list[str]]]:
    """Return for every aim and outcome the actions and measures that their lists show for it.

    Both are asked for by the very filters to which the counts lead, so that a count and its list
    cannot differ.
    """
    found: dict[str, tuple[list[Standing], list[str]]] = {}
    for actions in action_facets(assessment):
        if actions.name in LISTED_BY:
            for standing in assessment.standings.values():
                for code in actions.codes_of(standing):
                    found.setdefault(code, ([], []))[0].append(standing)
    for measures in measure_facets(assessment):
        if measures.name in LISTED_BY:
            for told in assessment.progress.values():
                for code in measures.codes_of(told):
                    found.setdefault(code, ([], []))[1].append(told.measure.code)
    return found


_listed_of = Kept(_listed)


def standings_below(assessment: Assessment, code: str) -> tuple[Standing, ...]:
    """Return how the actions stand that belong to an element of the theory, in plan order.

    Of an outcome these are all the actions that lead to it; further up only those whose main chain
    runs through it, so that each action counts in one aim.
    """
    if assessment.plan.kinds[code] in (Kind.AIM, Kind.OUTCOME):
        return tuple(_listed_of(assessment).get(code, ([], []))[0])
    codes = facts_of(assessment).tree.below(code, Kind.ACTION)
    return tuple(assessment.standings[each] for each in codes)


def measures_below(assessment: Assessment, code: str) -> tuple[str, ...]:
    """Return the measures that show an outcome, or those of the outcomes under an element further up."""
    if assessment.plan.kinds[code] in (Kind.AIM, Kind.OUTCOME):
        return tuple(_listed_of(assessment).get(code, ([], []))[1])
    return facts_of(assessment).tree.below(code, Kind.MEASURE)


def clauses_below(assessment: Assessment, code: str) -> tuple[str, ...]:
    """Return the clauses that an element answers: its own, or those of what works towards it."""
    node = assessment.plan.by_code[code]
    if isinstance(node, Action | Measure):
        return node.clauses
    found = {clause for standing in standings_below(assessment, code) for clause in standing.action.clauses}
    for measure in measures_below(assessment, code):
        found.update(assessment.progress[measure].measure.clauses)
    return tuple(clause for clause in assessment.coverage if clause in found)


def strength_of(assessment: Assessment, code: str) -> Strength:
    """Return the strongest evidence about an element itself."""
    return assessment.strengths.get(code, Strength.NONE)


def notes_on(assessment: Assessment, code: str) -> Iterator[str]:
    """Yield what else there is about an element, in words: findings, open challenges, voices."""
    facts = facts_of(assessment)
    if code in facts.findings:
        yield counted(len(facts.findings[code]), "findings")
    still_open = sum(is_open(challenge) for challenge in facts.challenges.get(code, ()))
    if still_open:
        yield counted(still_open, "open challenges")
    kinds = {item.kind for item in facts.evidence.get(code, ())}
    for voice in VOICES:
        if voice in kinds:
            yield voice.label[:1].lower() + voice.label[1:]
