"""The checks that every HTML page fetched by any test must pass: quality rules nobody can forget."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from xml.etree import ElementTree as ET

import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"
LABELLED = {"input", "select", "textarea"}


@lru_cache(maxsize=4)
def parse(text: str) -> ET.Element:
    """Return the page's root element; fails on anything that is not valid HTML.

    A page that was just checked is not read a second time by the test that fetched it.
    """
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=True)
    root: ET.Element = parser.parse(text)
    errors = [f"{code} at {place}" for place, code, _ in parser.errors]
    assert errors == [], f"The page is not valid HTML: {errors[:5]}"
    return root


def named(root: ET.Element, name: str) -> list[ET.Element]:
    """Return every HTML element with this name."""
    return list(root.iter(f"{HTML}{name}"))


def text_of(element: ET.Element) -> str:
    """Return an element's text, white space collapsed."""
    return " ".join("".join(element.itertext()).split())


def _attribute_values(root: ET.Element, name: str) -> Iterator[str]:
    for element in root.iter():
        value = element.get(name)
        if value is not None:
            yield value


def check_page(text: str, nonce: str) -> None:
    """Assert the house rules of a page: headings, title, ids, labels, nonce, no inline style."""
    root = parse(text)
    headings = named(root, "h1")
    assert len(headings) == 1, f"{len(headings)} level one headings"
    titles = [text_of(title) for title in named(root, "title")]
    assert len(titles) == 1
    assert titles[0].endswith("Partnership Planner"), titles
    assert titles[0].removeprefix("Error: ").split(":")[0].strip() in text_of(headings[0]), (
        "The title starts with the heading"
    )
    assert root.get("lang") == "en-GB"
    _check_ids(root)
    _check_heading_order(root)
    _check_labels(root)
    _check_scripts_and_styles(root, nonce)
    _check_links(root)
    _check_words(root)


def _check_ids(root: ET.Element) -> None:
    ids = Counter(_attribute_values(root, "id"))
    assert [key for key, count in ids.items() if count > 1] == []
    for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
        for value in _attribute_values(root, attribute):
            assert set(value.split()) <= set(ids), f"{attribute}={value} points nowhere"
    for address in _attribute_values(root, "href"):
        if address.startswith("#"):
            assert address[1:] in ids, f"{address} points nowhere"


def _check_heading_order(root: ET.Element) -> None:
    levels = [
        int(element.tag[-1]) for element in root.iter() if re.fullmatch(rf"{HTML}h[1-6]", str(element.tag))
    ]
    for before, after in pairwise(levels):
        assert after <= before + 1, f"A heading jumps from level {before} to {after}"


def _check_labels(root: ET.Element) -> None:
    labels = {label.get("for") for label in named(root, "label")}
    for name in LABELLED:
        for field in named(root, name):
            if field.get("type") not in {"hidden", "submit"}:
                assert field.get("id") in labels or field.get("aria-label"), ET.tostring(field)
    for form in named(root, "form"):
        assert form.get("method"), "A form says how it is sent"
    for table in named(root, "table"):
        assert named(table, "caption"), "Every table has a caption"
        assert all(cell.get("scope") for cell in named(table, "th")), "Every heading cell has a scope"
    for image in named(root, "img"):
        assert image.get("alt") is not None


def _check_scripts_and_styles(root: ET.Element, nonce: str) -> None:
    for script in named(root, "script"):
        assert script.get("nonce") == nonce, "Every script carries the nonce"
    assert named(root, "style") == []
    assert list(_attribute_values(root, "style")) == []
    handlers = [key for element in root.iter() for key in element.keys() if key.startswith("on")]  # noqa: SIM118
    assert handlers == []


def _check_links(root: ET.Element) -> None:
    for link in named(root, "a"):
        address = link.get("href") or ""
        assert address, "A link leads somewhere"
        assert not address.startswith(("http:", "https:", "//", "javascript:")), address
        assert text_of(link) or link.get("aria-label"), f"The link to {address} has no text"


def _check_words(root: ET.Element) -> None:
    body = named(root, "body")[0]
    shown = text_of(body)
    assert "{{" not in shown
    # "None of 12 actions is finished", "None yet" and "None: ..." are words that people write; a bare
    # None is a value that was missing.
    assert not re.search(r"\bNone\b(?! of (?:the )?\d| yet|:)", shown), "A missing value reached the page"
    assert " - " not in shown, "Use a colon or a comma, not a hyphen, between parts of a sentence"
