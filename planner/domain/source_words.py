"""Where a rule or a clause comes from, in words: the codes of sources resolved for a reader.

Reference data cites its sources briefly, as in ``G §12; DX``. Nobody outside the project knows
these codes, so what is shown names the document and the place in it. The names are reference data.
"""

from collections.abc import Iterable
from itertools import groupby

from planner.domain.guidance import Source
from planner.domain.phrases import listed

_PLACES = (("§", "section"), ("fn", "footnote"), ("R", "recommendation"))


def source_codes(cited: str) -> tuple[str, ...]:
    """Return each citation with its place in the document, still as codes.

    >>> source_codes("G §12, §13.1; DX")
    ('G §12, §13.1', 'DX')
    """
    return tuple(part.strip() for part in cited.split(";") if part.strip())


def in_words(cited: str, sources: Iterable[Source]) -> str:
    """Return what ``cited`` refers to as a reader understands it, beginning with a capital letter.

    A code that is no source stays as it is. What nobody confirmed says so.

    >>> guide = Source(
    ...     code="G", title="A guide: how", short_title="Guide for partnerships", publisher="A centre"
    ... )
    >>> ours = Source(code="DX", title="Our design", short_title="our own rule", publisher="Us")
    >>> in_words("G §12, §13.1; DX", (guide, ours))
    'Guide for partnerships, sections 12 and 13.1; our own rule'
    """
    by_code = {source.code: source for source in sources}
    told = "; ".join(_citation(each, by_code) for each in source_codes(cited))
    return told[:1].upper() + told[1:]


def _citation(cited: str, by_code: dict[str, Source]) -> str:
    code, _, places = cited.partition(" ")
    source = by_code.get(code)
    if source is None:
        return cited
    unsure = " (to be confirmed)" if source.verify else ""
    return ", ".join([_name(source), *_in_document(places)]) + unsure


def _name(source: Source) -> str:
    if source.short_title:
        return source.short_title
    published = f"{source.publisher}, {source.year}" if source.year else source.publisher
    return f"{source.title} ({published})"


def _in_document(places: str) -> Iterable[str]:
    """Yield the places in a document, those of one kind together: ``sections 5.1 and 9``."""
    named = [_place(place.strip()) for place in places.split(",") if place.strip()]
    for kind, group in groupby(named, key=lambda place: place[0]):
        numbers = [number for _, number in group]
        yield f"{kind}{'s' if len(numbers) > 1 else ''} {listed(numbers)}" if kind else ", ".join(numbers)


def _place(text: str) -> tuple[str, str]:
    for mark, kind in _PLACES:
        number = text.removeprefix(mark)
        if number != text and number[:1].isdigit():
            return kind, number
    return "", text
