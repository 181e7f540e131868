"""The actions that the address asks for: one answer for the list, the timeline and the workbook."""

from collections.abc import Sequence

from planner.domain.assessment import Assessment
from planner.domain.delivery.schedule import Standing
from planner.domain.phrases import counted
from planner.web.actions.facets import action_facets, searched_text
from planner.web.filters import FilterBar, Filtered, FilterIndex, narrowed
from planner.web.kept import Kept


def chosen_actions(assessment: Assessment, kept: Sequence[str] = ("sort", "group")) -> Filtered[Standing]:
    """Return the live actions that fit the address, in plan order, with the bar of their filters.

    ``kept`` names the values of the address that the form carries along without a field.
    Raises ``NotFound`` for a filter's code that the plan does not have.
    """
    return narrowed(_index(assessment), words_label="Words in the action", kept=kept)


def chosen_sentence(bar: FilterBar, number: int, total: int) -> str:
    """Return how many actions are shown, and by what they were chosen if by anything."""
    if not bar.is_used:
        return f"{counted(total, 'actions')}."
    return f"{number:,} of {counted(total, 'actions')}: {bar.in_words}."


def _make_index(assessment: Assessment) -> FilterIndex[Standing]:
    return FilterIndex(
        assessment.standings.values(),
        action_facets(assessment),
        lambda standing: searched_text(assessment, standing),
    )


_index = Kept(_make_index)
