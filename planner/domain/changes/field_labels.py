"""What people call each field that a change can name, and how they read its value.

The names are those of the plan workbook, where people meet the same fields.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

from planner.domain import plan as held
from planner.domain.calendar import long_date
from planner.domain.people.permissions import Role
from planner.domain.phrases import upper_first
from planner.domain.records import DateRequest, ScrutinyJudgement
from planner.domain.vocabulary import Nation, Term

#: The sorts of thing that a change can be about, each with its record and with what people call it.
KINDS: Mapping[str, tuple[type[Any] | None, str]] = {
    "plan": (None, "The plan itself"),
    "version": (held.Version, "Version"),
    "stage": (held.Stage, "Stage"),
    "agency": (held.Agency, "Agency"),
    "section": (held.Section, "Section"),
    "vision": (held.Node, "Vision"),
    "priority": (held.Node, "Priority"),
    "aim": (held.Node, "Aim"),
    "outcome": (held.Outcome, "Outcome"),
    "action": (held.Action, "Action"),
    "measure": (held.Measure, "Measure"),
    "assumption": (held.Assumption, "Assumption"),
    "evidence": (held.Evidence, "Evidence"),
    "challenge": (held.Challenge, "Challenge"),
    "risk": (held.Risk, "Risk"),
    "clause": (None, "Clause"),
    "recorded_reason": (held.RecordedReason, "Recorded reason"),
    # What is said of people is no part of a plan; their fields are named below with the others.
    "member": (None, "Member"),
    "invitation": (None, "Invitation"),
    "judgement": (ScrutinyJudgement, "Judgement of scrutiny"),
    "date_request": (DateRequest, "Request for another end date"),
}
PEOPLE = frozenset({"member", "invitation"})

#: Fields that hold parts: the record of a part, and what one of them is called by its own name.
PARTS: Mapping[str, tuple[type[Any], str]] = {
    "updates": (held.Update, "Update of {}"),
    "date_changes": (held.DateChange, "New end date of {}"),
    "milestones": (held.Milestone, "Milestone “{}”"),
    "readings": (held.Reading, "Reading of the period to {}"),
    "events": (held.ChallengeEvent, "Step of {}"),
    "links": (held.Link, "Link to {}"),
    "claims": (held.Claim, "Claim of {}"),
}

#: What a field is called wherever it stands.
LABELS: Mapping[str, str] = {
    "about": "About",
    "account": "Account",
    "agency": "Agency",
    "action": "Action",
    "agreed_by": "Agreed by",
    "answer": "Answer",
    "answer_because": "Why this answer",
    "answers_finding": "Answers finding",
    "assurance": "How far assured",
    "approved_by": "Approved by",
    "ask": "What we ask",
    "ask_by": "By when",
    "ask_of": "Of whom",
    "asked_by": "Asked by",
    "asked_on": "Asked on",
    "baseline": "Baseline",
    "baseline_due_on": "Baseline due on",
    "baseline_note": "Baseline note",
    "baseline_on": "Baseline on",
    "baseline_period": "Baseline period",
    "because": "Why it leads there",
    "beneficiaries": "Who changes",
    "beside": "Second figure",
    "beside_baseline": "Second baseline",
    "beside_target": "Second target",
    "beside_title": "Second figure",
    "breakdowns": "Breakdowns",
    "by_role": "Said by",
    "clauses": "Clauses",
    "collator_agency": "Collator agency",
    "collator_role": "Collator role",
    "comparators": "Comparators",
    "confidence": "Confidence",
    "dated_on": "Dated",
    "decided_by": "Decided by",
    "decided_on": "Decided on",
    "decision": "Decision",
    "denominator": "Denominator",
    "depends_on": "Waits for",
    "description": "Description",
    "direction": "Direction",
    "done_on": "Done on",
    "due_on": "Due on",
    "effect_seen": "Effect seen",
    "embedded_check_on": "Embedded check on",
    "end_on": "New end date",
    "ended_on": "Ended on",
    "ends_on": "Ends on",
    "entered_by": "Entered by",
    "entered_on": "Entered on",
    "evidence_asked": "Evidence asked for",
    "fall_means": "A fall would mean",
    "first_end_on": "First end date",
    "forum": "Forum",
    "freshness_days": "Days an update stays fresh",
    "frequency": "Frequency",
    "groups": "Affected groups",
    "guidance_edition": "Guidance edition",
    "horizon": "How soon",
    "how_tested": "How it is tested",
    "identification": "About identification",
    "impact": "Impact",
    "importance": "Importance",
    "importance_because": "Why this importance",
    "indicators": "Measures",
    "judged_on": "Judged on",
    "judgement": "Judgement",
    "kind": "Kind",
    "lag_days": "Days until a reading is due",
    "lead_agency": "Lead agency",
    "lead_role": "Lead role",
    "level": "Level",
    "likelihood": "Likelihood",
    "link": "Where it can be found",
    "main": "Main link",
    "mark": "Mark",
    "masks_small_numbers": "Hides small numbers",
    "method": "Method",
    "name": "Name",
    "next_review_on": "Next review on",
    "no_target_because": "No target because",
    "note": "Note",
    "numerator": "Numerator",
    "on": "Date",
    "outputs": "Outputs",
    "owner_agency": "Owner agency",
    "owner_role": "Owner role",
    "partnership_name": "Name of the partnership",
    "partnership_nation": "Nation",
    "partnership_short_name": "Short name of the partnership",
    "period": "Period",
    "phase": "Phase",
    "posts": "Posts",
    "presenter_role": "Presenter role",
    "prevention": "Prevention",
    "question": "Question",
    "raised_by": "Raised by",
    "raised_on": "Raised on",
    "reading_on": "Reading of",
    "reason": "Reason",
    "recorded_in": "Recorded in",
    "recorded_on": "Recorded on",
    "reply_due_on": "Reply due on",
    "resources": "Resources",
    "response": "Response",
    "resulting_action": "Resulting action",
    "retired_because": "Why it was retired",
    "retired_on": "Retired on",
    "reviewed_on": "Reviewed on",
    "rise_means": "A rise would mean",
    "role": "Role",
    "self_rated": "Rated by ourselves",
    "sentence": "What is happening",
    "shows": "What it shows",
    "source": "Source",
    "stage": "Stage",
    "start_on": "Start",
    "starts_on": "Starts on",
    "state": "State",
    "state_due_on": "Collection due on",
    "state_note": "Collection note",
    "state_role": "Collection role",
    "status": "Status",
    "status_preset": "Status letters",
    "statutory_partner": "Statutory partner",
    "step": "Step",
    "strength": "Strength",
    "supporting_agencies": "Supporting agencies",
    "target": "Target",
    "target_high": "Target, upper end",
    "target_on": "Target on",
    "tested_on": "Tested on",
    "text": "Text",
    "title": "Title",
    "to_agency": "Put to",
    "tolerance": "Tolerance",
    "turns_on": "Turns on",
    "unit": "Unit",
    "value": "Value",
}
#: What a field is called in one sort of thing or part alone.
OWN_LABELS: Mapping[tuple[str, str], str] = {
    ("assumption", "source"): "From",
    ("assumption", "target"): "To",
    ("assumption", "text"): "Assumption",
    ("challenge", "text"): "Challenge",
    ("links", "confidence"): "Confidence in the link",
    ("links", "judgement"): "Judgement of the link",
    ("measure", "description"): "Definition",
    ("measure", "state"): "Collection",
    ("recorded_reason", "by_role"): "Recorded by",
    ("risk", "text"): "Risk",
    ("events", "by_role"): "By",
}
#: What is called by the name of a collection of the plan, where the order of what is in it changed.
ORDERS: Mapping[str, str] = {
    "priorities": "Order of the priorities",
    "aims": "Order of the aims",
    "outcomes": "Order of the outcomes",
    "actions": "Order of the actions",
    "measures": "Order of the measures",
}
_TERMS_OF_NO_RECORD: Mapping[str, Mapping[str, type[Term]]] = {
    "plan": {"partnership_nation": Nation},
    **{kind: {"role": Role} for kind in PEOPLE},
}
_YES_NO = {True: "Yes", False: "No"}


def kind_label(kind: str) -> str:
    """Return what people call a sort of thing.

    >>> kind_label("recorded_reason"), kind_label("new_thing")
    ('Recorded reason', 'New thing')
    """
    return KINDS[kind][1] if kind in KINDS else _spelled_out(kind)


def field_label(name: str, where: str = "") -> str:
    """Return what people call a field; ``where`` is the sort of thing or the field of parts it stands in.

    >>> field_label("text", "risk"), field_label("text"), field_label("order_of_things")
    ('Risk', 'Text', 'Order of things')
    """
    return OWN_LABELS.get((where, name)) or LABELS.get(name) or _spelled_out(name)


def part_label(name: str, part: str) -> str:
    """Return what people call one part of a thing.

    >>> part_label("updates", "2026-09-30 (2)"), part_label("links", "O1.1")
    ('Update of 30 September 2026 (2)', 'Link to O1.1')
    """
    if name not in PARTS:
        return f"{field_label(name)}: {part}"
    return PARTS[name][1].format(_told_date(part))


def value_words(value: Any, name: str, where: str, agencies: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a value of a field as people read it, empty for nothing.

    ``agencies`` are the names of agencies by their codes.

    >>> value_words("at_risk", "status", "updates"), value_words(41.0, "value", "readings")
    ('At risk', '41')
    >>> value_words("2026-09-30", "start_on", "action"), value_words(["R1.1", "R2.4"], "clauses", "action")
    ('30 September 2026', 'R1.1, R2.4')
    """
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(value_words(item, name, where, agencies) for item in value)
    if isinstance(value, bool):
        return _YES_NO[value]
    if isinstance(value, int | float):
        # In full, because a record of what changed must not round the change away.
        return f"{value:,}".removesuffix(".0")
    return _told_text(str(value), name, where, agencies)


def _told_text(text: str, name: str, where: str, agencies: Mapping[str, str]) -> str:
    """Return a text as it is, but for codes of scales and agencies, and for days."""
    term = _terms(where).get(name)
    if term is not None:
        return next((each.label for each in term if each.value == text), text)
    if name == "agency" or name.endswith(("_agency", "_agencies")):
        return agencies.get(text, text)
    return _told_date(text) if name.endswith("_on") or name in {"on", "ask_by"} else text


def _spelled_out(name: str) -> str:
    return upper_first(name.replace("_", " "))


def _told_date(text: str) -> str:
    day, *rest = text.split(" ", 1)
    try:
        return " ".join((long_date(date.fromisoformat(day)), *rest))
    except ValueError:
        return text


@cache
def _terms(where: str) -> Mapping[str, type[Term]]:
    """Return the scale of every field that has one, in one sort of thing or part."""
    record = PARTS[where][0] if where in PARTS else KINDS.get(where, (None, ""))[0]
    if record is None:
        return _TERMS_OF_NO_RECORD.get(where, {})
    found = {}
    for name, hint in get_type_hints(record).items():
        for each in (hint, *get_args(hint)):
            if isinstance(each, type) and issubclass(each, Term):
                found[name] = each
    return found
