"""Action status: one row for every live action, and the counts by aim and by lead agency."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from planner.domain.calendar import month_year, quarter_ends
from planner.domain.delivery.schedule import Standing
from planner.domain.delivery.strips import StripMark, strips
from planner.domain.elements import live
from planner.domain.phrases import be, counted, some, upper_first
from planner.domain.recommendations.coverage import DONE
from planner.domain.vocabulary import Delivery, Flag
from planner.packs.badges import DELIVERIES, delivery_badge, standing_badge, status_badge
from planner.packs.review import Review
from planner.packs.tables.chains import Chains, named
from planner.packs.tables.table import Cell, Column, Heading, Row, Sheet, Table, whole

TITLE = "Action status"

_SHOWN_FLAGS = (
    Flag.GREEN_BUT_LATE,
    Flag.OVERDUE,
    Flag.LATE_START,
    Flag.TWO_REDS,
    Flag.NO_ASK,
    Flag.WAITS_ON_LATE,
    Flag.NO_EVIDENCE,
    Flag.STALE,
)


def action_sheet(review: Review) -> Sheet:
    """Return the sheet with every live action, and its status counted by aim and by lead agency."""
    standings = review.assessment.standings
    by_aim, by_lead = status_by_aim(review), status_by_lead(review)
    return Sheet(
        number=4,
        title=TITLE,
        lead=delivery_sentence(review),
        tables=(
            Table(
                name="actions",
                title="Every live action",
                headings=_headings(quarter_ends(review.today)),
                rows=_rows(review),
                says=f"{counted(len(standings), 'actions')}, one row each. Retired actions are left out.",
                empty="The plan has no live action yet.",
            ),
            by_aim,
            by_lead,
        ),
    )


def delivery_sentence(review: Review) -> str:
    """Return how many actions are finished, off track and unverified, in one sentence."""
    counts = review.assessment.delivery_counts
    total = sum(counts.values())
    if not total:
        return "The plan has no live action yet."
    finished = sum(counts.get(each, 0) for each in DONE)
    worst = [
        f"{counts[each]} {each.label.lower()}"
        for each in (Delivery.OFF_TRACK, Delivery.AT_RISK, Delivery.UNVERIFIED)
        if counts.get(each, 0)
    ]
    said = f"{finished} of {counted(total, 'actions')} {be(finished)} finished"
    return f"{said}; {some(worst)}." if worst else f"{said}, and none is off track, at risk or unverified."


def _headings(quarters: tuple[date, ...]) -> tuple[Heading, ...]:
    return (
        Heading("Code", Column.CODE, 8),
        Heading("Aim", width=17),
        Heading("Outcome", width=27),
        Heading("Action", width=34),
        Heading("Lead agency", width=16),
        Heading("Lead role", width=17),
        Heading("Start", Column.DATE, 12),
        Heading("End", Column.DATE, 12),
        Heading("First end date", Column.DATE, 12),
        Heading("Times moved", Column.NUMBER, 9),
        Heading("Status", Column.STATUS, 15),
        Heading("What lies behind it", width=23),
        *(Heading(month_year(quarter), Column.LETTER, 9) for quarter in quarters),
        Heading("Latest note", width=34),
        Heading("Said on", Column.DATE, 12),
        Heading("Evidence items", Column.NUMBER, 10),
        Heading("Strongest evidence", width=16),
        Heading("Days overdue", Column.NUMBER, 9),
        Heading("Clauses", width=12),
    )


def _rows(review: Review) -> tuple[Row, ...]:
    plan, chains = review.plan, Chains(review.plan)
    marks = strips(plan, quarter_ends(review.today))
    items = Counter(code for evidence in plan.evidence for code in set(evidence.about))
    rows: list[Row] = []
    for standing in review.assessment.standings.values():
        action = standing.action
        outcome = chains.outcome(action)
        said = standing.said
        rows.append(
            (
                action.code,
                named(chains.aim(outcome)) or "No aim yet",
                named(outcome) or "No outcome yet",
                action.title,
                plan.agency_names.get(action.lead_agency, "") or "No lead yet",
                action.lead_role,
                action.start_on,
                action.end_on,
                action.first_end_on,
                standing.times_moved,
                standing_badge(standing),
                behind(standing),
                *_quarters(marks[action.code]),
                said.sentence if said else "No update yet",
                said.on if said else None,
                items[action.code],
                standing.strength.label,
                standing.days_overdue or None,
                ", ".join(action.clauses),
            )
        )
    return tuple(rows)


def _quarters(marks: tuple[StripMark, ...]) -> tuple[Cell, ...]:
    return tuple(status_badge(mark.status, verified=mark.verified) for mark in marks)


def behind(standing: Standing) -> str:
    """Return why a status is unverified and what its dates, updates and evidence say, in words."""
    words = [standing.unverified_because] if standing.unverified_because else []
    words += [flag.label for flag in _SHOWN_FLAGS if flag in standing.flags and not _said(flag, standing)]
    return ". ".join(upper_first(word) for word in words)


def _said(flag: Flag, standing: Standing) -> bool:
    """Return whether the reason for an unverified status has already said what the flag says."""
    already = {Flag.GREEN_BUT_LATE, Flag.NO_EVIDENCE, Flag.STALE}
    return bool(standing.unverified_because) and flag in already


def status_by_aim(review: Review) -> Table:
    """Return the actions of every aim counted by status, in plan order."""
    chains = Chains(review.plan)
    groups = [(aim.code, named(aim)) for aim in live(review.plan.aims)]
    pairs = []
    for standing in review.assessment.standings.values():
        aim = chains.aim(chains.outcome(standing.action))
        pairs.append((aim.code if aim else "", standing.delivery))
    return _counted(
        "status-by-aim", "Status by aim", "Aim", [*groups, ("", "No aim yet")], pairs, says=_most_trouble
    )


def status_by_lead(review: Review) -> Table:
    """Return the actions of every lead agency counted by status, the longest list first."""
    names = review.plan.agency_names
    pairs = [(s.action.lead_agency, s.delivery) for s in review.assessment.standings.values()]
    sizes = Counter(code for code, _ in pairs)
    order = sorted(names, key=lambda code: -sizes[code])
    groups = [(code, names[code]) for code in order]
    return _counted(
        "status-by-lead",
        "Status by lead agency",
        "Lead agency",
        [*groups, ("", "No lead yet")],
        pairs,
        says=_longest_list,
    )


def _counted(
    name: str,
    title: str,
    first: str,
    groups: Iterable[tuple[str, str]],
    pairs: list[tuple[str, Delivery]],
    *,
    says: Callable[[list[Row], list[Delivery]], str],
) -> Table:
    counts = Counter(pairs)
    used = [each for each in DELIVERIES if any(delivery is each for _, delivery in pairs)]
    rows: list[Row] = []
    for code, label in groups:
        row = [counts[code, each] for each in used]
        if any(row):
            # A blank stands for none, so that the chart does not crowd its bars with zeros.
            rows.append((label, *(count or None for count in row), sum(row)))
    return Table(
        name=name,
        title=title,
        says=says(rows, used) if rows else "",
        headings=(
            Heading(first, width=40),
            *(Heading(delivery_badge(each).text, Column.NUMBER, 11) for each in used),
            Heading("All", Column.NUMBER, 9),
        ),
        rows=tuple(rows),
        empty="There are no actions to count yet.",
    )


def _most_trouble(rows: list[Row], used: list[Delivery]) -> str:
    """Return which row has the most actions off track or at risk."""
    wanted = [used.index(each) + 1 for each in (Delivery.OFF_TRACK, Delivery.AT_RISK) if each in used]
    sums = [sum(whole(row[place]) for place in wanted) for row in rows]
    most = max(sums)
    if not most:
        return "No action is off track or at risk."
    names = [str(row[0]) for row, total in zip(rows, sums, strict=True) if total == most]
    if len(names) == 1:
        return f"{names[0]} has the most actions off track or at risk: {most}."
    return f"{some(names, 3)} have the most actions off track or at risk: {most} each."


def _longest_list(rows: list[Row], _used: list[Delivery]) -> str:
    """Return who leads the most actions."""
    every = sum(whole(row[-1]) for row in rows)
    if rows[0][0] == "No lead yet":
        return f"No agency leads any of {counted(every, 'actions')}."
    return f"{rows[0][0]} leads {rows[0][-1]} of {counted(every, 'actions')}."
