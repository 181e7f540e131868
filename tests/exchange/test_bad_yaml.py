"""A YAML file with faults is refused whole: each with its line, what is wrong and what to do."""

from pathlib import Path

import pytest

from tests.exchange.conftest import Refusal, only_problem
from tests.timing import within


def line_of(text: str, part: str) -> int:
    """Return the number of the line in which a part stands."""
    return text[: text.index(part)].count("\n") + 1


@pytest.fixture
def spoil(plan_text: str, tmp_path: Path) -> "Spoiler":
    """Return what writes the sound plan with one part replaced."""
    return Spoiler(plan_text, tmp_path / "northvale.yaml")


class Spoiler:
    """Writes a plan file with parts replaced, and knows the line of the first."""

    def __init__(self, text: str, path: Path) -> None:
        self.text = text
        self.path = path
        self.line = 0

    def __call__(self, *changes: tuple[str, str]) -> Path:
        for old, new in changes:
            assert old in self.text, old
            self.line = self.line or line_of(self.text, old)
            self.text = self.text.replace(old, new, 1)
        self.path.write_text(self.text, encoding="utf-8")
        return self.path


#: What is replaced by what, the place and fault that are told, and the cure, all from their beginning.
FAULTS = (
    (
        "start_on: 2026-01-01",
        "start_on: 2026-02-31",
        "(actions, 1.1a, start_on): “2026-02-31” is not a date.",
        "Write a day of the calendar as year-month-day, such as 2026-03-31.",
    ),
    (
        "start_on: 2026-01-01",
        "start_on: soon",
        "(actions, 1.1a, start_on): “soon” is not a date.",
        "Write a day of the calendar as year-month-day, such as 2026-03-31.",
    ),
    (
        "start_on: 2026-01-01",
        "start_on: 31/03/2026",
        "(actions, 1.1a, start_on): “31/03/2026” is not written as a date here.",
        "Write 2026-03-31.",
    ),
    (
        "start_on: 2026-01-01",
        "start_on: '1592784000'",
        "(actions, 1.1a, start_on): “1592784000” is not a date.",
        "Write a day of the calendar as year-month-day, such as 2026-03-31.",
    ),
    (
        "start_on: 2026-01-01",
        "start_on: Mar 2026",
        "(actions, 1.1a, start_on): “Mar 2026” is a month, not a day.",
        "Write the day too, such as 2026-03-31.",
    ),
    (
        "first_end_on: 2027-03-31",
        "first_end_on: 2025-12-31",
        "(actions, 1.1a, first_end_on): The end, 31 December 2025, comes before the start, 1 January 2026.",
        "Put one of the two dates right.",
    ),
    (
        "direction: higher",
        "direction: Higher is better",
        "(measures, M01, direction): “Higher is better” is not one of the words for direction.",
        "Write higher, if that is what you mean. Write one of: higher, lower, range, rise_then_fall, contex",
    ),
    (
        "lag_days: 30",
        "lag_days: 30.5",
        "(measures, M01, lag_days): “30.5” is not a whole number, and lag_days is one.",
        "Write digits only, such as 30.",
    ),
    (
        "baseline: 40",
        "baseline: 40%",
        "(measures, M01, baseline): “40%” is not a number, and baseline is one.",
        "Write digits only, with a point for decimals and no unit, such as 41.5.",
    ),
    (
        "baseline: 40",
        "baseline: 1e999",
        "(measures, M01, baseline): “1e999” is not a number, and baseline is one.",
        "Write digits only, with a point for decimals and no unit, such as 41.5.",
    ),
    (
        "lag_days: 30",
        "identification: 'yes'",
        "(measures, M01, identification): “yes” is neither true nor false, and identification is one of the",
        "Write true or false.",
    ),
    (
        "groups: [G2]",
        "groups: G2",
        "(outcomes, O1.1, groups): groups holds “G2”, and it is a list.",
        "Write [R1.1, R1.2], or begin each item with a dash on a line of its own.",
    ),
    (
        "groups: [G2]",
        "groups: [G2, 7]",
        "(outcomes, O1.1, groups, 2): “7” is read as a number, a date or a yes/no, and groups is text.",
        'Put quotes round it: "7".',
    ),
    (
        "groups: [G2]",
        "groups: [G10]",
        "(outcomes, O1.1, groups, 1): There is no group G10 in the nine affected groups.",
        "Use the code of a known group.",
    ),
    (
        "lead_agency: council",
        "lead_agency: coucil",
        "(actions, 1.1a, lead_agency): There is no agency coucil in this plan.",
        "Use the code of a known agency, or add it to the plan first.",
    ),
    (
        "lead_role: Head",
        "leadrole: Head",
        "(actions, 1.1a, leadrole): “leadrole” is not a field here.",
        "Write lead_role, if that is what you mean, or take it out.",
    ),
    (
        "    target: 80\n",
        "    target: 80\n    target: 90\n",
        "(measures, M01, target): “target” is given twice",
        "Keep one of the two.",
    ),
    (
        "title: Strategy 2025 to 2028",
        "title: 2025",
        "(title): “2025” is read as a number, a date or a yes/no, and title is text.",
        'Put quotes round it: "2025".',
    ),
    (
        "  - code: P1",
        "  - code: V",
        "(priorities, V, code): The code V is used twice: by the vision and by a priority.",
        "Give every element of the plan a code of its own.",
    ),
    (
        "slug: 2025-28",
        "colour: red\nslug: 2025-28",
        "(colour): “colour” is not a field here.",
        "Take it out",
    ),
)


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case[1])
def test_each_fault_has_its_line_and_its_cure(
    spoil: Spoiler, refuse: Refusal, case: tuple[str, str, str, str]
) -> None:
    old, new, told, cure = case
    error = refuse(spoil((old, new)))
    place_and_fault = f"northvale.yaml, line {spoil.line} {told}"
    (found,) = (each for each in error.problems if str(each).startswith(place_and_fault))
    assert found.cure.startswith(cure)


def test_an_unquoted_code_that_reads_as_a_number_is_told_to_take_quotes(
    spoil: Spoiler, refuse: Refusal
) -> None:
    error = refuse(spoil(("code: 1.1a", "code: 1.10"), ("about: [1.1a]", "about: ['1.10']")))
    assert only_problem(error) == (
        f"northvale.yaml, line {spoil.line} (actions, 1.10, code): “1.10” is read as a number, a date or a "
        'yes/no, and code is text. Put quotes round it: "1.10".'
    )


def test_a_missing_field_is_named_at_its_element(spoil: Spoiler, refuse: Refusal) -> None:
    error = refuse(spoil(("    title: Do the work of 1.1a\n", "")))
    assert only_problem(error) == (
        f"northvale.yaml, line {spoil.line - 1} (actions, 1.1a, title): There is no title. Add it: the plan "
        "cannot be kept without it."
    )


def test_an_empty_field_counts_as_missing(spoil: Spoiler, refuse: Refusal) -> None:
    error = refuse(spoil(("title: Do the work of 1.1a", "title:")))
    told = f"northvale.yaml, line {spoil.line} (actions, 1.1a, title): There is no title."
    assert only_problem(error).startswith(told)


def test_a_link_in_the_wrong_direction_is_told_where_it_stands(spoil: Spoiler, refuse: Refusal) -> None:
    error = refuse(spoil(("target: A1", "target: P1")))
    (problem,) = error.problems
    assert problem.place == f"northvale.yaml, line {spoil.line} (outcomes, O1.1, leads_to, 1, target)"
    assert "An outcome cannot lead straight to a priority" in problem.fault


def test_a_cycle_of_actions_is_named(spoil: Spoiler, refuse: Refusal) -> None:
    twin = (
        "  - code: 1.1b\n    title: Second\n    depends_on: [1.1a]\n"
        "    leads_to:\n      - target: O1.1\n\nmeasures:\n"
    )
    error = refuse(
        spoil(("    stage: ST1\n", "    stage: ST1\n    depends_on: [1.1b]\n"), ("measures:\n", twin))
    )
    assert any("1.1a" in problem.fault and "1.1b" in problem.fault for problem in error.problems)
    assert all("depends_on" in problem.place for problem in error.problems)


def test_every_problem_is_told_at_once_in_the_order_of_the_file(spoil: Spoiler, refuse: Refusal) -> None:
    changes = [
        ("groups: [G2]", "groups: [G12]"),
        ("lead_agency: council", "lead_agency: nobody"),
        ("start_on: 2026-01-01", "start_on: 2026-02-31"),
        ("status: on_track", "status: green"),
        ("lag_days: 30", "lag_days: x"),
        ("target_on: 2028-09-30", "target_on: 2028-9-31"),
    ]
    lines = [line_of(spoil.text, old) for old, _ in changes]
    error = refuse(spoil(*changes))
    assert [int(problem.place.split("line ")[1].split(" ")[0]) for problem in error.problems] == lines
    assert (
        error.summary == "northvale.yaml was not loaded and nothing was changed: 6 things need putting right."
    )


def test_what_follows_from_a_problem_is_not_told_again(spoil: Spoiler, refuse: Refusal) -> None:
    error = refuse(
        spoil(("on: 2026-09-30, status", "on: x, status"), ("period_end: 2026-03-31", "period_end: x"))
    )
    assert [problem.fault for problem in error.problems] == ["“x” is not a date."] * 2


def test_links_and_assumptions_stand_under_their_element(spoil: Spoiler, refuse: Refusal) -> None:
    misplaced = "measures:\n"
    error = refuse(spoil((misplaced, f"links: [{{source: A1, target: P1}}]\n\n{misplaced}")))
    assert only_problem(error) == (
        f"northvale.yaml, line {spoil.line} (links): links do not stand here. Write each link under the "
        "element it starts from, as leads_to."
    )


@pytest.mark.parametrize(
    "written", ["leads_to: O1.1", "leads_to: [O1.1]", "leads_to: [{source: A1, target: A1}]"]
)
def test_a_badly_formed_link_is_told(spoil: Spoiler, refuse: Refusal, written: str) -> None:
    old = "    leads_to:\n      - target: A1\n        because: It follows from the aim.\n"
    error = refuse(spoil((old, f"    {written}\n")))
    assert error.problems[0].place.startswith(f"northvale.yaml, line {spoil.line} (outcomes, O1.1, leads_to")


@pytest.mark.parametrize(
    ("content", "line", "fault"),
    [
        (b"", 1, "The file holds nothing"),
        (b"- a\n- b\n", 1, "The file holds a list"),
        (b"just words\n", 1, "The file holds a single value"),
        (b"title: a\nslug: [b\n", 3, "This is not YAML"),
        (b"title: a\n\tslug: b\n", 2, "This is not YAML"),
        (b"title: a\nslug: 'b\n", 3, "This is not YAML"),
        (b"title: &x a\nslug: *x\n", 1, "“x” is an anchor or an alias."),
        (b"title: a\nslug: *x\n", 2, "“x” is an anchor or an alias."),
        (b"a: &a [x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n", 1, "“a” is an anchor or an alias."),
        (b"title: !!python/object/apply:os.system [ls]\n", 1, "“tag:yaml.org,2002:python/object"),
        (b"title: a\n---\ntitle: b\n", 2, "A second document begins here."),
        (b"? [a, b]\n: c\n", 1, "A list or mapping stands where a field's name belongs."),
        (b"x: " + b"[" * 100_000, 1, "Lists are nested too deeply here."),
        (b"".join(b" " * n + b"y:\n" for n in range(40)), 13, "Lists are nested too deeply here."),
        ("title: café\nslug: naïve\n".encode("cp1252"), 1, "A character here is not in UTF-8"),
        ("title: ok\nslug: naïve\n".encode("cp1252"), 2, "A character here is not in UTF-8"),
        ("title: ok\n".encode("utf-16"), 1, "The file is in UTF-16."),
        (b"title: ok\nslug: a\x00b\n", 2, "There is a character that cannot be printed (number 0)."),
        (b"title: ok\nslug: a\x0bb\n", 2, "There is a character that cannot be printed (number 11)."),
    ],
)  # fmt: skip
def test_what_is_no_plan_at_all_is_refused_with_its_line(
    tmp_path: Path, refuse: Refusal, content: bytes, line: int, fault: str
) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(content)
    error = refuse(path)
    problem = error.problems[0]
    assert problem.place.split(" (")[0] == f"odd.yaml, line {line}"
    assert problem.fault.startswith(fault)
    assert problem.cure


def test_a_control_character_written_as_an_escape_is_refused_by_its_field(
    spoil: Spoiler, refuse: Refusal
) -> None:
    error = refuse(spoil(("title: Act together", 'title: "Act\\btogether"')))
    assert only_problem(error).startswith(
        f"northvale.yaml, line {spoil.line} (priorities, P1, title): The text holds"
    )


def test_fifty_megabytes_are_refused_before_they_are_read(tmp_path: Path, refuse: Refusal) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert "The file has 50 MB" in only_problem(within(0.1, lambda: refuse(path)))


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path: Path, refuse: Refusal) -> None:
    assert only_problem(refuse(tmp_path / "none.yaml")).startswith("none.yaml: There is no such file.")
    (tmp_path / "folder.yaml").mkdir()
    assert only_problem(refuse(tmp_path / "folder.yaml")).startswith("folder.yaml: This is not a file.")


def test_another_format_is_told_to_name_ours(spoil: Spoiler, refuse: Refusal) -> None:
    error = refuse(spoil(("plan/1", "plan/2")))
    assert only_problem(error) == (
        "northvale.yaml, line 1 (format): The file does not say that it is in the form "
        "partnership-planner-plan/1. Begin it with: format: partnership-planner-plan/1"
    )
