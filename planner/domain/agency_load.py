"""What every agency carries in a plan: what it leads, what is late or silent, and who waits for whom.

A load is counted, never scored: an agency with many actions may simply have offered most (guide
section 12: each action has one lead; a partnership looks at who carries what).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from planner.domain.calendar import long_date
from planner.domain.delivery.schedule import CLOSED, Standing
from planner.domain.phrases import be, counted, listed
from planner.domain.plan import Agency, Plan
from planner.domain.recommendations.coverage import ClauseCoverage
from planner.domain.scrutiny.challenges import awaits_reply
from planner.domain.vocabulary import Delivery, Flag

LATE = frozenset({Flag.OVERDUE, Flag.LATE_START})
"""What makes an action late, so that another one cannot count on it."""
TOLD = 3


@dataclass(frozen=True, slots=True)
class Wait:
    """An open action that waits for a late one of another agency, both by their codes."""

    waits: str
    needs: str


@dataclass(frozen=True, kw_only=True)
class AgencyLoad:
    """What one agency carries. Codes stand in plan order.

    ``led`` are all actions that it leads and that are not retired, ``open`` those of them that are
    neither finished nor withdrawn. ``said_on`` is the day of the latest update on an open action,
    nothing where there is none. ``waits`` are its own actions that wait for another agency's late
    one, ``awaited`` its late actions for which another agency's wait. ``unanswered`` are the
    challenges to it that await a reply and ``clauses`` those whose latest claim it owns.
    """

    agency: Agency
    led: tuple[str, ...]
    supported: tuple[str, ...]
    open: tuple[str, ...]
    overdue: tuple[str, ...]
    delivery: Mapping[Delivery, int]
    said_on: date | None
    waits: tuple[Wait, ...]
    awaited: tuple[Wait, ...]
    unanswered: tuple[str, ...]
    clauses: tuple[str, ...]

    @property
    def is_unused(self) -> bool:
        """Return whether nothing in the plan rests on the agency."""
        return not (self.led or self.supported or self.unanswered or self.clauses)


def agency_loads(
    plan: Plan, standings: Mapping[str, Standing], coverage: Mapping[str, ClauseCoverage]
) -> tuple[AgencyLoad, ...]:
    """Return the load of every agency of the plan, in its order, on the day of the ``standings``.

    >>> from planner.domain.delivery.schedule import standings
    >>> from tests.builders import make_plan
    >>> plan = make_plan()
    >>> [(each.agency.code, each.led) for each in agency_loads(plan, standings(plan, date(2026, 11, 21)), {})]
    [('council', ('1.1a',)), ('police', ()), ('icb', ())]
    """
    led: defaultdict[str, list[Standing]] = defaultdict(list)
    supported: defaultdict[str, list[str]] = defaultdict(list)
    for code, standing in standings.items():
        led[standing.action.lead_agency].append(standing)
        for agency in dict.fromkeys(standing.action.supporting_agencies):
            supported[agency].append(code)
    unanswered: defaultdict[str, list[str]] = defaultdict(list)
    for challenge in plan.challenges:
        if awaits_reply(challenge):
            unanswered[challenge.to_agency].append(challenge.code)
    clauses: defaultdict[str, list[str]] = defaultdict(list)
    for code, each in coverage.items():
        if each.claim is not None:
            clauses[each.claim.owner_agency].append(code)
    waits = _waits(standings)
    return tuple(
        _load(
            agency,
            led[agency.code],
            supported=supported[agency.code],
            waits=[wait for wait in waits if _lead(standings, wait.waits) == agency.code],
            awaited=[wait for wait in waits if _lead(standings, wait.needs) == agency.code],
            unanswered=unanswered[agency.code],
            clauses=clauses[agency.code],
        )
        for agency in plan.agencies
    )


def _lead(standings: Mapping[str, Standing], code: str) -> str:
    return standings[code].action.lead_agency


def _waits(standings: Mapping[str, Standing]) -> list[Wait]:
    """Return every open action that waits for a late action of another agency."""
    return [
        Wait(code, needed)
        for code, standing in standings.items()
        if standing.declared not in CLOSED
        for needed in standing.action.depends_on
        if needed in standings
        and not LATE.isdisjoint(standings[needed].flags)
        and _lead(standings, needed) != standing.action.lead_agency
    ]


def _load(
    agency: Agency,
    led: Iterable[Standing],
    *,
    supported: Iterable[str],
    waits: Iterable[Wait],
    awaited: Iterable[Wait],
    unanswered: Iterable[str],
    clauses: Iterable[str],
) -> AgencyLoad:
    led = tuple(led)
    still_open = [each for each in led if each.declared not in CLOSED]
    counts = Counter(each.delivery for each in led)
    return AgencyLoad(
        agency=agency,
        led=tuple(each.action.code for each in led),
        supported=tuple(supported),
        open=tuple(each.action.code for each in still_open),
        overdue=tuple(each.action.code for each in led if each.days_overdue),
        delivery={delivery: counts[delivery] for delivery in Delivery},
        said_on=max((each.said.on for each in still_open if each.said), default=None),
        waits=tuple(waits),
        awaited=tuple(awaited),
        unanswered=tuple(unanswered),
        clauses=tuple(clauses),
    )


def load_sentences(loads: Iterable[AgencyLoad], today: date) -> tuple[str, ...]:
    """Return who leads most, who has the most overdue and who is silent longest, a sentence each.

    Several agencies that are level are all named, up to three of them.

    >>> from planner.domain.delivery.schedule import standings
    >>> from tests.builders import make_plan
    >>> plan, day = make_plan(), date(2026, 11, 21)
    >>> for sentence in load_sentences(agency_loads(plan, standings(plan, day), {}), day):
    ...     print(sentence)
    Testshire Council leads the only action.
    No action is overdue.
    Testshire Council is silent longest: its last update is of 30 September 2026, 52 days ago.
    """
    loads = tuple(loads)
    total = sum(len(each.led) for each in loads)
    if not total:
        return ("No agency leads an action yet.",)
    return (_most_led(loads, total), _most_overdue(loads), _most_silent(loads, today))


def _most_led(loads: Iterable[AgencyLoad], total: int) -> str:
    most, names = _level([(len(each.led), each.agency.name) for each in loads])
    if total == 1:
        return f"{names[0]} leads the only action."
    if len(names) == 1:
        return f"{names[0]} carries most: it leads {most} of {counted(total, 'actions')}."
    return f"{_names(names)} carry most: each leads {most} of {counted(total, 'actions')}."


def _most_overdue(loads: Iterable[AgencyLoad]) -> str:
    counts = [(len(each.overdue), each.agency.name) for each in loads]
    most, names = _level(counts)
    if not most:
        return "No action is overdue."
    total = sum(count for count, _ in counts)
    first = f"{counted(total, 'actions')} {be(total)} overdue"
    if len(names) == 1:
        of_them = "led by" if most == total else f"{most} of them led by"
        return f"{first}, {of_them} {names[0]}."
    return f"{first}, {most} each led by {_names(names)}."


def _most_silent(loads: Iterable[AgencyLoad], today: date) -> str:
    silent = [((today - each.said_on).days, each.agency.name) for each in loads if each.said_on is not None]
    if not silent:
        return "No agency has given an update on an action that is still open."
    days, names = _level(silent)
    if not days:
        return "Every agency that reports on open actions did so today."
    when = f"{long_date(today - timedelta(days=days))}, {counted(days, 'days')} ago"
    if len(names) == 1:
        return f"{names[0]} is silent longest: its last update is of {when}."
    return f"{_names(names)} are silent longest: their last updates are of {when}."


def _level(counts: Iterable[tuple[int, str]]) -> tuple[int, list[str]]:
    """Return the highest count and the names of all that have it."""
    counts = tuple(counts)
    most = max(count for count, _ in counts)
    return most, [name for count, name in counts if count == most]


def _names(names: list[str]) -> str:
    if len(names) <= TOLD:
        return listed(names)
    return listed([*names[:TOLD], f"{len(names) - TOLD} more"])
