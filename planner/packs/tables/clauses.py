"""Recommendations tracker: what we claim about each of the 28 clauses and what the plan shows."""

from planner.domain.phrases import some
from planner.domain.recommendations.clause_words import gap_sentence, ladder_words
from planner.domain.recommendations.coverage import ClauseCoverage, latest_claims
from planner.domain.vocabulary import ClaimStatus, Force, Gap
from planner.packs.review import Review
from planner.packs.tables.table import Column, Heading, Ladder, Row, Sheet, Table

TITLE = "Recommendations tracker"


def tracker_sheet(review: Review) -> Sheet:
    """Return the sheet with one row for every clause, and the clauses counted by gap and by claim."""
    return Sheet(
        number=8,
        title=TITLE,
        lead=gap_sentence(review.assessment.coverage.values()),
        tables=(_clauses(review), gap_counts(review), claim_counts(review)),
    )


def _clauses(review: Review) -> Table:
    names = review.plan.agency_names
    titles = {
        clause.code: f"{each.code} {each.short_title}"
        for each in review.assessment.guidance.recommendations
        for clause in each.clauses
    }
    rows: list[Row] = []
    for told in review.assessment.coverage.values():
        claim = told.claim
        rows.append(
            (
                told.clause.code,
                titles.get(told.clause.code, ""),
                told.clause.title,
                told.clause.force.label,
                told.claimed.label,
                told.shown.label,
                ladder(told),
                told.gap.label,
                told.why,
                names.get(claim.owner_agency, claim.owner_agency) if claim else "",
                ", ".join(told.actions),
                len(told.evidence),
                told.strongest.label,
                ", ".join(told.measures),
                changed(told, review),
            )
        )
    return Table(
        name="clauses",
        title="Every clause",
        headings=(
            Heading("Clause", Column.CODE, 9),
            Heading("Recommendation", width=24),
            Heading("What it asks", width=34),
            Heading("Force", width=12),
            Heading("We claim", width=18),
            Heading("The plan shows", width=18),
            Heading("Claim and plan", Column.LADDER, 16),
            Heading("Gap", width=18),
            Heading("Why", width=40),
            Heading("Owner", width=19),
            Heading("Actions", width=16),
            Heading("Evidence items", Column.NUMBER, 10),
            Heading("Strongest evidence", width=18),
            Heading("Measures", width=16),
            Heading("Change since last review", width=34),
        ),
        rows=tuple(rows),
        says=f"“{Force.MAY.label}” marks what the national review offers as one way; the others are plainly "
        "asked.",
        empty="No clause is loaded.",
    )


def ladder(told: ClauseCoverage) -> Ladder:
    """Return a clause's claim and what is shown as one ladder with its words."""
    if told.gap is Gap.NOT_APPLICABLE:
        return Ladder(0, 0, ladder_words(told), applies=False)
    return Ladder(told.claimed.step, told.shown.step, ladder_words(told))


def changed(told: ClauseCoverage, review: Review) -> str:
    """Return how the claim and the mapped actions of a clause changed since the earlier review."""
    if review.before is None:
        return "No earlier review is kept"
    then = latest_claims(review.before.claims).get(told.clause.code)
    before = then.status if then else ClaimStatus.NOT_LOOKED_AT
    words = []
    if before is not told.claimed:
        words.append(f"Claim was {before.label.lower()}")
    known = {action.code for action in review.before.actions if told.clause.code in action.clauses}
    added = [code for code in told.actions if code not in known]
    gone = sorted(known - set(told.actions))
    if added:
        words.append(f"{some(added)} added")
    if gone:
        words.append(f"{some(gone)} no longer mapped")
    return ". ".join(words) or "None"


def gap_counts(review: Review) -> Table:
    """Return the clauses counted by how the claim stands to the plan."""
    counts = review.assessment.gap_counts
    rows: list[Row] = []
    for each in Gap:
        codes = [code for code, told in review.assessment.coverage.items() if told.gap is each]
        if codes:
            rows.append((each.label, counts[each], some(codes, 12)))
    return Table(
        name="gap-counts",
        title="Clauses by gap",
        headings=(
            Heading("Gap", width=28),
            Heading("Clauses", Column.NUMBER, 10),
            Heading("Which", Column.RUN, 40),
        ),
        rows=tuple(rows),
        says=gap_sentence(review.assessment.coverage.values()),
        empty="There are no clauses to count.",
    )


def claim_status_counts(review: Review) -> Table:
    """Return the clauses counted by what is claimed; one without a claim counts as not looked at."""
    claims = [told.claimed for told in review.assessment.coverage.values()]
    rows: list[Row] = [(each.label, claims.count(each)) for each in ClaimStatus if each in claims]
    return Table(
        name="claim-status-counts",
        title="Clauses by claim",
        headings=(Heading("Claim", width=28), Heading("Clauses", Column.NUMBER, 10)),
        rows=tuple(rows),
        empty="There are no clauses to count.",
    )


def claim_counts(review: Review) -> Table:
    """Return, for every step of the ladder, how many clauses are claimed and how many are shown there."""
    coverage = [c for c in review.assessment.coverage.values() if c.gap is not Gap.NOT_APPLICABLE]
    steps = ("Nothing yet", "Planned", "Under way", "In place", "In place and evidenced")
    rows: list[Row] = [
        (
            label,
            sum(told.claimed.step == step for told in coverage) or None,
            sum(told.shown.step == step for told in coverage) or None,
        )
        for step, label in enumerate(steps)
    ]
    return Table(
        name="claim-counts",
        title="Clauses by step, claimed and shown",
        headings=(
            Heading("Step", width=28),
            Heading("We claim", Column.NUMBER, 10),
            Heading("The plan shows", Column.NUMBER, 10),
        ),
        rows=tuple(rows) if coverage else (),
        empty="There are no clauses to count.",
    )
