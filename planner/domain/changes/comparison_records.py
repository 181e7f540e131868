"""What a plan says, as records of named values in words, so that two plans can be laid side by side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from planner.domain.calendar import long_date
from planner.domain.phrases import with_unit
from planner.domain.plan import Action, Assumption, Challenge, Claim, Measure, Node, Outcome, Plan, Reading
from planner.domain.vocabulary import Kind, Status, Term

#: What tells a record from all others: its kind and its code or name.
Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Value:
    """What is compared and what people read: a name may change while the code behind it does not."""

    raw: str
    shown: str


@dataclass(frozen=True, slots=True)
class Record:
    """One thing in the plan with its values by name.

    ``title`` is what is said of it when it comes or goes, under the field ``whole``. What is
    ``part_of`` something else comes and goes with it unsaid.
    """

    subject: str
    title: str
    values: dict[str, Value]
    whole: str = ""
    part_of: Key | None = None


Records: TypeAlias = dict[Key, Record]


def records(plan: Plan) -> Records:
    """Return everything that a comparison looks at, in plan order.

    >>> from tests.builders import make_plan
    >>> records(make_plan())["action", "1.1a"].values["status"].shown
    'on track'
    """
    found: Records = {("plan", "plan"): _of_plan(plan)}
    for version in plan.versions:
        title = f"{version.phase.label.lower()}, {long_date(version.dated_on)}"
        values = _values(status=version.phase)
        found["version", version.label] = Record(f"version {version.label}", title, values)
    for section in plan.sections:
        values = _values(status=section.state, text=section.text)
        found["section", section.code] = Record(section.code, section.state.label.lower(), values)
    for stage in plan.stages:
        title = f"{stage.title}, {long_date(stage.starts_on)} to {long_date(stage.ends_on)}"
        values = _values(title=stage.title, start_date=stage.starts_on, end_date=stage.ends_on)
        found["stage", stage.code] = Record(f"stage {stage.code}", title, values)
    for agency in plan.agencies:
        found["agency", agency.code] = Record(f"agency {agency.code}", agency.name, _values(name=agency.name))
    for kind, node in plan.nodes():
        found[kind.value, node.code] = Record(node.code, node.title, _of_element(node, plan))
    found.update({("link", record.subject): record for record in _links(plan)})
    found.update(_others(plan))
    return found


def _of_plan(plan: Plan) -> Record:
    values = _values(
        title=plan.title,
        start_date=plan.starts_on,
        end_date=plan.ends_on,
        next_review=plan.next_review_on,
        freshness_limit=f"{plan.freshness_days} days",
    )
    return Record("plan", plan.title, values)


def _of_element(node: Node, plan: Plan) -> dict[str, Value]:
    """Return the values of an element of any kind."""
    values = _values(title=node.title, description=node.description, retired=node.retired_on)
    if isinstance(node, Outcome):
        values |= _items("groups", node.groups)
    if isinstance(node, Action):
        values |= _of_action(node, plan)
    if isinstance(node, Measure):
        values |= _of_measure(node)
    return values


def _of_action(action: Action, plan: Plan) -> dict[str, Value]:
    """Return the values of an action: where it stands, by when, who leads, what it answers."""
    lead = plan.agency_names.get(action.lead_agency, action.lead_agency)
    values = _values(
        status=action.updates[-1].status if action.updates else Status.NOT_STARTED,
        start_date=action.start_on,
        end_date=action.end_on,
        stage=action.stage,
        lead_role=action.lead_role,
        forum=action.forum,
        importance=action.importance,
        prevention_level=action.prevention,
    )
    values["lead agency"] = Value(action.lead_agency, lead)
    return {
        **values,
        **_items("clauses", action.clauses),
        **_items("groups", action.groups),
        **_items("depends_on", action.depends_on),
        **_items("indicators", action.indicators),
        **_items("supporting", action.supporting_agencies, plan.agency_names),
    }


def _of_measure(measure: Measure) -> dict[str, Value]:
    """Return the values of a measure: its target, how it is collected, and its latest reading."""

    def told(number: float | None) -> str:
        return "" if number is None else with_unit(number, measure.unit)

    return _values(
        baseline=told(measure.baseline),
        target=told(measure.target),
        upper_target=told(measure.target_high),
        target_date=measure.target_on,
        direction=measure.direction,
        frequency=measure.frequency,
        collection=measure.state,
        reading=_reading(measure.readings, measure.unit),
        source=measure.source,
        method=measure.method,
    ) | _items("clauses", measure.clauses)


def _reading(readings: tuple[Reading, ...], unit: str) -> str:
    """Return the latest reading in words: its value, or why there is none, and its period."""
    if not readings:
        return ""
    latest = readings[-1]
    if latest.value is not None:
        return f"{with_unit(latest.value, unit)} ({latest.period})"
    return f"{latest.mark.label.lower() if latest.mark else 'no number'} ({latest.period})"


def _links(plan: Plan) -> Iterator[Record]:
    """Yield a record for every link."""
    for link in plan.links:
        kind = plan.kinds.get(link.source, Kind.ACTION)
        yield Record(
            subject=f"{link.source} to {link.target}",
            title=f"{'shows' if kind is Kind.MEASURE else 'leads to'} {link.target}",
            values=_values(
                main_link="yes" if link.main else "no",
                reasoning=link.because,
                confidence=link.confidence,
                judgement=link.judgement,
            ),
            whole="link",
            part_of=(kind.value, link.source),
        )


def _others(plan: Plan) -> Records:
    """Return the records of claims, assumptions, evidence, challenges, risks and recorded reasons."""
    found: Records = {}
    for claim in _latest(plan.claims):
        words = claim.status.label.lower()
        found["claim", claim.clause] = Record(claim.clause, words, _values(claim=claim.status), "claim")
    for each in plan.assumptions:
        found["assumption", each.code] = Record(each.code, each.text, _of_assumption(each))
    for item in plan.evidence:
        found["evidence", item.code] = Record(item.code, item.title, _values(strength=item.strength))
    for challenge in plan.challenges:
        found["challenge", challenge.code] = Record(challenge.code, challenge.text, _of_challenge(challenge))
    for risk in plan.risks:
        values = _values(likelihood=risk.likelihood, impact=risk.impact, response=risk.response)
        found["risk", risk.code] = Record(risk.code, risk.text, values)
    for reason in plan.recorded_reasons:
        values = _values(recorded_reason=reason.reason)
        found["reason", reason.subject] = Record(reason.subject, reason.reason, values, "recorded reason")
    return found


def _latest(claims: Iterable[Claim]) -> Iterable[Claim]:
    """Return the claim that stands for each clause: the one made last."""
    standing: dict[str, Claim] = {}
    for claim in claims:
        known = standing.get(claim.clause)
        if known is None or claim.on >= known.on:
            standing[claim.clause] = claim
    return standing.values()


def _of_assumption(each: Assumption) -> dict[str, Value]:
    return _values(
        text=each.text, confidence=each.confidence, judgement=each.judgement, last_test=each.tested_on
    )


def _of_challenge(challenge: Challenge) -> dict[str, Value]:
    step = challenge.events[-1].step.label.lower() if challenge.events else "raised"
    return _values(status=step, answer=challenge.answer, resulting_action=challenge.resulting_action)


def _values(**values: str | date | Term | None) -> dict[str, Value]:
    """Return the values in words, by name; what is not there is left out."""
    told = {name.replace("_", " "): _told(value) for name, value in values.items() if value}
    return {name: Value(words, words) for name, words in told.items()}


def _told(value: str | date | Term | None) -> str:
    if isinstance(value, Term):
        return value.label.lower()
    return long_date(value) if isinstance(value, date) else str(value)


def _items(relation: str, codes: Iterable[str], names: dict[str, str] | None = None) -> dict[str, Value]:
    """Return one value for each code to which there is the relation."""
    return {f"{relation} {code}": Value(code, (names or {}).get(code, code)) for code in codes}
