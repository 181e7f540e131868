"""What stands on each box of the map today: its name for the ear, its marks under a lens, and its notes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.elements import Node
from planner.domain.lenses import Lens
from planner.domain.plan import Plan
from planner.domain.rules.findings import Finding
from planner.domain.scrutiny.challenges import is_open
from planner.domain.theory.graph import causes
from planner.domain.vocabulary import EvidenceKind, Kind, Severity
from planner.packs.maps.names import box_name
from planner.packs.maps.rails import RailMark, Rails
from planner.packs.marks import severity_symbol

VOICES = {EvidenceKind.FAMILY_VOICE: "note-family", EvidenceKind.SURVIVOR_VOICE: "note-survivor"}
"""The bubbles of the two kinds of voice."""
CHALLENGE = "note-challenge"
CHAIN_RULES = frozenset({"V01", "V02", "V03", "V07"})
"""The rules about a chain with a gap: no outcome, no aim or priority, no measure, no action."""
FINDINGS = {Severity.ERROR: "Has something that must be fixed", Severity.WARNING: "Has something to check"}


@dataclass(frozen=True, kw_only=True)
class BoxView:
    """One box: its name as a screen reader says it, its whole title, its rail, and its small notes.

    ``notes`` are symbols: a finding, an open challenge, and whose voice is heard. ``is_bare`` marks
    what is said to be done with nothing that shows it, ``is_loose`` what the chain lacks something at.
    """

    name: str
    title: str
    rail: tuple[RailMark, ...] = ()
    notes: tuple[str, ...] = ()
    is_bare: bool = False
    is_loose: bool = False


@dataclass(frozen=True, kw_only=True)
class MapView:
    """Everything the map shows beside where it stands.

    ``lit`` are the codes that stay strong while the rest dims; nothing dims where it is None.
    ``failing`` are what is asked to fail, ``unsupported`` the outcomes left with nothing that works
    towards them: with either the lit boxes are those that would lose something.
    """

    boxes: Mapping[str, BoxView]
    lens: Lens = Lens.DELIVERY
    lit: frozenset[str] | None = None
    picked: str = ""
    failing: frozenset[str] = frozenset()
    unsupported: frozenset[str] = frozenset()


def box_views(assessment: Assessment, lens: Lens = Lens.DELIVERY) -> dict[str, BoxView]:
    """Return how every live element but the measures looks under a lens, by its code."""
    rails = Rails(assessment, lens)
    loose = {finding.subject for finding in broken_chain(assessment)}
    notes = _Notes(assessment)
    views = {}
    for kind, node in assessment.plan.nodes():
        if kind is Kind.MEASURE or node.retired_on is not None:
            continue
        standing = assessment.standings.get(node.code)
        is_bare = standing is not None and standing.is_finished and not standing.strength.step
        views[node.code] = BoxView(
            name=box_name(assessment, kind, node, (*rails.words(node.code), *notes.words(node.code))),
            title=_title(kind, node),
            rail=rails.of(kind, node.code),
            notes=notes.symbols(node.code),
            is_bare=is_bare and lens is Lens.EVIDENCE,
            is_loose=node.code in loose,
        )
    return views


def broken_chain(assessment: Assessment) -> tuple[Finding, ...]:
    """Return the findings that something has nothing before or after it where the chain needs it."""
    return tuple(each for each in assessment.findings if each.code in CHAIN_RULES)


def _title(kind: Kind, node: Node) -> str:
    """Return the whole title as the box has it: the code of a priority or the vision says nothing."""
    return node.title if kind in (Kind.PRIORITY, Kind.VISION) else f"{node.code} {node.title}"


class _Notes:
    """Which boxes have a finding, an open challenge or a voice; those of a measure are its outcomes'."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self._symbols: dict[str, dict[str, str]] = {}
        plan = assessment.plan
        for severity in Severity:
            found = (each.subject for each in assessment.findings if each.severity is severity)
            self._add(severity_symbol(severity), FINDINGS[severity], found)
        asked = (each.about for each in plan.challenges if is_open(each))
        self._add(CHALLENGE, "Has an open challenge", asked)
        for kind, symbol in VOICES.items():
            self._add(symbol, kind.label, _heard(plan, kind))

    def symbols(self, code: str) -> tuple[str, ...]:
        """Return the symbols of a box; a finding that must be fixed hides those to check."""
        found = self._symbols.get(code, {})
        both = severity_symbol(Severity.ERROR) in found
        return tuple(each for each in found if not (both and each == severity_symbol(Severity.WARNING)))

    def words(self, code: str) -> tuple[str, ...]:
        """Return what the symbols of a box mean."""
        found = self._symbols.get(code, {})
        return tuple(found[symbol] for symbol in self.symbols(code))

    def _add(self, symbol: str, words: str, codes: Iterable[str]) -> None:
        graph, kinds = self._assessment.graph, self._assessment.plan.kinds
        for code in codes:
            if code not in graph:
                continue
            is_measure = kinds[code] is Kind.MEASURE
            for place in _shown(self._assessment, code) if is_measure else (code,):
                self._symbols.setdefault(place, {})[symbol] = words


def _shown(assessment: Assessment, measure: str) -> list[str]:
    """Return the outcomes on which a measure hangs."""
    kinds = assessment.plan.kinds
    return [each for each in assessment.graph.successors(measure) if kinds[each] is Kind.OUTCOME]


def _heard(plan: Plan, kind: EvidenceKind) -> Iterable[str]:
    return (code for each in plan.evidence if each.kind is kind for code in each.about)


def measures_of(assessment: Assessment, outcome: str) -> tuple[str, ...]:
    """Return the live measures that hang on an outcome, in plan order."""
    hanging = set(causes(assessment.graph, outcome, Kind.MEASURE))
    return tuple(code for code in assessment.progress if code in hanging)
