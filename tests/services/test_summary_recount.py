"""Every figure of the pack's executive summary, counted again in plain SQL over the same database."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.assessment import Assessment
from planner.paths import seed_folder
from tests.services.recount import Recount

TODAY = date(2026, 11, 21)
WORDS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
STRENGTHS = ("", "says so", "shows activity", "shows quality", "shows change for people")

LABELS = {
    "Actions by status": (
        "SELECT delivery, count(*) FROM action_now GROUP BY delivery",
        {
            "off_track": "R  Off track", "at_risk": "A  At risk", "unverified": "?  Unverified",
            "on_track": "G  On track", "not_started": "N  Not started", "paused": "P  Paused",
            "complete": "B  Complete", "embedded": "E  Embedded", "withdrawn": "W  Withdrawn",
        },
    ),
    "Measures by progress": (
        "SELECT progress, count(*) FROM measure_now GROUP BY progress",
        {
            "met": "Target met", "improving": "Improving", "no_change": "No change", "worse": "Getting worse",
            "too_early": "Too early to say", "no_data": "No data", "context": "Context only",
        },
    ),
    "Clauses by gap": (
        "SELECT gap, count(*) FROM clause_now GROUP BY gap",
        {
            "ahead": "Claim runs ahead", "matches": "Claim matches", "behind": "Claim runs behind",
            "not_applicable": "Not applicable",
        },
    ),
    "Clauses by claim": (
        "SELECT claim, count(*) FROM clause_now GROUP BY claim",
        {
            "not_looked_at": "Not looked at", "gap_confirmed": "Gap confirmed", "planned": "Planned",
            "under_way": "Under way", "in_place": "In place",
            "in_place_and_evidenced": "In place and evidenced", "not_applicable": "Not applicable",
        },
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def book(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """Return the demo's pack as anybody opens it."""
    from planner.services.packs import build_annual_review
    from planner.store.database import database_open

    folder = tmp_path_factory.mktemp("recounted")
    with database_open(f"sqlite:///{demo_database}"):
        workbook, _page = build_annual_review("northvale", None, TODAY, folder)
    return load_workbook(workbook)


@pytest.fixture(scope="module")
def summary(book: Workbook) -> Worksheet:
    """Return the sheet whose figures are counted again."""
    return book["Executive summary"]


@pytest.fixture(scope="module")
def recount(demo_database: Path) -> Iterator[Recount]:
    """Return the database, ready to be counted without the product's help."""
    counting = Recount(demo_database, seed_folder(), "northvale", "2025-28", TODAY.isoformat())
    yield counting
    counting.close()


def below(sheet: Worksheet, title: str) -> list[tuple[object, ...]]:
    """Return the rows of the table under a title, without its headings, up to the next empty cell."""
    [place] = [cell for row in sheet.iter_rows() for cell in row if cell.value == title]
    assert place.row is not None
    assert place.column is not None
    rows: list[tuple[object, ...]] = []
    for number in range(place.row + 2, sheet.max_row + 1):
        first, second = (sheet.cell(number, place.column + step).value for step in (0, 1))
        if first is None:
            break
        rows.append((first, second))
    return rows


def wording(label: str) -> str:
    """Return a label without the sign of progress before it; the letters of statuses stay."""
    return label.rsplit("|", 1)[-1].strip(" ⁞~×…→←–")


@pytest.mark.parametrize("title", LABELS)
def test_the_four_sets_of_counts(summary: Worksheet, recount: Recount, title: str) -> None:
    query, labels = LABELS[title]
    counted = {labels[code]: number for code, number in recount.counts(query).items()}
    shown = {wording(str(label)): number for label, number in below(summary, title)}
    assert shown == counted


@pytest.mark.parametrize(
    ("sheet", "code", "query"),
    [
        ("Action status", r"\d\.\d[a-z]", "SELECT code, 40 FROM action_now"),
        ("Scorecard", r"M\d\d", "SELECT code, 20 FROM measure_now"),
        ("Recommendations tracker", r"R\d\.\d", "SELECT clause, 28 FROM clause_now"),
    ],
)
def test_nothing_is_left_out_of_the_sheets(
    book: Workbook, recount: Recount, sheet: str, code: str, query: str
) -> None:
    cells = [str(row[0]) for row in book[sheet].iter_rows(values_only=True) if row[0]]
    # The tables under the sheet's own may name some of them once more.
    shown = list(dict.fromkeys(cell for cell in cells if re.fullmatch(code, cell)))
    counted = recount.counts(query)
    assert sorted(shown) == sorted(counted)
    assert {len(shown)} == set(counted.values()), "the demo's plan is of a known size"


def test_the_leading_sentence(summary: Worksheet, recount: Recount) -> None:
    sentence = str(summary["A2"].value)
    said = re.fullmatch(
        r"(\w+) of (\d+) actions are finished with evidence and (\d+) of (\d+) measures are improving\. "
        r"(\w+) actions are off track and (\d+) measure is getting worse: (.+)\.",
        sentence,
    )
    assert said, sentence
    finished, actions, improving, measures, off_track, worse, title = said.groups()
    delivery = recount.counts("SELECT delivery, count(*) FROM action_now GROUP BY delivery")
    progress = recount.counts("SELECT progress, count(*) FROM measure_now GROUP BY progress")
    assert WORDS.index(finished.lower()) == delivery["complete"] + delivery["embedded"]
    assert int(actions) == recount.one("SELECT count(*) FROM action_now")
    assert (int(improving), int(measures)) == (progress["improving"], sum(progress.values()))
    assert WORDS.index(off_track.lower()) == delivery["off_track"]
    assert int(worse) == progress["worse"]
    assert title.lower() == recount.one("SELECT lower(title) FROM measure_now WHERE progress = 'worse'")


def number_in(words: str) -> float:
    """Return the first number of some words, such as 19.1 of "19.1 per 10,000 children"."""
    found = re.match(r"-?[\d,]+(?:\.\d+)?", words)
    assert found, words
    return float(found.group().replace(",", ""))


def measure_moved(recount: Recount, code: str, said: re.Match[str]) -> None:
    progress, begin, latest, target = recount.row(
        "SELECT progress, begin, latest, target FROM measure_now WHERE code = ?", code
    )
    words = {
        "improving": "improving",
        "getting worse": "worse",
        "no change": "no_change",
        "target met": "met",
    }
    assert words[said["word"]] == progress
    assert number_in(said["from"]) == pytest.approx(begin, abs=0.05)
    assert number_in(said["to"]) == pytest.approx(latest, abs=0.05)
    assert number_in(said["target"]) == pytest.approx(target, abs=0.05)


def action_proved(recount: Recount, code: str, said: re.Match[str]) -> None:
    delivery, strength = recount.row("SELECT delivery, strength FROM action_now WHERE code = ?", code)
    assert (said["delivery"], said["strength"]) == (delivery, STRENGTHS[strength])


def action_off_track(recount: Recount, code: str, said: re.Match[str]) -> None:
    delivery, overdue = recount.row("SELECT delivery, overdue FROM action_now WHERE code = ?", code)
    assert delivery == said["delivery"].replace(" ", "_")
    assert int(said["days"] or 0) == overdue


def claims_ahead(recount: Recount, code: str, said: re.Match[str]) -> None:
    assert int(said["ahead"]) == recount.one("SELECT count(*) FROM clause_now WHERE gap = 'ahead'")
    assert int(said["all"]) == recount.one("SELECT count(*) FROM clause_now")
    widest = recount.one("SELECT max(claimed - shown) FROM clause_now WHERE gap = 'ahead'")
    assert recount.one("SELECT claimed - shown FROM clause_now WHERE clause = ?", code) == widest


def actions_unverified(recount: Recount, code: str, said: re.Match[str]) -> None:
    codes = recount.column("SELECT code FROM action_now WHERE delivery = 'unverified' ORDER BY code")
    assert int(said["number"]) == len(codes)
    assert_names_first(said["codes"], r"\d\.\d[a-z]", codes)
    assert code == codes[0]


def measures_unread(recount: Recount, code: str, said: re.Match[str]) -> None:
    codes = recount.column("SELECT code FROM measure_now WHERE progress = 'no_data' ORDER BY code")
    assert int(said["number"]) == len(codes)
    assert_names_first(said["codes"], r"M\d\d", codes)
    assert code == codes[0]


def assert_names_first(text: str, pattern: str, codes: list[str]) -> None:
    """Fail unless a list such as "1.3c, 2.2a and 5 more" names the first codes and counts the rest."""
    named = re.findall(pattern, text)
    more = re.search(r" and (\d+) more", text)
    assert named == codes[: len(named)]
    assert len(named) + (int(more[1]) if more else 0) == len(codes)


POINTS: tuple[tuple[str, Callable[[Recount, str, re.Match[str]], None]], ...] = (
    (
        r".+: (?P<word>[a-z ]+), from (?P<from>.+) to (?P<to>.+); the target is (?P<target>.+)\.",
        measure_moved,
    ),
    (r".+: (?P<delivery>complete|embedded), and its evidence (?P<strength>.+)\.", action_proved),
    (
        r".+: (?P<delivery>off track|at risk)(?: and|,)? ?(?:(?P<days>\d+) days overdue)?:? .+\.",
        action_off_track,
    ),
    (
        r"We claim more than the plan shows on (?P<ahead>\d+) of (?P<all>\d+) clauses, furthest on .+",
        claims_ahead,
    ),
    (r"(?P<number>\d+) actions are unverified: (?P<codes>.+)\.", actions_unverified),
    (r"(?P<number>\d+) measures? ha(?:s|ve) no data: (?P<codes>.+)\.", measures_unread),
)


@pytest.mark.parametrize("title", ["What is better", "What is not"])
def test_every_point_is_true_of_the_tables(summary: Worksheet, recount: Recount, title: str) -> None:
    rows = below(summary, title)
    assert len(rows) == 5
    for code, text in rows:
        for pattern, verify in POINTS:
            said = re.fullmatch(pattern, str(text))
            if said:
                verify(recount, str(code), said)
                break
        else:
            pytest.fail(f"Nothing counts this sentence again: {code} {text}")


def british(day: str) -> str:
    """Return a date of the database as people write it."""
    moment = datetime.strptime(day, "%Y-%m-%d")  # noqa: DTZ007 - a calendar day has no time zone.
    return f"{moment.day} {moment:%B %Y}"


def test_what_is_asked_for_comes_with_its_date(summary: Worksheet, recount: Recount) -> None:
    rows = below(summary, "What is asked for")
    assert len(rows) == 3
    for code, text in rows:
        if str(code).startswith("C"):
            due, is_open = recount.row("SELECT reply_due_on, is_open FROM challenge_now WHERE code = ?", code)
            assert is_open, f"{code} is answered, so nobody is asked"
        else:
            ask, due = recount.row("SELECT ask, ask_by FROM action_now WHERE code = ?", code)
            assert str(text).startswith(ask.rstrip("."))
        assert str(text).endswith(f" By: {british(due)}.")


def test_the_scrutineers_word(summary: Worksheet, recount: Recount) -> None:
    (code, said), (_all, counted) = below(summary, "The independent scrutineer’s latest word")
    latest, raised_on = recount.row(
        "SELECT code, raised_on FROM challenge_now WHERE raised_by LIKE '%scrutineer%' "
        "ORDER BY raised_on DESC LIMIT 1"
    )
    assert code == latest
    assert str(said).endswith(f"{british(raised_on)}.")
    found = re.fullmatch(r"(\d+) challenges recorded; (\d+) are open\.(?: .+)?", str(counted))
    assert found, counted
    totals = recount.row("SELECT count(*), sum(is_open) FROM challenge_now")
    assert tuple(int(number) for number in found.groups()) == totals


def test_every_single_judgement_agrees(recount: Recount, assessment: Assessment) -> None:
    # Counts may agree by chance where two judgements are wrong in opposite ways.
    assert {code: each.delivery.value for code, each in assessment.standings.items()} == recount.counts(
        "SELECT code, delivery FROM action_now"
    )
    assert {code: each.progress.value for code, each in assessment.progress.items()} == recount.counts(
        "SELECT code, progress FROM measure_now"
    )
    # Three claims share the lowest step, so the steps alone would not tell them apart.
    assert {code: each.claimed.value for code, each in assessment.coverage.items()} == recount.counts(
        "SELECT clause, claim FROM clause_now"
    )
    steps = {code: f"{each.claimed.step} {each.shown.step}" for code, each in assessment.coverage.items()}
    assert steps == recount.counts("SELECT clause, claimed || ' ' || shown FROM clause_now")


def test_the_tables_behind_the_sheet_agree(demo_database: Path, recount: Recount) -> None:
    from planner.packs.book import sheets_of
    from planner.packs.review import Review
    from planner.services.plans import show_plan
    from planner.store.database import database_open

    with database_open(f"sqlite:///{demo_database}"):
        assessment = show_plan("northvale", None, TODAY)
    review = Review(assessment=assessment, previous=None, previous_label="", year=2026, built_on=TODAY)
    [sheet] = [each for each in sheets_of(review) if each.title == "Executive summary"]
    for title, (query, _labels) in LABELS.items():
        [table] = [each for each in sheet.tables if each.title == title]
        assert sorted(row[1] for row in table.rows if isinstance(row[1], int)) == sorted(
            recount.counts(query).values()
        )
