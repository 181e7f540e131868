"""Scorecard: one row for every measure, and the outcome stories that its numbers belong to."""

from planner.domain.calendar import long_date, month_year
from planner.domain.measures.progress import MeasureProgress
from planner.domain.measures.scorecard_words import scorecard_sentence
from planner.domain.measures.trend_words import target_words
from planner.domain.phrases import counted, some
from planner.domain.plan import Measure, Reading
from planner.domain.vocabulary import PROGRESS_BY_NEED, Collection, Progress, Question
from planner.packs.badges import progress_text
from planner.packs.review import Review
from planner.packs.tables.chains import Chains
from planner.packs.tables.table import Amount, Cell, Column, Heading, Row, Sheet, Table

TITLE = "Scorecard"
READINGS = 8
HIDDEN = "Hidden: small number"


def scorecard_sheet(review: Review) -> Sheet:
    """Return the sheet with every live measure, its last eight readings, and the counts by progress."""
    chains = Chains(review.plan)
    return Sheet(
        number=6,
        title=TITLE,
        lead=progress_sentence(review),
        tables=(
            Table(
                name="measures",
                title="Every live measure",
                headings=(
                    Heading("Code", Column.CODE, 8),
                    Heading("Measure", width=40),
                    Heading("Shows", width=12),
                    Heading("Question", width=12),
                    Heading("Better when", width=18),
                    Heading("Baseline", Column.NUMBER, 11),
                    Heading("Baseline period", width=18),
                    Heading("Target", Column.NUMBER, 11),
                    Heading("Target by", Column.DATE, 12),
                    *(
                        Heading(reading_place(number, READINGS), Column.NUMBER, 9)
                        for number in range(READINGS)
                    ),
                    Heading("Periods", width=24),
                    Heading("Progress", width=19),
                    Heading("Distance to target", width=22),
                    Heading("Second figure", width=24),
                    Heading("Second: baseline", Column.NUMBER, 11),
                    Heading("Second: latest", Column.NUMBER, 11),
                    Heading("Second: target", Column.NUMBER, 11),
                    Heading("Compared with", width=20),
                    Heading("Note", width=30),
                ),
                rows=tuple(_row(each, review, chains) for each in review.printed.progress.values()),
                says="Readings run to the right, the latest last. c stands for a hidden small number; it "
                "is never a zero.",
                empty="The plan has no live measure yet.",
            ),
            progress_counts(review),
        ),
    )


def reading_place(number: int, shown: int) -> str:
    """Return what stands above a reading: number 0 is the oldest of those shown."""
    return "Latest" if number == shown - 1 else f"{shown - number - 1} before"


def word(code: str, review: Review) -> Progress:
    """Return the progress of a measure as worked out from every reading, hidden or not."""
    return review.assessment.progress[code].progress


def progress_sentence(review: Review) -> str:
    """Return how many measures come nearer to their target and which move away, in one sentence."""
    return scorecard_sentence(review.assessment.progress)


def progress_counts(review: Review) -> Table:
    """Return the measures counted by progress, getting worse first."""
    counts = review.assessment.progress_counts
    rows: list[Row] = []
    for each in PROGRESS_BY_NEED:
        codes = [code for code in review.assessment.progress if word(code, review) is each]
        if codes:
            rows.append((progress_text(each), counts[each], some(codes, 12)))
    return Table(
        name="progress-counts",
        title="Measures by progress",
        headings=(
            Heading("Progress", width=28),
            Heading("Measures", Column.NUMBER, 10),
            Heading("Which", Column.RUN, 40),
        ),
        rows=tuple(rows),
        says=progress_sentence(review),
        empty="There are no measures to count yet.",
    )


def _row(told: MeasureProgress, review: Review, chains: Chains) -> Row:
    measure = told.measure
    readings = measure.readings[-READINGS:]
    cells: list[Cell] = [None] * (READINGS - len(readings))
    cells += [reading_cell(reading, measure) for reading in readings]
    shows = [*chains.outcomes(measure), *measure.clauses]
    return (
        measure.code,
        titled(measure),
        ", ".join(shows),
        measure.question.label if measure.question else "",
        measure.direction.label if measure.direction else "",
        Amount(measure.baseline, measure.unit) if measure.baseline is not None else "not set",
        measure.baseline_period,
        target_cell(measure),
        measure.target_on,
        *cells,
        periods(measure),
        progress_text(word(measure.code, review)),
        distance(told, review),
        measure.beside_title,
        *_beside(measure),
        measure.comparators,
        _note(told),
    )


def titled(measure: Measure) -> str:
    """Return a measure's title with its unit, where the title does not name it."""
    unit = measure.unit
    if unit in ("", "%") or unit.casefold() in measure.title.casefold():
        return measure.title
    return f"{measure.title} ({unit})"


def reading_cell(reading: Reading, measure: Measure) -> Cell:
    """Return a reading as a cell: a number in its unit, or the letter that says why there is none."""
    if reading.mark is not None:
        return str(reading.mark.value)
    return Amount(reading.value, measure.unit) if reading.value is not None else "none"


def target_cell(measure: Measure) -> Cell:
    """Return the target as a cell; a range is words, and no target says so."""
    if measure.target is not None and measure.target_high is None:
        return Amount(measure.target, measure.unit)
    return target_words(measure) or "none"


def periods(measure: Measure) -> str:
    """Return from when to when the shown readings run, and how often they are taken."""
    readings = measure.readings[-READINGS:]
    if not readings:
        return "No reading yet"
    first, last = month_year(readings[0].period_end), month_year(readings[-1].period_end)
    span = first if first == last else f"{first} to {last}"
    return f"{span}, {measure.frequency.label.lower()}" if measure.frequency else span


def distance(told: MeasureProgress, review: Review) -> str:
    """Return how far there is to go, without giving away a number that this pack hides."""
    latest = told.measure.readings[-1] if told.measure.readings else None
    if told.measure.code in review.hidden and latest is not None and latest.mark is not None:
        return HIDDEN
    return told.distance_text


def _beside(measure: Measure) -> tuple[Cell, Cell, Cell]:
    if not measure.beside_title:
        return (None, None, None)
    shown = [r.beside for r in measure.readings if r.mark is None and r.beside is not None]
    values = (measure.beside_baseline, shown[-1] if shown else None, measure.beside_target)
    first, latest, target = (Amount(v, measure.unit) if v is not None else "none" for v in values)
    return (first, latest, target)


def _note(told: MeasureProgress) -> str:
    measure = told.measure
    words = []
    if measure.state is not Collection.COLLECTED:
        words.append(measure.state_note or measure.state.label)
        if measure.state_due_on:
            words.append(f"Due {long_date(measure.state_due_on)}")
    if told.hidden:
        words.append(f"{counted(told.hidden, 'readings')} without a number")
    if told.days_late:
        words.append(f"A reading is {counted(told.days_late, 'days')} late")
    if measure.question is Question.BETTER_OFF and measure.identification:
        words.append("A rise is wanted: a low number is not good news")
    if measure.readings and measure.readings[-1].note:
        words.append(measure.readings[-1].note)
    return ". ".join(each.rstrip(".") for each in words if each)


def sentence(told: MeasureProgress, review: Review) -> str:
    """Return what a measure's readings say; where a number is hidden, the judgement stands alone."""
    if told.measure.code not in review.hidden:
        return told.sentence
    said = word(told.measure.code, review).label.lower()
    return f"{told.measure.title}: {said}. Small numbers are hidden in this pack."
