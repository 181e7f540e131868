"""Arbitrary small plans that are consistent: any text that can be stored, every field, every relation.

``plans()`` gives plans in canonical order: links by source in plan order, assumptions by link.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar

from hypothesis import strategies as st

from planner.domain.identifiers import find_identifiers
from planner.domain.integrity.texts import EARLIEST_YEAR, LATEST_YEAR
from planner.domain.plan import (
    Action,
    Agency,
    Assumption,
    Challenge,
    ChallengeEvent,
    Claim,
    DateChange,
    Evidence,
    Link,
    Measure,
    Milestone,
    Node,
    Outcome,
    Partnership,
    Plan,
    Reading,
    RecordedReason,
    Risk,
    Section,
    Stage,
    Update,
    Version,
)
from planner.exchange.shapes import Shape, Sort, fields_of, terms_of

CLAUSES = ("R1.1", "R2.4", "R3.1", "R4.6", "R6.3")
GROUPS = tuple(f"G{number}" for number in range(1, 10))
SECTIONS = tuple(f"S{number}" for number in range(1, 12))
AWKWARD = (
    "=1+1", "+44", "-", "@home", "_x000D_", "_x005F_", "_x0041_b", " lead and trail ", "a\r\nb", "a\rb", "\r",
    "line\n\nline\n", "  indented\n block", "\n", "\ttab\t", "1.10", "010", "1e5", "1_000", "yes", "No", "on",
    "null", "~", "true", "2026-01-01", "31/03/2026", "12:30", "=", "<<", "- dash", "? key", "key: value",
    "# note", "a #b", "'", '"', "[a]", "{b}", "*c", "&d", "!e", "%f", "`g", "|", ">", "a; b", "a\\nb", "\\",
    "\\-", "\u2028", "\u2029", "\ufeff", "\u00a0", "\u200f\u05d0", "😀👩‍👧", "x" * 130 + " y",
    "long " * 30 + "\nnext\n\n" + "more " * 30 + "end", "Ŵy", "---", "...",
)  # fmt: skip
AWKWARD_CODES = ("1.10", "1e5", "010", "null", "true", "no", "on", "2026-01-01", "1.1a", "A1", "a1", "0", "7")
UNSTORABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

T = TypeVar("T")

texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(lambda text: UNSTORABLE.sub("", text)),
).filter(lambda text: not find_identifiers(text))
filled_texts = texts.map(lambda text: text if text.strip() else f"x{text}")
codes = st.one_of(
    st.sampled_from(AWKWARD_CODES), st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,5}", fullmatch=True)
)
slugs = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)
days = st.dates(date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR, 12, 31))
numbers = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from((0.0, 41.0, 0.1 + 0.2, 1e22, -0.5, 1e-7)),
)
PLAIN: dict[Sort, st.SearchStrategy[Any]] = {
    Sort.TEXT: texts,
    Sort.DATE: days,
    Sort.WHOLE: st.integers(0, 10**18),
    Sort.NUMBER: numbers,
    Sort.YES_NO: st.booleans(),
}


def values_of(shape: Shape) -> st.SearchStrategy[Any]:
    """Return values of one shape; lists of terms hold each once."""
    if shape.sort is Sort.TERM:
        return st.sampled_from(terms_of(shape))
    if shape.sort is Sort.LIST:
        item = values_of(shape.item) if shape.item else texts
        return st.lists(item, max_size=3, unique=True).map(tuple)
    return PLAIN[shape.sort]


def records(record: type[T], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """Return records of one class: ``given`` fields as asked for, the others free or at their default."""
    fields: dict[str, st.SearchStrategy[Any]] = {}
    for name, shape in fields_of(record).items():
        if name in given:
            fields[name] = given[name]
        elif shape.needed:
            fields[name] = values_of(shape)
        elif shape.sort is not Sort.RECORD and not (shape.item and shape.item.sort is Sort.RECORD):
            fields[name] = st.one_of(st.just(shape.default), values_of(shape))
    return st.builds(record, **fields)


def some_of(choices: Sequence[str], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    """Return a few of the codes, each once."""
    if not choices:
        return st.just(())
    return st.lists(st.sampled_from(tuple(choices)), max_size=most, unique=True).map(tuple)


def one_or_none(choices: Sequence[str]) -> st.SearchStrategy[str]:
    """Return one of the codes, or ""."""
    return st.sampled_from(("", *choices))


def histories(record: type[T], day: str, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[T, ...]]:
    """Return up to three records, oldest first."""
    items = st.lists(records(record, **given), max_size=3)
    return items.map(lambda each: tuple(sorted(each, key=attrgetter(day))))


def lists_by_code(items: st.SearchStrategy[T], most: int) -> st.SearchStrategy[list[T]]:
    """Return up to ``most`` records, each with a code of its own."""
    return st.lists(items, max_size=most, unique_by=attrgetter("code"))


def days_from(start: date | None) -> st.SearchStrategy[date]:
    """Return days that do not come before another, if there is one."""
    return days.map(lambda day: max(day, start or day))


def marked(reading: Reading) -> Reading:
    """Return the reading without its numbers where it carries a mark."""
    if reading.mark is None:
        return reading
    return replace(reading, value=None, numerator=None, denominator=None, beside=None)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Return an arbitrary consistent plan in canonical order."""
    sizes = {
        name: draw(st.integers(0, 2)) for name in ("priorities", "aims", "outcomes", "actions", "measures")
    }
    has_vision = draw(st.booleans())
    total = sum(sizes.values()) + has_vision
    pool = draw(st.lists(codes, min_size=total, max_size=total, unique=True))
    taken = iter(pool)
    groups = {name: [next(taken) for _ in range(size)] for name, size in sizes.items()}
    agencies = draw(lists_by_code(records(Agency, code=codes, name=filled_texts), 3))
    agency_codes = [agency.code for agency in agencies]
    stages = draw(lists_by_code(spans(Stage, code=codes, title=filled_texts), 2))
    plan = Plan(
        partnership=draw(records(Partnership, slug=slugs, name=filled_texts, short_name=filled_texts)),
        slug=draw(slugs),
        title=draw(filled_texts),
        starts_on=date(1900, 1, 1),
        ends_on=draw(days),
        next_review_on=draw(st.none() | days),
        guidance_edition=draw(texts),
        status_preset=draw(st.sampled_from(("brag", "local"))),
        freshness_days=draw(st.integers(1, 400)),
        versions=draw(st.lists(records(Version, label=filled_texts), max_size=2).map(tuple)),
        stages=tuple(stages),
        agencies=tuple(agencies),
        sections=tuple(draw(records(Section, code=st.just(code))) for code in draw(some_of(SECTIONS))),
        vision=draw(elements(Node, next(taken))) if has_vision else None,
        priorities=tuple(draw(elements(Node, code)) for code in groups["priorities"]),
        aims=tuple(draw(elements(Node, code)) for code in groups["aims"]),
        outcomes=tuple(draw(elements(Outcome, code, groups=some_of(GROUPS))) for code in groups["outcomes"]),
        measures=tuple(
            draw(
                elements(
                    Measure, code, clauses=some_of(CLAUSES), collator_agency=one_or_none(agency_codes),
                    lag_days=st.integers(0, 90),
                    readings=histories(Reading, "period_end", period=filled_texts).map(
                        lambda readings: tuple(marked(each) for each in readings)
                    ),
                )
            )
            for code in groups["measures"]
        ),
    )  # fmt: skip
    plan = replace(plan, actions=tuple(draw(actions(plan, groups["actions"]))))
    links = draw(links_of(plan))
    plan = replace(plan, links=tuple(links), assumptions=tuple(draw(assumptions_of(links))))
    return draw(with_scrutiny(plan))


def spans(record: type[T], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """Return records whose end does not come before their start."""
    return records(
        record,
        starts_on=st.just(date(2025, 10, 1)),
        ends_on=st.dates(date(2025, 10, 1), date(2100, 1, 1)),
        **given,
    )


@st.composite
def elements(draw: st.DrawFn, /, record: type[T], code: str, **given: st.SearchStrategy[Any]) -> T:
    """Return an element with a code, sometimes retired and then with a reason."""
    retired_on = draw(st.none() | days)
    because = draw(filled_texts if retired_on else texts)
    return draw(
        records(
            record, code=st.just(code), title=filled_texts, retired_on=st.just(retired_on),
            retired_because=st.just(because), **given,
        )
    )  # fmt: skip


@st.composite
def actions(draw: st.DrawFn, plan: Plan, own_codes: list[str]) -> list[Action]:
    """Return actions that may wait for earlier ones, with dates that run forward."""
    agency_codes = [agency.code for agency in plan.agencies]
    made: list[Action] = []
    for code in own_codes:
        start = draw(st.none() | days)
        later = days_from(start)
        first = draw(st.none() | later)
        changes = draw(histories(DateChange, "on", end_on=later, reason=filled_texts)) if first else ()
        made.append(
            draw(
                elements(
                    Action, code,
                    lead_agency=one_or_none(agency_codes), supporting_agencies=some_of(agency_codes),
                    stage=one_or_none([stage.code for stage in plan.stages]),
                    start_on=st.just(start), first_end_on=st.just(first), date_changes=st.just(changes),
                    milestones=st.lists(records(Milestone, title=filled_texts), max_size=2).map(tuple),
                    updates=histories(Update, "on", sentence=filled_texts),
                    indicators=some_of([measure.code for measure in plan.measures]),
                    depends_on=some_of([each.code for each in made]),
                    clauses=some_of(CLAUSES), groups=some_of(GROUPS),
                )
            )
        )  # fmt: skip
    return made


@st.composite
def links_of(draw: st.DrawFn, plan: Plan) -> list[Link]:
    """Return links from cause to effect, at most one main link for an action or outcome."""
    targets: dict[str, list[str]] = {
        "priorities": [plan.vision.code] if plan.vision else [],
        "aims": [node.code for node in plan.priorities] + ([plan.vision.code] if plan.vision else []),
        "outcomes": [node.code for node in plan.aims],
        "actions": [node.code for node in plan.outcomes],
        "measures": [node.code for node in plan.outcomes],
    }
    links: list[Link] = []
    for name, choices in targets.items():
        for node in getattr(plan, name):
            has_main = False
            for target in draw(some_of(choices)):
                is_main = draw(st.booleans()) and not (has_main and name in ("actions", "outcomes"))
                has_main = has_main or is_main
                links.append(
                    draw(
                        records(
                            Link, source=st.just(node.code), target=st.just(target), main=st.just(is_main)
                        )
                    )
                )
    return links


@st.composite
def assumptions_of(draw: st.DrawFn, links: list[Link]) -> list[Assumption]:
    """Return assumptions under some of the links, in their order."""
    made: list[Assumption] = []
    for link in links:
        for _ in range(draw(st.integers(0, 2))):
            given = {"source": st.just(link.source), "target": st.just(link.target), "text": filled_texts}
            made.append(draw(records(Assumption, code=st.just(f"AS{len(made) + 1}"), **given)))
    return made


@st.composite
def with_scrutiny(draw: st.DrawFn, plan: Plan) -> Plan:
    """Return the plan with evidence, challenges, risks, claims and recorded reasons."""
    elements_here = [node.code for _, node in plan.nodes()]
    agency_codes = [agency.code for agency in plan.agencies]
    action_codes = [action.code for action in plan.actions]
    about = some_of([*dict.fromkeys([*elements_here, *CLAUSES])])
    evidence = [
        draw(
            records(
                Evidence, code=st.just(f"E{number}"), title=filled_texts, about=about, reading_on=st.none()
            )
        )
        for number in range(draw(st.integers(0, 2)))
    ]
    for measure in plan.measures:
        if measure.readings:
            evidence.append(
                draw(
                    records(
                        Evidence, code=st.just(f"E{len(evidence)}"), title=filled_texts,
                        about=st.just((measure.code,)), reading_on=st.just(measure.readings[0].period_end),
                    )
                )
            )  # fmt: skip
    challenges = lists_by_code(
        records(
            Challenge, code=codes, text=filled_texts,
            about=one_or_none([*elements_here, *CLAUSES, *SECTIONS]),
            to_agency=one_or_none(agency_codes), resulting_action=one_or_none(action_codes),
            events=st.lists(records(ChallengeEvent, text=filled_texts), max_size=2).map(tuple),
        ),
        2,
    )  # fmt: skip
    owner = one_or_none(agency_codes)
    about_elements = some_of(elements_here)
    risks = lists_by_code(
        records(Risk, code=codes, text=filled_texts, owner_agency=owner, about=about_elements), 2
    )
    claims = records(Claim, clause=st.sampled_from(CLAUSES), owner_agency=one_or_none(agency_codes))
    reasons = records(RecordedReason, subject=st.sampled_from((*CLAUSES, *GROUPS)), reason=filled_texts)
    return replace(
        plan,
        evidence=tuple(evidence),
        challenges=tuple(draw(challenges)),
        risks=tuple(draw(risks)),
        claims=tuple(draw(st.lists(claims, max_size=2))),
        recorded_reasons=tuple(draw(st.lists(reasons, max_size=2))),
    )
