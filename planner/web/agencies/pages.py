"""What every agency carries, as the rows of a table in which each count leads to its list."""

from dataclasses import dataclass
from datetime import date

from planner.domain.agency_load import AgencyLoad, Wait, agency_loads, load_sentences
from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.people.posts import NOBODY, PostHolders, holder_words, posts_by_agency
from planner.domain.phrases import counted
from planner.domain.vocabulary import Flag
from planner.web.addresses import anchor, plan_address
from planner.web.kept import Kept
from planner.web.marks import Mark, group_mark
from planner.web.sorting import Order, SortHeading, in_order

MOST_WAITS = 3
AWAITS_REPLY = "awaits_reply"
"""The state by which the log of challenges finds those that await a reply."""


@dataclass(frozen=True, kw_only=True)
class Count:
    """A count with the list that has as many rows; what stands in the list is said for screen readers."""

    number: int
    address: str
    what: str


@dataclass(frozen=True, kw_only=True)
class DeliveryCount:
    """How many of an agency's actions stand in one way."""

    mark: Mark
    count: Count


@dataclass(frozen=True, kw_only=True)
class WaitLine:
    """One action that waits for another's, with the other agency's name."""

    waits: str
    waits_address: str
    needs: str
    needs_address: str
    other: str


@dataclass(frozen=True)
class PostLine:
    """A post that the plan names at an agency, and who holds it now."""

    title: str
    held: str


@dataclass(frozen=True, kw_only=True)
class AgencyRow:
    """One agency; ``posts_say`` is empty where it has no posts, or the reader may not see who holds them."""

    anchor: str
    name: str
    partner: str
    is_unused: bool
    fails_address: str
    led: Count
    delivery: tuple[DeliveryCount, ...]
    overdue: Count
    supported: Count
    said: str
    silent: str
    waits: tuple[WaitLine, ...]
    waits_more: int
    awaited: tuple[WaitLine, ...]
    awaited_more: int
    unanswered: Count
    clauses: Count
    posts: tuple[PostLine, ...]
    posts_say: str


@dataclass(frozen=True, kw_only=True)
class AgenciesPage:
    """All agencies, and the sentences that stand above them."""

    lead: str
    says: str
    rows: tuple[AgencyRow, ...]
    headings: dict[str, SortHeading]


def _make_loads(assessment: Assessment) -> tuple[AgencyLoad, ...]:
    return agency_loads(assessment.plan, assessment.standings, assessment.coverage)


_loads = Kept(_make_loads)
_posts = Kept(lambda assessment: posts_by_agency(assessment.plan))


def agencies_page(assessment: Assessment, holders: PostHolders | None) -> AgenciesPage:
    """Return the page; raises ``NotFound`` for an order that the table does not have.

    ``holders`` are those of posts, for a reader who may see them.
    """
    loads = _loads(assessment)
    ordered, headings = in_order(loads, _orders())
    first, *rest = load_sentences(loads, assessment.today)
    return AgenciesPage(
        lead=first,
        says=" ".join(rest),
        rows=tuple(_row(assessment, each, holders) for each in ordered),
        headings=headings,
    )


def _orders() -> tuple[Order[AgencyLoad], ...]:
    return (
        Order(name="agency", label="Agency", key=lambda each: each.agency.name.casefold()),
        Order(name="led", label="Leads", key=lambda each: len(each.led)),
        Order(name="overdue", label="Overdue", key=lambda each: len(each.overdue)),
        Order(name="supported", label="Supports", key=lambda each: len(each.supported)),
        Order(name="said", label="Last update", key=lambda each: each.said_on),
        Order(name="waits", label="Waits", key=lambda each: len(each.waits) + len(each.awaited)),
        Order(name="unanswered", label="Challenges without reply", key=lambda each: len(each.unanswered)),
        Order(name="clauses", label="Clauses owned", key=lambda each: len(each.clauses)),
    )


def _row(assessment: Assessment, load: AgencyLoad, holders: PostHolders | None) -> AgencyRow:
    agency = load.agency
    code = agency.code

    posts = _post_lines(assessment, code, holders)

    def actions(number: int, what: str, **filters: str) -> Count:
        return _count(assessment, number, what, "actions.list_actions", **filters)

    return AgencyRow(
        anchor=anchor(code),
        name=agency.name,
        partner=f"Statutory partner: {agency.statutory_partner.label.lower()}"
        if agency.statutory_partner
        else "",
        is_unused=load.is_unused,
        fails_address=plan_address(assessment, "theory.show_map", fails=code) if load.open else "",
        led=actions(len(load.led), "actions led", agency=code),
        delivery=tuple(
            DeliveryCount(
                mark=group_mark(delivery),
                count=actions(number, delivery.label.lower(), agency=code, delivery=delivery.value),
            )
            for delivery, number in load.delivery.items()
            if number
        ),
        overdue=actions(len(load.overdue), "actions overdue", agency=code, flag=Flag.OVERDUE.value),
        supported=actions(len(load.supported), "actions supported", supporting=code),
        said=_said(load),
        silent=_silent(load.said_on, assessment.today),
        waits=tuple(_line(assessment, each, each.needs) for each in load.waits[:MOST_WAITS]),
        waits_more=max(0, len(load.waits) - MOST_WAITS),
        awaited=tuple(_line(assessment, each, each.waits) for each in load.awaited[:MOST_WAITS]),
        awaited_more=max(0, len(load.awaited) - MOST_WAITS),
        unanswered=_count(
            assessment,
            len(load.unanswered),
            "challenges without reply",
            "challenges.list_challenges",
            agency=code,
            state=AWAITS_REPLY,
        ),
        clauses=_count(
            assessment,
            len(load.clauses),
            "clauses owned",
            "recommendations.list_recommendations",
            agency=code,
        ),
        posts=posts,
        posts_say=_posts_say(posts),
    )


def _post_lines(assessment: Assessment, code: str, holders: PostHolders | None) -> tuple[PostLine, ...]:
    if holders is None:
        return ()
    titles = _posts(assessment).get(code, ())
    return tuple(PostLine(title, holder_words(holders, title, code)) for title in titles)


def _posts_say(posts: tuple[PostLine, ...]) -> str:
    """Return how many posts there are, and how many of them nobody is named for."""
    if not posts:
        return ""
    empty = sum(each.held == NOBODY for each in posts)
    return f"{counted(len(posts), 'posts')}, {f'{empty} held by nobody' if empty else 'all held'}"


def _count(assessment: Assessment, number: int, what: str, endpoint: str, **filters: str) -> Count:
    address = plan_address(assessment, endpoint, **filters) if number else ""
    return Count(number=number, address=address, what=what)


def _said(load: AgencyLoad) -> str:
    if load.said_on is not None:
        return long_date(load.said_on)
    return "No update yet" if load.open else "Nothing open"


def _silent(said_on: date | None, today: date) -> str:
    if said_on is None:
        return ""
    days = (today - said_on).days
    return f"{counted(days, 'days')} ago" if days else "today"


def _line(assessment: Assessment, wait: Wait, other: str) -> WaitLine:
    def address(code: str) -> str:
        return plan_address(assessment, "actions.show_action", code=code)

    lead = assessment.standings[other].action.lead_agency
    return WaitLine(
        waits=wait.waits,
        waits_address=address(wait.waits),
        needs=wait.needs,
        needs_address=address(wait.needs),
        other=assessment.plan.agency_names.get(lead, "no lead agency"),
    )
