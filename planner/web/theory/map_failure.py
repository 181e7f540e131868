"""What if this fails: what rests on an action or agency, as the list beside the map."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.domain.assessment import Assessment
from planner.domain.phrases import counted, upper_first
from planner.domain.theory.graph import BlastRadius
from planner.web.addresses import address_of
from planner.web.theory.map_choice import MapChoice, fails_address, map_address


@dataclass(frozen=True, kw_only=True)
class FailingRow:
    """One thing that would fail or lose something; ``note`` says where nothing else holds it."""

    code: str
    title: str
    address: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class FailingGroup:
    """Everything of one kind, under its count."""

    name: str
    heading: str
    rows: tuple[FailingRow, ...]


@dataclass(frozen=True, kw_only=True)
class FailPanel:
    """What would fail, what loses something, and the other things that one can ask about."""

    title: str
    sentence: str
    groups: tuple[FailingGroup, ...]
    back_address: str
    back_label: str
    agencies: tuple[FailingRow, ...]


def fail_panel(assessment: Assessment, choice: MapChoice, blast: BlastRadius) -> FailPanel:
    """Return the panel of an action or agency that is asked to fail."""
    plan, code = assessment.plan, choice.fails
    is_action = code in assessment.standings
    back = replace(choice, fails="", focus=code if is_action else "")
    return FailPanel(
        title=f"{code} {plan.by_code[code].title}" if is_action else plan.agency_names[code],
        sentence=blast.sentence,
        groups=tuple(_groups(assessment, blast)),
        back_address=map_address(assessment, back, box=code if is_action else ""),
        back_label=f"Back to the chain of {code}" if is_action else "Show the whole map",
        agencies=tuple(
            FailingRow(code=each.code, title=each.name, address=fails_address(assessment, choice, each.code))
            for each in plan.agencies
            if each.code != code
        ),
    )


def _groups(assessment: Assessment, blast: BlastRadius) -> Iterator[FailingGroup]:
    """Yield what is affected, nearest first; what nothing is affected of is left out."""
    parts = (
        ("starts", "actions", "would fail", blast.starts),
        ("actions", "other actions", "wait for it", blast.actions),
        ("outcomes", "outcomes", "", blast.outcomes),
        ("aims", "aims", "", blast.aims),
        ("priorities", "priorities", "", blast.priorities),
        ("vision", "", "The vision", blast.vision),
        ("measures", "measures", "would show it", blast.measures),
        ("clauses", "clauses", "are answered by these actions", blast.clauses),
    )
    for name, plural, more, codes in parts:
        if codes:
            yield FailingGroup(
                name=name,
                heading=_heading(len(codes), plural, more),
                rows=tuple(_row(assessment, code, blast) for code in codes),
            )


_SINGULAR = {"wait for it": "waits for it", "are answered by these actions": "is answered by these actions"}


def _heading(number: int, plural: str, more: str) -> str:
    if not plural:
        return more
    words = _SINGULAR.get(more, more) if number == 1 else more
    return upper_first(f"{counted(number, plural)} {words}".strip())


def _row(assessment: Assessment, code: str, blast: BlastRadius) -> FailingRow:
    plan = assessment.plan
    title = plan.by_code[code].title if code in plan.by_code else assessment.coverage[code].clause.title
    return FailingRow(
        code="" if code in blast.vision else code,
        title=title,
        address=address_of(assessment, code),
        note="Nothing else works towards it." if code in blast.unsupported else "",
    )
