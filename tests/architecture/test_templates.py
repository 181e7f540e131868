"""That style sheets and templates hold nothing which no page uses."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
IMPORT = re.compile(r"{%-?\s*from\s+\"[^\"]+\"\s+import\s+(.+?)-?%}", re.DOTALL)


def places_of_styles() -> str:
    """Return everything that may name a token: style sheets, templates, scripts and the drawings of packs."""
    files = [*TEMPLATES, *(ROOT / "planner").rglob("*.py")]
    files += [path for kind in ("css", "js") for path in (ROOT / "static" / kind).rglob(f"*.{kind}")]
    return "\n".join(path.read_text() for path in files)


def test_every_token_is_used_somewhere() -> None:
    tokens = re.findall(r"^\s*(--pp-[\w-]+):", (ROOT / "static/css/tokens.css").read_text(), re.MULTILINE)
    used = set(re.findall(r"(--pp-[\w-]+)(?![\w-]*:)", places_of_styles()))
    assert tokens
    assert [each for each in tokens if each not in used] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_every_macro_that_a_template_imports_is_used_in_it(path: Path) -> None:
    text = path.read_text()
    rest = IMPORT.sub("", text)
    names = [
        part.split(" as ")[-1].strip().removesuffix(" with context")
        for found in IMPORT.findall(text)
        for part in found.removesuffix("with context ").split(",")
    ]
    assert [name for name in names if not re.search(rf"\b{re.escape(name)}\b", rest)] == []
