"""How far the text of a strategy is written, in words."""

from collections.abc import Sequence

from planner.domain.phrases import counted
from planner.domain.plan import Section
from planner.domain.vocabulary import SectionState


def is_written(section: Section | None) -> bool:
    """Return whether a section of the plan holds any text.

    >>> is_written(None), is_written(Section(code="S1", state=SectionState.DRAFT, text=" "))
    (False, False)
    >>> is_written(Section(code="S1", state=SectionState.DRAFT, text="Why now."))
    True
    """
    return section is not None and bool(section.text.strip())


def sections_sentence(sections: Sequence[Section], total: int) -> str:
    """Return how many of the strategy's ``total`` sections are written, and how many of those are ready.

    >>> ready = Section(code="S1", state=SectionState.READY, text="Why now.")
    >>> draft = Section(code="S2", state=SectionState.DRAFT, text="What for.")
    >>> sections_sentence([ready, draft], 11)
    '2 of the 11 sections are written. One is marked ready; one is still a draft.'
    >>> sections_sentence([ready], 1)
    'The one section is written and marked ready.'
    >>> sections_sentence([], 11)
    'None of the 11 sections is written yet.'
    """
    written = [each for each in sections if is_written(each)]
    if not written:
        if total == 1:
            return "The one section is not written yet."
        return f"None of the {counted(total, 'sections')} is written yet."
    ready = sum(each.state is SectionState.READY for each in written)
    drafts = len(written) - ready
    if len(written) == total:
        every = "The one section is" if total == 1 else f"All {total} sections are"
        if not drafts:
            return f"{every} written and marked ready."
        said = f"{every} written."
    else:
        are = "is" if len(written) == 1 else "are"
        said = f"{len(written)} of the {counted(total, 'sections')} {are} written."
    return f"{said} {_ready_words(ready, drafts)}"


def _ready_words(ready: int, drafts: int) -> str:
    drafts_words = "one is still a draft" if drafts == 1 else f"{drafts} are still drafts"
    if not ready:
        return "It is still a draft." if drafts == 1 else f"All {drafts} are still drafts."
    ready_words = "One is marked ready" if ready == 1 else f"{ready} are marked ready"
    if not drafts:
        return "It is marked ready." if ready == 1 else "All of these are marked ready."
    return f"{ready_words}; {drafts_words}."
