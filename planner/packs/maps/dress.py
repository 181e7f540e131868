"""A drawing that leaves the page: its style sheet written into it, and its symbols put in place.

Programs that show an SVG file differ in how much of CSS and of references they understand, and all
of them understand presentation attributes and plain shapes. So ``map-drawing.css``, which dresses
the drawing on the page, is applied here once and for all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from planner.packs import palette
from planner.packs.maps.drawing import STYLE_SHEET
from planner.packs.marks import SYMBOLS
from planner.paths import static_folder

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CONDITIONAL = re.compile(r"@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)")
_PLAIN = re.compile(r"(?:\s*(?:\.[\w-]+)+)+\s*")
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_FILTER, _GREY = "filter", "grayscale(1)"
_TOKENS = palette.TOKENS | {"--planner-font": palette.FONT.removesuffix(", sans-serif")}
#: What means nothing outside a page.
_DROPPED = ("class", "aria-hidden")


@dataclass(frozen=True)
class Rule:
    """One rule of the style sheet: sets of classes from the outermost element in, and what they get."""

    steps: tuple[frozenset[str], ...]
    attributes: tuple[tuple[str, str], ...]

    @property
    def weight(self) -> int:
        """Return how many classes the rule names; of two rules the one that names more wins."""
        return sum(len(step) for step in self.steps)

    def fits(self, lineage: list[frozenset[str]]) -> bool:
        """Return whether the rule is about the last of a line of elements, given by their classes."""
        if not self.steps[-1] <= lineage[-1]:
            return False
        above = iter(lineage[:-1])
        return all(any(step <= classes for classes in above) for step in self.steps[:-1])


def dressed(drawing: str) -> Element:
    """Return a drawing as an element that needs no style sheet, no script and no other document.

    Raises KeyError for a colour token or a symbol that does not exist.
    """
    root: Element = fromstring(drawing)
    _dress(root, [])
    return root


def read_rules(sheet: str) -> tuple[Rule, ...]:
    """Return the rules of a style sheet that name nothing but classes, the weakest first.

    >>> read_rules(".a .b, .c:hover { fill: var(--pp-ink) }")[0].attributes
    (('fill', '#0b0c0c'),)
    """
    rules = [
        Rule(tuple(frozenset(_CLASS.findall(step)) for step in selector.split()), tuple(_attributes(body)))
        for selectors, body in _RULE.findall(_CONDITIONAL.sub("", _COMMENT.sub("", sheet)))
        for selector in selectors.split(",")
        if _PLAIN.fullmatch(selector)
    ]
    return tuple(sorted(rules, key=lambda rule: rule.weight))


@cache
def _rules() -> tuple[Rule, ...]:
    return read_rules((static_folder() / "css" / STYLE_SHEET).read_text(encoding="utf-8"))


def _attributes(body: str) -> Iterator[tuple[str, str]]:
    for declaration in filter(str.strip, body.split(";")):
        name, _, value = declaration.partition(":")
        yield name.strip(), _VARIABLE.sub(lambda found: _TOKENS[found[1]], value.strip())


def _dress(element: Element, above: list[frozenset[str]]) -> None:
    lineage = [*above, frozenset(element.get("class", "").split())]
    given = dict(attribute for rule in _rules() if rule.fits(lineage) for attribute in rule.attributes)
    is_grey = given.pop(_FILTER, "") == _GREY
    for name, value in given.items():
        element.set(name, value)
    for name in _DROPPED:
        element.attrib.pop(name, None)
    if element.tag == "use":
        _put_in_place(element, is_grey=is_grey)
        return
    for child in element:
        _dress(child, lineage)


def _put_in_place(use: Element, *, is_grey: bool) -> None:
    """Turn a reference to a symbol into the symbol's own shapes, at its place and size."""
    symbol = SYMBOLS[use.attrib["href"].removeprefix("#")]
    body = _COLOUR.sub(lambda found: _grey(found[0]), symbol.body) if is_grey else symbol.body
    x, y = float(use.get("x", "0")), float(use.get("y", "0"))
    scale = float(use.get("width", symbol.width)) / symbol.width
    use.tag = "g"
    use.attrib.clear()
    use.set("transform", f"translate({x:g} {y:g}) scale({scale:.4g})")
    use.extend(fromstring(f"<g>{body}</g>"))


def _grey(colour: str) -> str:
    """Return a colour without its hue, as light as it was.

    >>> _grey("#b3261e")
    '#434343'
    """
    digits = colour.removeprefix("#")
    full = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    red, green, blue = (int(full[place : place + 2], 16) for place in (0, 2, 4))
    level = round(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return f"#{level:02x}{level:02x}{level:02x}"
