"""Faults of codes: empty, odd or used twice."""

import re
from collections.abc import Iterator

from planner.domain.integrity.fault import Fault, Place
from planner.domain.plan import Plan
from planner.domain.vocabulary import Kind

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")

_PLACES = {
    Kind.PRIORITY: "priorities",
    Kind.AIM: "aims",
    Kind.OUTCOME: "outcomes",
    Kind.ACTION: "actions",
    Kind.MEASURE: "measures",
}
#: What stands first in addresses of the product's own; a partnership of that name could never be reached.
RESERVED_SLUGS = frozenset(
    {
        "about", "accessibility", "account", "demo", "forgotten-password", "healthz", "join", "privacy",
        "security", "sign-in", "sign-out", "static",
    }
)  # fmt: skip
#: What stands second in addresses of a whole partnership, where a plan's name stands otherwise.
RESERVED_PLAN_SLUGS = frozenset({"history", "people"})
_OTHERS = ("stages", "agencies", "sections", "assumptions", "evidence", "challenges", "risks")


def code_faults(plan: Plan) -> Iterator[Fault]:
    """Yield a fault for every code that is empty, holds odd characters or is used twice.

    Elements share one set of codes, since they refer to one another by code alone; every other
    collection has its own.

    >>> from tests.builders import make_action, make_plan
    >>> [each.fault for each in code_faults(make_plan(actions=(make_action("O1.1"),)))]
    ['The code O1.1 is used twice: by an outcome and by an action.']
    """
    for place, slug in ((("partnership", "slug"), plan.partnership.slug), (("slug",), plan.slug)):
        if not _SLUG.fullmatch(slug):
            yield Fault(
                place=place,
                fault=f"The name in addresses, “{slug}”, is empty or cannot stand in an address.",
                cure="Use small letters, digits and hyphens, such as northvale or 2025-28.",
            )
    yield from _reserved_faults(plan)
    yield from _element_faults(plan)
    for name in _OTHERS:
        yield from _collection_faults(plan, name)


def element_places(plan: Plan) -> Iterator[tuple[Kind, str, Place]]:
    """Yield every element's kind and code with its place in the plan, in plan order.

    >>> from tests.builders import make_plan
    >>> list(element_places(make_plan()))[-1]
    (<Kind.MEASURE: 'measure'>, 'M01', ('measures', 0))
    """
    if plan.vision is not None:
        yield Kind.VISION, plan.vision.code, ("vision",)
    for kind, name in _PLACES.items():
        for position, node in enumerate(getattr(plan, name)):
            yield kind, node.code, (name, position)


def _reserved_faults(plan: Plan) -> Iterator[Fault]:
    """Yield a fault for a name in addresses that leads to a page of the product itself."""
    taken = (
        (("partnership", "slug"), plan.partnership.slug, RESERVED_SLUGS, "the name of the area"),
        (("slug",), plan.slug, RESERVED_PLAN_SLUGS, "the years of the strategy, as in 2025-28"),
    )
    for place, slug, reserved, instead in taken:
        if slug in reserved:
            yield Fault(
                place=place,
                fault=f"The name in addresses, “{slug}”, is one that the product uses itself.",
                cure=f"Use another, such as {instead}.",
            )


def _element_faults(plan: Plan) -> Iterator[Fault]:
    """Yield the faults of the elements' codes."""
    first: dict[str, Kind] = {}
    for kind, code, place in element_places(plan):
        yield from _odd((*place, "code"), code)
        if code and code in first:
            yield Fault(
                place=(*place, "code"),
                fault=f"The code {code} is used twice: by {_a(first[code])} and by {_a(kind)}.",
                cure="Give every element of the plan a code of its own.",
            )
        first.setdefault(code, kind)


def _collection_faults(plan: Plan, name: str) -> Iterator[Fault]:
    """Yield the faults of the codes in one of the other collections."""
    seen: set[str] = set()
    for position, item in enumerate(getattr(plan, name)):
        place = (name, position, "code")
        yield from _odd(place, item.code)
        if item.code and item.code in seen:
            yield Fault(
                place=place,
                fault=f"The code {item.code} is used twice in {name}.",
                cure="Give each of them a code of its own.",
            )
        seen.add(item.code)


def _odd(place: Place, code: str) -> Iterator[Fault]:
    """Yield a fault if the code is empty or cannot stand in an address."""
    if not code:
        yield Fault(place=place, fault="The code is empty.", cure="Give it a code, such as 1.1a.")
    elif not _CODE.fullmatch(code):
        yield Fault(
            place=place,
            fault=f"The code “{code[:60]}” holds characters that a code cannot, or is too long.",
            cure="Use up to 40 letters, digits, dots, hyphens and underscores, without spaces.",
        )


def _a(kind: Kind) -> str:
    """Return the kind's name with its article."""
    name = kind.label.lower()
    return f"an {name}" if name[0] in "aeiou" else f"the {name}" if kind is Kind.VISION else f"a {name}"
