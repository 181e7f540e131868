"""The key facts of an action: who leads and supports it, when, where it is overseen, and why it ranks so."""

from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.people.posts import PostHolders, holder_words
from planner.domain.phrases import lower_first
from planner.domain.plan import Action
from planner.web.addresses import address_of


@dataclass(frozen=True)
class Fact:
    """One fact: its name and its lines, a first line that is a link where it has an address."""

    name: str
    lines: tuple[str, ...]
    address: str = ""
    was: str = ""


@dataclass(frozen=True)
class ActionFacts:
    """The facts that are recorded, and the names of those that are not, in one sentence."""

    facts: tuple[Fact, ...]
    missing: str


def action_facts(assessment: Assessment, action: Action, holders: PostHolders | None) -> ActionFacts:
    """Return the facts of an action in the order of the page; ``holders`` are those of posts."""
    found = (
        *_people(assessment, action, holders),
        *_times(assessment, action),
        *_texts(action),
        _groups(assessment, action),
    )
    missing = [lower_first(each.name) for each in found if not each.lines and each.name in _EXPECTED]
    return ActionFacts(
        facts=tuple(each for each in found if each.lines),
        missing=f"Not recorded: {', '.join(missing)}." if missing else "",
    )


_EXPECTED = frozenset(
    {"Lead agency and post", "Start and end", "Overseen by", "Importance", "Outputs", "Resources"}
)


def _people(assessment: Assessment, action: Action, holders: PostHolders | None) -> tuple[Fact, ...]:
    names = assessment.plan.agency_names
    lead = names.get(action.lead_agency, action.lead_agency)
    held = holder_words(holders, action.lead_role, action.lead_agency)
    supporting = tuple(names.get(code, code) for code in action.supporting_agencies)
    return (
        Fact(
            "Lead agency and post",
            tuple(each for each in (lead, action.lead_role, held) if each),
            address=address_of(assessment, action.lead_agency) if lead else "",
        ),
        Fact("Supported by", supporting),
        Fact("Overseen by", _lines(action.forum)),
    )


def _times(assessment: Assessment, action: Action) -> tuple[Fact, ...]:
    start = long_date(action.start_on) if action.start_on else ""
    end = long_date(action.end_on) if action.end_on else ""
    both = f"{start} to {end}" if start and end else f"From {start}" if start else f"To {end}" if end else ""
    first = action.first_end_on if action.first_end_on != action.end_on else None
    stage = next((each for each in assessment.plan.stages if each.code == action.stage), None)
    check = action.embedded_check_on
    return (
        Fact("Start and end", _lines(both), was=long_date(first) if first else ""),
        Fact("Stage", _lines(stage.title if stage else "")),
        Fact("Check that it lasts", _lines(long_date(check) if check else "")),
    )


def _texts(action: Action) -> tuple[Fact, ...]:
    importance = action.importance.label if action.importance else ""
    because = action.importance_because
    prevention = action.prevention.label if action.prevention else ""
    return (
        Fact("Importance", tuple(each for each in (importance, because) if each)),
        Fact("Outputs", _lines(action.outputs)),
        Fact("Resources", _lines(action.resources)),
        Fact("Prevention", _lines(prevention)),
        Fact("Answers the finding", _lines(action.answers_finding)),
    )


def _groups(assessment: Assessment, action: Action) -> Fact:
    titles = {each.code: each.title for each in assessment.guidance.groups}
    return Fact("People affected", tuple(titles.get(code, code) for code in action.groups))


def _lines(text: str) -> tuple[str, ...]:
    return (text,) if text else ()
