"""Faults of references: codes that point to nothing, or to the same thing twice."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from planner.domain.calendar import long_date
from planner.domain.guidance import Guidance
from planner.domain.integrity.fault import Fault, Place
from planner.domain.plan import Plan
from planner.domain.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class _Register:
    """What a reference may name: the codes, the word for them, and where they come from."""

    codes: Container[str]
    word: str
    where: str


#: Collection, field, and the register that the field's codes must stand in.
_REFERENCES = (
    ("sections", "code", "section"),
    ("outcomes", "groups", "group"),
    ("actions", "lead_agency", "agency"),
    ("actions", "supporting_agencies", "agency"),
    ("actions", "stage", "stage"),
    ("actions", "indicators", "measure"),
    ("actions", "depends_on", "action"),
    ("actions", "clauses", "clause"),
    ("actions", "groups", "group"),
    ("measures", "collator_agency", "agency"),
    ("measures", "clauses", "clause"),
    ("evidence", "about", "element or clause"),
    ("challenges", "about", "element, clause or section"),
    ("challenges", "to_agency", "agency"),
    ("challenges", "resulting_action", "action"),
    ("risks", "owner_agency", "agency"),
    ("risks", "about", "element"),
    ("claims", "clause", "clause"),
    ("claims", "owner_agency", "agency"),
    ("recorded_reasons", "subject", "clause or group"),
)
#: Fields that are references on their own and must not be left empty.
_NEEDED = frozenset({("claims", "clause"), ("recorded_reasons", "subject")})


def reference_faults(plan: Plan, guidance: Guidance) -> Iterator[Fault]:
    """Yield a fault for every code that names nothing in the plan or the guidance, or names it twice.

    >>> from tests.builders import make_action, make_plan
    >>> from tests.domain.guidance_builder import make_guidance
    >>> plan = make_plan(actions=(make_action(clauses=("R9.9",)),))
    >>> [each.fault for each in reference_faults(plan, make_guidance())]
    ['There is no clause R9.9 in the recommendations.']
    """
    registers = _registers(plan, guidance)
    for collection, field, register in _REFERENCES:
        is_needed = (collection, field) in _NEEDED
        for position, item in enumerate(getattr(plan, collection)):
            value = getattr(item, field)
            if not value and not is_needed:
                continue
            place = (collection, position, field)
            if isinstance(value, tuple):
                yield from _each(value, place, registers[register])
            else:
                yield from _unknown(value, place, registers[register])
    yield from _reading_faults(plan)


def _registers(plan: Plan, guidance: Guidance) -> dict[str, _Register]:
    """Return the registers by name."""
    kinds = plan.kinds
    clauses = guidance.clause_by_code
    groups = frozenset(group.code for group in guidance.groups)
    sections = frozenset(section.code for section in guidance.sections)
    here = "this plan"
    registers = (
        _Register(plan.agency_names, "agency", here),
        _Register({stage.code for stage in plan.stages}, "stage", here),
        _Register(kinds, "element", here),
        _Register({code for code, kind in kinds.items() if kind is Kind.ACTION}, "action", here),
        _Register({code for code, kind in kinds.items() if kind is Kind.MEASURE}, "measure", here),
        _Register(clauses, "clause", "the recommendations"),
        _Register(groups, "group", "the nine affected groups"),
        _Register(sections, "section", "the template"),
        _Register({*clauses, *groups}, "clause or group", "the guidance"),
        _Register({*kinds, *clauses}, "element or clause", here),
        _Register({*kinds, *clauses, *sections}, "element, clause or section", here),
    )
    return {register.word: register for register in registers}


def _each(codes: Iterable[str], place: Place, register: _Register) -> Iterator[Fault]:
    """Yield the faults of a field that holds several codes."""
    for position, (code, times) in enumerate(Counter(codes).items()):
        yield from _unknown(code, (*place, position), register)
        if times > 1:
            yield Fault(place=place, fault=f"{code} is named more than once here.", cure="Name it once.")


def _unknown(code: str, place: Place, register: _Register) -> Iterator[Fault]:
    """Yield a fault if the register does not hold the code."""
    if code not in register.codes:
        named = f"{register.word} {code}" if code else f"{register.word} without a code"
        yield Fault(
            place=place,
            fault=f"There is no {named} in {register.where}.",
            cure=f"Use the code of a known {register.word}"
            + (", or add it to the plan first." if register.where == "this plan" else "."),
        )


def _reading_faults(plan: Plan) -> Iterator[Fault]:
    """Yield a fault for evidence that is tied to a reading which no measure it is about has."""
    periods = {measure.code: {each.period_end for each in measure.readings} for measure in plan.measures}
    for position, item in enumerate(plan.evidence):
        if item.reading_on is None:
            continue
        if not any(item.reading_on in periods.get(code, ()) for code in item.about):
            yield Fault(
                place=("evidence", position, "reading_on"),
                fault=f"{item.code} is tied to a reading of {long_date(item.reading_on)} that is not there.",
                cure="Name the measure in about, and use the end of the period of one of its readings.",
            )
