"""Executive summary: what is better, what is not, what is asked, and the four sets of counts."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

from planner.domain.calendar import long_date
from planner.domain.delivery.schedule import Standing
from planner.domain.measures.distance import numeric_readings
from planner.domain.phrases import be, counted, have, some, with_unit
from planner.domain.plan import Measure
from planner.domain.recommendations.coverage import DONE
from planner.domain.scrutiny.challenges import is_open, scrutiny_sentence
from planner.domain.vocabulary import Delivery, Gap, Progress, Status, Strength
from planner.packs.badges import DELIVERIES, delivery_badge
from planner.packs.review import Review
from planner.packs.tables.clauses import claim_status_counts, gap_counts
from planner.packs.tables.measures import progress_counts, word
from planner.packs.tables.table import Column, Heading, Row, Sheet, Table

TITLE = "Executive summary"
MOST_POINTS = 5
MOST_DECISIONS = 3


def summary_sheet(review: Review) -> Sheet:
    """Return the one-page summary: sentences at the left, counts with their charts at the right."""
    return Sheet(
        number=2,
        title=TITLE,
        lead=review.assessment.lead_sentence,
        tables=(
            _points("better", "What is better", _better(review), "Nothing can be shown to be better yet."),
            _points(
                "not-better", "What is not", _not_better(review), "Nothing was found that is not going well."
            ),
            _decisions(review),
            _scrutineer(review),
            delivery_counts(review).only("Status", "Actions"),
            replace(progress_counts(review).only("Progress", "Measures"), says=""),
            replace(gap_counts(review).only("Gap", "Clauses"), says=""),
            claim_status_counts(review),
        ),
    )


def _points(name: str, title: str, found: Iterator[tuple[str, str]], empty: str) -> Table:
    rows: list[Row] = [(code, text) for code, text in islice(found, MOST_POINTS)]
    return Table(
        name=name,
        title=title,
        headings=(Heading("About", Column.CODE, 12), Heading("What the plan shows", width=96)),
        rows=tuple(rows),
        says="" if not rows or len(rows) == MOST_POINTS else f"{len(rows)} found, not {MOST_POINTS}.",
        empty=empty,
    )


def _better(review: Review) -> Iterator[tuple[str, str]]:
    """Yield the strongest good news first: three measures, two actions, then whatever is left."""
    measures = list(_nearer(review))
    actions = list(_proved(review))
    return chain(measures[:3], actions[:2], measures[3:], actions[2:])


def _nearer(review: Review) -> Iterator[tuple[str, str]]:
    """Yield the measures that met or approach their target, those that came furthest first."""
    told = [
        each
        for each in review.printed.progress.values()
        if word(each.measure.code, review) in (Progress.MET, Progress.IMPROVING)
    ]
    told.sort(
        key=lambda each: (word(each.measure.code, review) is not Progress.MET, -_share_closed(each.measure))
    )
    for each in told:
        measure, progress = each.measure, word(each.measure.code, review)
        yield measure.code, f"{measure.title}: {progress.label.lower()}{_from_to(measure, review)}."


def _share_closed(measure: Measure) -> float:
    """Return how much of the way from the start to the target is done, 0 where that cannot be said."""
    start, latest = _start_and_latest(measure)
    if start is None or latest is None or measure.target is None or start == measure.target:
        return 0.0
    return 1 - abs(measure.target - latest) / abs(measure.target - start)


def _start_and_latest(measure: Measure) -> tuple[float | None, float | None]:
    """Return the baseline, else the first number, and the latest number, where there are any."""
    values = [reading.value for reading in numeric_readings(measure)]
    start = measure.baseline if measure.baseline is not None else next(iter(values), None)
    return start, next(reversed(values), None)


def _from_to(measure: Measure, review: Review) -> str:
    start, latest = _start_and_latest(measure)
    if measure.code in review.hidden or start is None or latest is None:
        return ""
    unit = measure.unit
    target = f"; the target is {with_unit(measure.target, unit)}" if measure.target is not None else ""
    return f", from {with_unit(start, unit)} to {with_unit(latest, unit)}{target}"


def _proved(review: Review) -> Iterator[tuple[str, str]]:
    """Yield the finished actions whose evidence shows quality or change, the strongest first."""
    done = [
        s
        for s in review.assessment.standings.values()
        if s.delivery in DONE and s.strength.step >= Strength.QUALITY.step
    ]
    done.sort(key=lambda s: (-s.strength.step, s.delivery is not Delivery.EMBEDDED))
    for standing in done:
        action = standing.action
        yield (
            action.code,
            (
                f"{action.title}: {standing.delivery.label.lower()}, and its evidence "
                f"{standing.strength.label.lower()}."
            ),
        )


def _not_better(review: Review) -> Iterator[tuple[str, str]]:
    """Yield the bad news, gravest first; each kind takes at most two of the lines before the next."""
    worse = list(_worse(review))
    red = list(_off_track(review))
    rest = chain(
        _ahead(review),
        _unverified(review),
        _unanswered(review),
        _unmoved(review),
        _late(review),
        _unread(review),
    )
    return chain(worse[:2], red[:2], rest, worse[2:], red[2:])


def _worse(review: Review) -> Iterator[tuple[str, str]]:
    for told in review.printed.progress.values():
        if word(told.measure.code, review) is Progress.WORSE:
            yield told.measure.code, f"{told.measure.title}: getting worse{_from_to(told.measure, review)}."


def _off_track(review: Review) -> Iterator[tuple[str, str]]:
    red = [s for s in review.assessment.standings.values() if s.delivery is Delivery.OFF_TRACK]
    for standing in sorted(red, key=lambda s: -s.days_overdue):
        late = f", {counted(standing.days_overdue, 'days')} overdue" if standing.days_overdue else ""
        yield standing.action.code, f"{standing.action.title}: off track{late}{_said(standing)}."


def _said(standing: Standing) -> str:
    return f": {standing.said.sentence.rstrip('.')}" if standing.said and standing.said.sentence else ""


def _ahead(review: Review) -> Iterator[tuple[str, str]]:
    ahead = [c for c in review.assessment.coverage.values() if c.gap is Gap.AHEAD]
    if ahead:
        widest = max(ahead, key=lambda told: told.claimed.step - told.shown.step)
        yield (
            widest.clause.code,
            (
                f"We claim more than the plan shows on {len(ahead)} of "
                f"{counted(len(review.assessment.coverage), 'clauses')}, furthest on {widest.clause.code} "
                f"({widest.clause.title})."
            ),
        )


def _unverified(review: Review) -> Iterator[tuple[str, str]]:
    codes = [c for c, s in review.assessment.standings.items() if s.delivery is Delivery.UNVERIFIED]
    if codes:
        yield codes[0], f"{counted(len(codes), 'actions')} {be(len(codes))} unverified: {some(codes)}."


def _unanswered(review: Review) -> Iterator[tuple[str, str]]:
    codes = [
        code
        for code, told in review.assessment.coverage.items()
        if not told.live and not told.measures and told.recorded_reason is None
    ]
    if codes:
        yield (
            codes[0],
            f"{counted(len(codes), 'clauses')} {have(len(codes))} no action and no measure: {some(codes)}.",
        )


def _unmoved(review: Review) -> Iterator[tuple[str, str]]:
    for told in review.printed.progress.values():
        if word(told.measure.code, review) is Progress.NO_CHANGE:
            yield told.measure.code, f"{told.measure.title}: no change{_from_to(told.measure, review)}."


def _late(review: Review) -> Iterator[tuple[str, str]]:
    for code, standing in review.assessment.standings.items():
        if standing.days_overdue and standing.delivery is Delivery.AT_RISK:
            days = counted(standing.days_overdue, "days")
            yield code, f"{standing.action.title}: at risk and {days} overdue{_said(standing)}."


def _unread(review: Review) -> Iterator[tuple[str, str]]:
    codes = [code for code in review.assessment.progress if word(code, review) is Progress.NO_DATA]
    if codes:
        yield codes[0], f"{counted(len(codes), 'measures')} {have(len(codes))} no data: {some(codes)}."


def _decisions(review: Review) -> Table:
    found = chain(_asks(review), _waiting(review), _askless(review))
    rows: list[Row] = [
        (code, f"{text}{' Of: ' + whom + '.' if whom else ''}{' By: ' + by + '.' if by else ''}")
        for code, text, whom, by in islice(found, MOST_DECISIONS)
    ]
    return Table(
        name="decisions",
        title="What is asked for",
        headings=(Heading("About", Column.CODE, 12), Heading("Decision or reply", width=96)),
        rows=tuple(rows),
        empty="No decision is asked for.",
    )


def _asks(review: Review) -> Iterator[tuple[str, str, str, str]]:
    """Yield what off track actions ask for, then at risk ones."""
    names = review.plan.agency_names
    for status in (Status.OFF_TRACK, Status.AT_RISK):
        for code, standing in review.assessment.standings.items():
            said = standing.said
            if standing.declared is status and said is not None and said.ask:
                by = long_date(said.ask_by) if said.ask_by else ""
                yield code, f"{said.ask.rstrip('.')}.", names.get(said.ask_of, said.ask_of), by


def _waiting(review: Review) -> Iterator[tuple[str, str, str, str]]:
    names = review.plan.agency_names
    for challenge in review.plan.challenges:
        if is_open(challenge):
            by = long_date(challenge.reply_due_on) if challenge.reply_due_on else ""
            whom = names.get(challenge.to_agency, challenge.to_agency)
            yield challenge.code, f"Answer: {challenge.text}", whom, by


def _askless(review: Review) -> Iterator[tuple[str, str, str, str]]:
    names = review.plan.agency_names
    for code, standing in review.assessment.standings.items():
        if standing.declared is Status.OFF_TRACK and not (standing.said and standing.said.ask):
            lead = names.get(standing.action.lead_agency, "")
            yield code, f"Decide how “{standing.action.title}” recovers; no ask is recorded.", lead, ""


def _scrutineer(review: Review) -> Table:
    raised = [c for c in review.plan.challenges if "scrutineer" in c.raised_by.casefold()]
    rows: list[Row] = []
    if raised:
        latest = max(raised, key=lambda challenge: challenge.raised_on)
        rows.append((latest.code, f"“{latest.text}” {latest.raised_by}, {long_date(latest.raised_on)}."))
        rows.append(("All", scrutiny_sentence(review.plan.challenges, review.today)))
    return Table(
        name="scrutineer",
        title="The independent scrutineer’s latest word",
        headings=(Heading("About", Column.CODE, 12), Heading("View", width=96)),
        rows=tuple(rows),
        empty="None recorded.",
    )


def delivery_counts(review: Review) -> Table:
    """Return the actions counted by status, worst first."""
    counts = review.assessment.delivery_counts
    rows: list[Row] = []
    for each in DELIVERIES:
        codes = [code for code, s in review.assessment.standings.items() if s.delivery is each]
        if codes:
            rows.append((delivery_badge(each).text, counts[each], some(codes, 12)))
    return Table(
        name="delivery-counts",
        title="Actions by status",
        headings=(
            Heading("Status", width=28),
            Heading("Actions", Column.NUMBER, 10),
            Heading("Which", Column.RUN, 40),
        ),
        rows=tuple(rows),
        empty="There are no actions to count yet.",
    )
