"""Rules about who does what by when: V05, V10, V18, V19, V20."""

from collections import Counter, defaultdict

from planner.domain.calendar import full_month_year, long_date, months_after
from planner.domain.delivery.schedule import Standing
from planner.domain.phrases import counted, listed, named, some
from planner.domain.plan import Action
from planner.domain.rules.facts import Facts, Told
from planner.domain.vocabulary import Flag, Status, StatutoryPartner, Strength

#: A share says little about a handful of actions.
FEWEST_FOR_A_SHARE = 6
MONTHS_BETWEEN_REVIEWS = 12

_PARTNERS = {
    StatutoryPartner.LOCAL_AUTHORITY: "the local authority",
    StatutoryPartner.POLICE: "the police",
    StatutoryPartner.HEALTH: "health",
}


def actions_without_owner_or_dates(facts: Facts) -> Told:
    """Yield V05: an action without lead agency, lead role or dates, or that ends before it starts."""
    for code, action in facts.actions.items():
        missing = _missing(action)
        if missing:
            yield code, f"{named(action)} has no {listed(missing, joint='or')}."
        if action.start_on and action.end_on and action.end_on < action.start_on:
            days = f"{long_date(action.end_on)}, before it starts on {long_date(action.start_on)}"
            yield code, f"{named(action)} ends on {days}."


def status_against_dates_and_evidence(facts: Facts) -> Told:
    """Yield V10: on track or at risk past the end, not started past the start, finished without evidence."""
    for code in facts.actions:
        reason = _contradiction(facts.standings[code])
        if reason:
            yield code, reason


def work_not_shared(facts: Facts) -> Told:
    """Yield V18: an agency that leads more than 40% of the actions; a statutory partner that leads none."""
    leads = Counter(action.lead_agency for action in facts.actions.values() if action.lead_agency)
    total = len(facts.actions)
    for agency in facts.plan.agencies:
        led = leads[agency.code]
        if total >= FEWEST_FOR_A_SHARE and led * 10 > total * 4:
            yield agency.code, f"{agency.name} leads {led} of the {total} actions, {led * 100 // total}%."
    for partner, words in _PARTNERS.items() if total else ():
        agencies = [each for each in facts.plan.agencies if each.statutory_partner is partner]
        if not agencies:
            yield "plan", f"No agency in the plan belongs to {words}, so that partner leads no action."
        elif not any(leads[each.code] for each in agencies):
            names = listed(each.name for each in agencies)
            yield agencies[0].code, f"None of the {counted(total, 'actions')} is led by {words} ({names})."


def review_not_set(facts: Facts) -> Told:
    """Yield V19: a next review that is missing, past, or more than 12 months off (guide section 15.4)."""
    day = facts.plan.next_review_on
    if day is None:
        yield "plan", "The plan has no date for its next review."
    elif day < facts.today:
        yield "plan", f"The next review was due on {long_date(day)}, and no later one is set."
    elif day > months_after(facts.today, MONTHS_BETWEEN_REVIEWS):
        yield "plan", f"The next review, {long_date(day)}, is more than {MONTHS_BETWEEN_REVIEWS} months off."


def deadlines_in_one_month(facts: Facts) -> Told:
    """Yield V20: a month in which more than a third of the actions still to be finished fall due."""
    months: defaultdict[tuple[int, int], list[Action]] = defaultdict(list)
    unfinished = [each for code, each in facts.actions.items() if not facts.standings[code].is_finished]
    for action in unfinished:
        if action.end_on is not None:
            months[action.end_on.year, action.end_on.month].append(action)
    if len(unfinished) < FEWEST_FOR_A_SHARE:
        return
    for _, due in sorted(months.items()):
        first = due[0].end_on
        if first is not None and len(due) * 3 > len(unfinished):
            share = f"{len(due)} of the {len(unfinished)} unfinished actions"
            yield "plan", f"{share} end in {full_month_year(first)}: {some([each.code for each in due])}."


def _missing(action: Action) -> list[str]:
    """Return what the action lacks, as words of a sentence."""
    told = {
        "lead agency": action.lead_agency,
        "lead role": action.lead_role,
        "start date": action.start_on,
        "end date": action.end_on,
    }
    return [word for word, value in told.items() if not value]


def _contradiction(standing: Standing) -> str:
    """Return how the declared status contradicts the dates or the evidence, empty if it does not."""
    action = standing.action
    label = standing.declared.label.lower()
    if standing.days_overdue and standing.declared in (Status.ON_TRACK, Status.AT_RISK) and action.end_on:
        passed = f"{long_date(action.end_on)}, passed {counted(standing.days_overdue, 'days')} ago"
        return f"{named(action)} is said to be {label}, but its end date, {passed}."
    if Flag.LATE_START in standing.flags and action.start_on:
        return f"{named(action)} should have started on {long_date(action.start_on)} and has not."
    if standing.is_finished and standing.strength is Strength.NONE:
        return f"{named(action)} is said to be {label} and has no evidence."
    return ""
