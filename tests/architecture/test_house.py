"""The house rules that a linter does not know: sizes, names, purity, what may be committed."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tracked(*patterns: str) -> list[Path]:
    """Return the files of the project that git knows or would add, by pattern."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [ROOT / name for name in names if (ROOT / name).is_file()]


if not (ROOT / ".git").exists():
    pytest.skip("the house rules are checked in a git checkout", allow_module_level=True)


def test_importing_the_domain_loads_neither_the_web_nor_the_database() -> None:
    code = (
        "import sys, planner.domain.assessment;"
        "heavy = ('flask', 'sqlalchemy', 'pydantic', 'openpyxl', 'plotly');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_package_begins_with_an_empty_file() -> None:
    full = [
        path for path in tracked("planner/**/__init__.py", "planner/__init__.py") if path.read_text().strip()
    ]
    assert full == []


@pytest.mark.parametrize(("pattern", "limit"), [("planner/*.py", 400), ("templates/*.html", 200)])
def test_no_file_outgrows_its_limit(pattern: str, limit: int) -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in tracked(pattern)}
    assert lengths, pattern
    assert {name: length for name, length in lengths.items() if length > limit} == {}


@pytest.mark.parametrize("package", ["domain", "packs", "exchange", "reference"])
def test_a_package_of_many_modules_is_split_by_concept(package: str) -> None:
    direct = [path.stem for path in tracked(f"planner/{package}/*.py") if path.parent.name == package]
    assert direct, package
    assert len(direct) <= 40, "a stranger finds any line's room in a minute"


def test_no_module_is_a_grab_bag() -> None:
    bags = {"utils", "util", "helpers", "helper", "common", "misc", "base"}
    assert [path for path in tracked("planner/*.py") if path.stem in bags] == []
    assert [path for path in tracked("planner/*.py") if bags & set(path.relative_to(ROOT).parent.parts)] == []


def test_every_public_name_is_explained() -> None:
    silent = []
    for path in tracked("planner/*.py"):
        if "migrations" in path.parts:
            continue
        tree = ast.parse(path.read_text())
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
                continue
            if ast.get_docstring(node) is None and not _is_plain_scale(node):
                silent.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert silent == []


def test_no_docstring_sends_a_reader_to_a_file_that_is_not_there() -> None:
    named = {
        (str(path.relative_to(ROOT)), name)
        for path in tracked("planner/*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        for name in re.findall(r"[\w./-]+\.(?:md|yaml|html|css|js)\b", ast.get_docstring(node) or "")
        if "/" in name
    }
    folders = (ROOT, ROOT / "templates", ROOT / "static")
    assert [each for each in sorted(named) if not any((at / each[1]).exists() for at in folders)] == []


def _is_plain_scale(node: ast.stmt) -> bool:
    """Return whether it is a short scale of the vocabulary, whose labels say what it is."""
    return isinstance(node, ast.ClassDef) and any(ast.unparse(each) == "Term" for each in node.bases)


def test_every_public_domain_module_is_purely_standard_library() -> None:
    for path in tracked("planner/domain/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                top = name.partition(".")[0]
                allowed = top in sys.stdlib_module_names or name.startswith("planner.domain")
                assert allowed or (top == "networkx" and path.name == "graph.py"), (
                    f"{path.name} imports {name}"
                )


def test_locks_hold_hashes_and_no_addresses() -> None:
    locks = tracked("requirements/*", "static/build/package-lock.json")
    assert len(locks) >= 3
    for path in locks:
        text = path.read_text()
        assert not re.search(r"https?://|\"resolved\"", text), path.name
    for path in tracked("requirements/*.lock"):
        packages = re.findall(r"^[A-Za-z0-9_.-]+==", path.read_text(), re.MULTILINE)
        assert packages
        assert path.read_text().count("--hash=sha256:") >= len(packages), path.name


def test_no_file_names_a_place_on_one_machine() -> None:
    # The pattern is put together here, so that this file does not name such a place itself.
    machine_paths = re.compile("|".join(("/" + "work" + "/", "/" + "root" + "/", "/" + "home" + r"/\w")))
    found = []
    for path in tracked():
        if path.suffix in {".png", ".ico", ".xlsx"}:
            continue
        if machine_paths.search(path.read_text(errors="replace")):
            found.append(str(path.relative_to(ROOT)))
    assert found == []


def test_no_third_party_or_minified_source_is_kept() -> None:
    assert [path for path in tracked() if ".min." in path.name or "vendor" in path.parts] == []
    long_lines = [
        str(path.relative_to(ROOT))
        for path in tracked("*.js", "*.css")
        if any(len(line) > 1000 for line in path.read_text().splitlines())
    ]
    assert long_lines == []


def test_top_level_holds_only_what_the_design_names() -> None:
    allowed = {
        "planner", "templates", "static", "seed", "exports", "tests", "docs", "requirements", ".ci",
        "run.py", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", ".gitignore",
    }  # fmt: skip
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} <= allowed


def test_nothing_is_left_for_later_in_comments() -> None:
    later = re.compile(r"#.*\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX")) + r")\b")
    assert [str(path) for path in tracked("*.py", "*.html", "*.css") if later.search(path.read_text())] == []


#: Who may lift the guards of what can only be added to: the revision that puts them up, and whoever
#: erases a whole partnership.
MAY_REWRITE = {"planner/store/migrations/versions/010_append_only.py", "planner/store/erasing.py"}


def test_nothing_but_erasing_a_partnership_may_rewrite_what_is_only_added_to() -> None:
    naming = {
        str(path.relative_to(ROOT))
        for path in tracked("planner/*.py", "run.py")
        if "store.append_only" in path.read_text() and path != ROOT / "planner/store/append_only.py"
    }
    assert naming <= MAY_REWRITE
