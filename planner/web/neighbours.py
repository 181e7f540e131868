"""The way on from a page: what stands before and after it, in the order in which its kind is read."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.web.addresses import address_of


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """An element or clause beside the one of the page."""

    code: str
    title: str
    address: str


def neighbour(assessment: Assessment, code: str) -> Neighbour | None:
    """Return the way to an element or clause, or nothing for a code that is neither."""
    node = assessment.plan.by_code.get(code)
    if node is not None:
        title = node.title
    elif code in assessment.coverage:
        title = assessment.coverage[code].clause.title
    else:
        return None
    return Neighbour(code=code, title=title, address=address_of(assessment, code))


def around(
    assessment: Assessment, codes: Iterable[str], code: str
) -> tuple[Neighbour | None, Neighbour | None]:
    """Return what stands before and after a code among the codes; a code that is not there has neither."""
    order = [*codes]
    if code not in order:
        return None, None
    place = order.index(code)
    before = order[place - 1] if place else ""
    after = order[place + 1] if place + 1 < len(order) else ""
    return neighbour(assessment, before), neighbour(assessment, after)
