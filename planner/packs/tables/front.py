"""Cover and read-me: what this pack is, what it holds and leaves out, and how to read its marks."""

from planner.domain.calendar import full_month_year, long_date
from planner.domain.vocabulary import Nation, Progress, Shown, Status, Strength
from planner.packs.badges import progress_text, status_badge, strength_text
from planner.packs.review import Review
from planner.packs.sheets import PLANNED
from planner.packs.tables.table import Column, Heading, Row, Sheet, SheetLink, Table
from planner.packs.tables.terms import terms_for

TITLE = "Cover and read-me"

_MEANINGS: dict[Status, str] = {
    Status.NOT_STARTED: "The start date is not reached, or work has not begun",
    Status.ON_TRACK: "Will be done by its date and to the agreed quality",
    Status.AT_RISK: "There is an issue or a slip, with a plan to recover; the date may move",
    Status.OFF_TRACK: "Will miss its date or quality; a decision is needed",
    Status.COMPLETE: "Done, with evidence attached",
    Status.EMBEDDED: "Checked some months later and still in use",
    Status.PAUSED: "Paused by the forum that oversees it",
    Status.WITHDRAWN: "No longer pursued, with a reason",
}
_PROGRESS: dict[Progress, str] = {
    Progress.MET: "The latest reading is at the target or past it",
    Progress.IMPROVING: "Nearer to the target than before and than at the start",
    Progress.NO_CHANGE: "The change is within the tolerance",
    Progress.WORSE: "Further from the target",
    Progress.TOO_EARLY: "Fewer than two numbers, or nothing to compare with",
    Progress.NO_DATA: "No reading with a number",
    Progress.CONTEXT: "Shown to read the others by; it has no better or worse",
}
_CAUTIONS = (
    "Rates show what was identified, not how much child sexual abuse there is. A low rate is not good news.",
    "Local practice and recording move the numbers. Any estimate of how common abuse is, is national.",
    "Units differ: children, assessments, plans and offences cannot be added up or compared with each other.",
    "Years differ: figures are for a calendar quarter, the year to 31 March, or a school year.",
    "Delivery, progress and evidence are three judgements, never averaged into one percentage.",
    "A status that nobody confirmed lately, or that nothing supports, is counted apart as unverified.",
    "Counts of 1 to 5 are hidden (c). Do not work them out from other figures.",
)


def cover_sheet(review: Review, built: dict[int, str]) -> Sheet:
    """Return the first sheet; ``built`` gives the title of every sheet of this pack by its number."""
    plan = review.plan
    terms = terms_for(plan.partnership.nation)
    return Sheet(
        number=1,
        title=TITLE,
        lead=f"{plan.partnership.name}: annual review {review.year} of the strategy for responding to child "
        "sexual abuse.",
        tables=(
            _about(review),
            _contents(built),
            _left_out(built),
            _delivery_key(),
            _other_keys(),
            Table(
                name="cautions",
                title="Cautions",
                headings=(Heading("No.", Column.CODE, 22), Heading("Before you use a number", width=100)),
                rows=tuple(
                    (str(number), text) for number, text in enumerate((*_CAUTIONS, terms.caution), start=1)
                ),
            ),
            _glossary(review),
        ),
    )


def _about(review: Review) -> Table:
    plan, terms = review.plan, terms_for(review.plan.partnership.nation)
    version = plan.version
    rows: list[Row] = [
        (terms.body.capitalize(), plan.partnership.name),
        ("Strategy", plan.title),
        ("Period", f"{full_month_year(plan.starts_on)} to {full_month_year(plan.ends_on)}"),
        (
            "Version",
            f"{version.label}, {version.phase.label.lower()}, {long_date(version.dated_on)}"
            if version
            else "No version is recorded",
        ),
        ("Agreed by", version.agreed_by if version and version.agreed_by else "Not recorded"),
        ("Annual review", str(review.year)),
        ("Data as at", long_date(review.today)),
        ("Built on", long_date(review.built_on)),
        ("Compared with", review.previous_label or "No earlier review is kept"),
        ("Next review", long_date(plan.next_review_on) if plan.next_review_on else "Not set"),
        ("Guidance edition", plan.guidance_edition or "Not recorded"),
        (
            "Prepared from",
            "The plan in Partnership Planner. Every count is worked out; nothing is typed in by hand.",
        ),
    ]
    return Table(
        name="about",
        title="About this pack",
        headings=(Heading("What", width=22), Heading("Details", width=100)),
        rows=tuple(rows),
    )


def _contents(built: dict[int, str]) -> Table:
    rows: list[Row] = [
        (str(each.number), SheetLink(built[each.number], built[each.number]), each.holds)
        for each in PLANNED
        if each.number in built
    ]
    return Table(
        name="contents",
        title="What this pack holds",
        headings=(
            Heading("No.", Column.CODE, 22),
            Heading("Sheet", width=100),
            Heading("What it holds", width=70),
        ),
        rows=tuple(rows),
        says="Numbers are those of the full list of 22 sheets.",
    )


def _left_out(built: dict[int, str]) -> Table:
    rows: list[Row] = [
        (str(each.number), each.title, each.missing) for each in PLANNED if each.number not in built
    ]
    return Table(
        name="left-out",
        title="What this pack leaves out, and why",
        headings=(Heading("No.", Column.CODE, 22), Heading("Sheet", width=100), Heading("Why", width=70)),
        rows=tuple(rows),
        empty="Every sheet of the list was built.",
    )


def _delivery_key() -> Table:
    rows: list[Row] = [(status_badge(status), meaning) for status, meaning in _MEANINGS.items()]
    rows.append(
        (
            status_badge(Status.ON_TRACK, verified=False),
            "The letter says what was last said; it is too old, late or without evidence to be relied on",
        )
    )
    return Table(
        name="delivery-key",
        title="Delivery: are we doing it?",
        headings=(Heading("Mark", Column.STATUS, 22), Heading("Meaning", width=100)),
        rows=tuple(rows),
        says="What the lead of an action says. Letter, word and colour go together.",
    )


def _other_keys() -> Table:
    rows: list[Row] = [
        ("Progress", progress_text(progress), meaning) for progress, meaning in _PROGRESS.items()
    ]
    rows += [
        ("Evidence", strength_text(strength), "How much the strongest item shows") for strength in Strength
    ]
    rows += [
        ("Ladder", f"Step {shown.step}: {shown.label}", "A clause: claimed, and shown by the plan")
        for shown in Shown
    ]
    return Table(
        name="other-keys",
        title="Progress, evidence and the ladder of a clause",
        headings=(Heading("Judgement", width=22), Heading("Mark", width=100), Heading("Meaning", width=70)),
        rows=tuple(rows),
        says="Progress is nearer to or further from the target, never up or down.",
    )


def _glossary(review: Review) -> Table:
    """Return the terms that the plan's own words use, as the nation says them."""
    plan = review.plan
    nation = plan.partnership.nation
    text = " ".join(f"{node.title} {node.description}".casefold() for _, node in plan.nodes()) + " ".join(
        section.text.casefold() for section in plan.sections
    )
    in_wales = nation is Nation.WALES
    rows: list[Row] = []
    for each in review.assessment.guidance.glossary:
        if nation in each.nations and each.term.casefold() in text:
            said = f" In Wales: {each.wales}." if in_wales and each.wales else ""
            rows.append((each.term, f"{each.meaning}{said}"))
    return Table(
        name="glossary",
        title="Terms that this plan uses",
        headings=(Heading("Term", width=22), Heading("Meaning", width=100)),
        rows=tuple(rows),
        empty="No term needs explaining.",
    )
