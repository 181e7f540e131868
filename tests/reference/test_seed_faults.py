"""Every kind of fault in the reference data is told at once, by file, item, field and line."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.domain.errors import SettingsError
from planner.paths import seed_folder
from planner.reference import guidance as guidance_module
from planner.reference.guidance import FILES, load_guidance

Change = Callable[[Path, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the reference data to spoil."""
    copy = tmp_path / "seed"
    copy.mkdir()
    for name in FILES.values():
        shutil.copy(seed_folder() / name, copy / name)
    return copy


@pytest.fixture
def change(folder: Path) -> Change:
    """Return what replaces one text in one file, and fails where the text is not there."""

    def replace(path: Path, old: str, new: str) -> None:
        text = (folder / path).read_text(encoding="utf-8")
        assert old in text, f"{path} no longer holds {old!r}"
        (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def refusal(folder: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        load_guidance(folder)
    return str(caught.value)


def test_an_unspoilt_copy_loads(folder: Path) -> None:
    assert load_guidance(folder) == load_guidance()


FIRST_GROUP = "- {code: G1, title: Children at risk of sexual abuse, source: G §4.2}"
SECOND_GROUP = "- {code: G2, title: Children who have been sexually abused, source: G §4.2}"

#: File, what to replace, by what, and what the refusal must name: file and item, field, and fault.
FAULTS: dict[str, tuple[str, str, str, list[str]]] = {
    "unknown field": (
        "groups.yaml",
        "{code: G2, title:",
        "{code: G2, colour: red, title:",
        ["seed/groups.yaml, G2, colour", "There is no such field."],
    ),
    "missing field": (
        "rules.yaml",
        "  title: Every action serves an outcome\n",
        "",
        ["seed/rules.yaml, V01, title", "The field is missing."],
    ),
    "missing field in a clause": (
        "recommendations.yaml",
        "      title: Findings considered\n",
        "",
        ["seed/recommendations.yaml, R1.1, title", "The field is missing."],
    ),
    "wrong word of a list": (
        "recommendations.yaml",
        "      force: must\n",
        "      force: shall\n",
        ["seed/recommendations.yaml, R3.9, force", '"shall"', "must, should, need_to"],
    ),
    "wrong nation": (
        "reporting_duties.yaml",
        "- code: WAL01\n  nation: wales",
        "- code: WAL01\n  nation: scotland",
        ["seed/reporting_duties.yaml, WAL01, nation", '"scotland"', "england or wales"],
    ),
    "wrong nation in a list": (
        "glossary.yaml",
        "nations: [england, wales]",
        "nations: [england, ireland]",
        ["seed/glossary.yaml, gl.child_sexual_abuse, nations 2", '"ireland"'],
    ),
    "number where words belong": (
        "benchmarks.yaml",
        'value: "33,760"',
        "value: 33760",
        ["seed/benchmarks.yaml, assessments_2022_23, value", "This is not text."],
    ),
    "words where a number belongs": (
        "sources.yaml",
        "year: 2025",
        'year: "2025"',
        ["seed/sources.yaml, G, year", "This is not a whole number."],
    ),
    "neither true nor false": (
        "sources.yaml",
        "\n  verify: true",
        "\n  verify: maybe",
        ["seed/sources.yaml, BK, verify", "This is neither true nor false."],
    ),
    "text where a list belongs": (
        "forms.yaml",
        "  words:\n    - exploitation\n    - sexually exploited\n",
        "  words: exploitation\n",
        ["seed/forms.yaml, F5, words", "This is not a list."],
    ),
    "text where fields belong": (
        "scales.yaml",
        "    - code: not_started\n      label: Not started\n      meaning: Work has not begun.\n",
        "    - not started\n",
        ["seed/scales.yaml, status, steps 1", "This has no fields."],
    ),
    "nothing where text belongs": (
        "forms.yaml",
        "  title: Child sexual exploitation\n",
        "  title:\n",
        ["seed/forms.yaml, F5, title", "This is not text."],
    ),
    "field given twice": (
        "forms.yaml",
        "  title: Online\n",
        "  title: Online\n  title: On line\n",
        ["seed/forms.yaml (line ", '"title" is given twice'],
    ),
    "name of a field that is a list": (
        "forms.yaml",
        "  title: Online\n",
        "  [title, name]: Online\n",
        ["seed/forms.yaml (line ", "the name of a field is no word"],
    ),
    "broken YAML": (
        "rules.yaml",
        "  cure: Link the action",
        "  cure: : [Link the action",
        ["seed/rules.yaml (line ", "not well-formed YAML"],
    ),
    "unreadable character": (
        "rules.yaml",
        "- code: V01",
        "\x00- code: V01",
        ["seed/rules.yaml", "This is not YAML"],
    ),
    "code given twice": (
        "groups.yaml",
        "code: G2",
        "code: G1",
        ["seed/groups.yaml, G1, code", "G1 stands here twice.", "G2 is missing."],
    ),
    "codes out of order": (
        "groups.yaml",
        f"{FIRST_GROUP}\n{SECOND_GROUP}\n",
        f"{SECOND_GROUP}\n{FIRST_GROUP}\n",
        ["seed/groups.yaml (line", "The codes are out of order."],
    ),
    "code of a glossary term given twice": (
        "glossary.yaml",
        "code: gl.forms",
        "code: gl.child_sexual_abuse",
        ["seed/glossary.yaml, gl.child_sexual_abuse, code", "stands here twice"],
    ),
    "step of a scale given twice": (
        "scales.yaml",
        "    - code: slipping",
        "    - code: steady",
        ["seed/scales.yaml, steady, code", "steady stands here twice."],
    ),
    "clause of another recommendation": (
        "recommendations.yaml",
        "    - code: R6.3",
        "    - code: R1.3",
        ["seed/recommendations.yaml, R6, clauses", "R6.3 is missing.", "R1.3 does not belong here."],
    ),
    "rule that does not exist": (
        "rules.yaml",
        "- code: V22",
        "- code: V23",
        ["seed/rules.yaml", "V22 is missing.", "V23 does not belong here.", "V01 to V22"],
    ),
    "language rule that does not exist": (
        "language.yaml",
        "  - code: L31",
        "  - code: L32",
        ["seed/language.yaml, rules", "L31 is missing.", "seed/language.yaml, L32, code"],
    ),
    "unknown source": (
        "national_recommendations.yaml",
        "  source: NR\n",
        "  source: NRX\n",
        ["seed/national_recommendations.yaml, N1, source", '"NRX" is not a code of sources.yaml.'],
    ),
    "unknown second source": (
        "recommendations.yaml",
        "source: NR R1; G §12",
        "source: NR R1; Guide §12",
        ["seed/recommendations.yaml, R1.2, source", '"Guide" is not a code'],
    ),
    "broken pattern": (
        "language.yaml",
        r"pattern: '\bpa?edophiles?\b'",
        r"pattern: '\bpa?edophiles?(\b'",
        ["seed/language.yaml, L04, pattern", "does not compile"],
    ),
    "unknown level": (
        "language.yaml",
        "    level: replace",
        "    level: forbid",
        ["seed/language.yaml, L01, level", '"forbid" is no level.', "replace, review, context"],
    ),
    "counterpart that does not exist": (
        "recommendations.yaml",
        "      national: N6",
        "      national: N11",
        ["seed/recommendations.yaml, R6.1, national", "N11 does not exist."],
    ),
    "mirror that does not exist": (
        "national_recommendations.yaml",
        "  mirrors: R6",
        "  mirrors: R7",
        ["seed/national_recommendations.yaml, N6, mirrors", "R7 does not exist."],
    ),
    "status without a meaning": (
        "status_presets.yaml",
        '    paused: "P Paused: put on hold by a forum"\n',
        "",
        ["seed/status_presets.yaml, brag, meanings", "paused is missing."],
    ),
    "status that does not exist": (
        "status_presets.yaml",
        "    paused:",
        "    asleep:",
        ["seed/status_presets.yaml, brag", "asleep does not belong here."],
    ),
    "meaning without its letter": (
        "status_presets.yaml",
        '"G On track: will be',
        '"On track: will be',
        ["seed/status_presets.yaml, brag, meanings on_track", "The letter, the word or the meaning"],
    ),
    "label that the product does not use": (
        "scales.yaml",
        "      label: Embedded",
        "      label: Business as usual",
        ["seed/scales.yaml, status, steps", "differ from the words that the product uses"],
    ),
    "scale left out": (
        "scales.yaml",
        "- code: prevention\n",
        "- code: prevention_levels\n",
        ["seed/scales.yaml", 'The scale "prevention" is missing.'],
    ),
    "sheet that the pack does not have": (
        "reporting_duties.yaml",
        "sheets: [Scrutiny log]",
        "sheets: [Scrutiny diary]",
        ["seed/reporting_duties.yaml, ENG18, sheets 1", 'no sheet "Scrutiny diary"'],
    ),
    "blank text": (
        "forms.yaml",
        "  title: Online\n",
        '  title: " "\n',
        ["seed/forms.yaml, F6, title", "The text is blank."],
    ),
    "blank entry of a list": (
        "forms.yaml",
        "    - social media\n",
        '    - ""\n',
        ["seed/forms.yaml, F6, words", "The text is blank."],
    ),
    "empty list": (
        "forms.yaml",
        "  words:\n    - exploitation\n    - sexually exploited\n",
        "  words: []\n",
        ["seed/forms.yaml, F5, words", "The text is blank."],
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_by_file_item_and_field(
    folder: Path, change: Change, fault: tuple[str, str, str, list[str]]
) -> None:
    file, old, new, told = fault
    change(Path(file), old, new)
    text = refusal(folder)
    for each in told:
        assert each in text


@pytest.mark.parametrize("name", sorted(FILES.values()))
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    text = refusal(folder)
    assert f"seed/{name}: The file is missing." in text
    assert ": 1 problem." in text


def test_an_empty_file_is_named(folder: Path) -> None:
    (folder / "groups.yaml").write_text("# nothing\n", encoding="utf-8")
    assert "seed/groups.yaml: The file is empty." in refusal(folder)


def test_a_file_that_is_not_text_is_named(folder: Path) -> None:
    (folder / "groups.yaml").write_bytes(b"\xff\xfe\x00")
    assert "seed/groups.yaml: The file cannot be read" in refusal(folder)


def test_a_list_where_a_file_should_hold_fields(folder: Path) -> None:
    (folder / "language.yaml").write_text("- one\n", encoding="utf-8")
    assert "seed/language.yaml" in refusal(folder)


def test_a_nation_without_duties(folder: Path) -> None:
    path = folder / "reporting_duties.yaml"
    text = path.read_text(encoding="utf-8").replace("nation: wales", "nation: england")
    path.write_text(text, encoding="utf-8")
    assert "Wales has no reporting duty." in refusal(folder)


def test_the_line_is_where_the_fault_is(folder: Path, change: Change) -> None:
    change(Path("recommendations.yaml"), "      force: must\n", "      force: shall\n")
    lines = (folder / "recommendations.yaml").read_text(encoding="utf-8").splitlines()
    told = re.search(r"R3\.9, force \(line (\d+)\)", refusal(folder))
    assert told is not None
    assert lines[int(told[1]) - 1].strip() == "force: shall"


def test_faults_of_several_files_are_told_together(folder: Path, change: Change) -> None:
    change(Path("recommendations.yaml"), "      force: must\n", "      force: shall\n")
    change(Path("groups.yaml"), "{code: G2, title:", "{code: G2, colour: red, title:")
    (folder / "forms.yaml").unlink()
    text = refusal(folder)
    assert "R3.9, force" in text
    assert "G2, colour" in text
    assert "seed/forms.yaml" in text
    assert ": 3 problems." in text


def test_several_things_that_do_not_fit_are_told_together(folder: Path, change: Change) -> None:
    change(Path("national_recommendations.yaml"), "  mirrors: R6", "  mirrors: R7")
    change(Path("rules.yaml"), "  source: G §12\n", "  source: Guide\n")
    text = refusal(folder)
    assert "N6, mirrors" in text
    assert "V01, source" in text


def test_text_that_looks_like_a_date_or_a_decimal_stays_text(folder: Path, change: Change) -> None:
    change(Path("benchmarks.yaml"), "year: estimate of 2021", "year: 2021-03-31")
    change(Path("recommendations.yaml"), 'guide_chapter: "6.1"', "guide_chapter: 6.1")
    guidance = load_guidance(folder)
    assert guidance.benchmarks[0].year == "2021-03-31"
    assert guidance.clause_by_code["R2.1"].guide_chapter == "6.1"


def test_an_installation_without_the_folder_stops_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise FileNotFoundError('The folder "seed" is gone.')

    monkeypatch.setattr(guidance_module, "seed_folder", nowhere)
    guidance_module._own_guidance.cache_clear()
    try:
        with pytest.raises(SettingsError, match='The folder "seed" is gone'):
            load_guidance()
    finally:
        guidance_module._own_guidance.cache_clear()
