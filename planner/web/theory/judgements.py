"""Delivery, progress and evidence of an aim or an outcome: three judgements side by side, never one."""

from collections import Counter
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.phrases import counted
from planner.domain.vocabulary import PROGRESS_BY_NEED, Delivery, Strength
from planner.web.addresses import plan_address
from planner.web.count_rows import CountRow, count_rows
from planner.web.marks import evidence_mark, group_mark, progress_mark
from planner.web.theory.facts import measures_below, standings_below


@dataclass(frozen=True, kw_only=True)
class Judgements:
    """Three lists of counts, each with what it counts in words; every count leads to its list."""

    actions_total: str
    actions_address: str
    delivery: tuple[CountRow, ...]
    measures_total: str
    measures_address: str
    progress: tuple[CountRow, ...]
    finished_total: str
    evidence: tuple[CountRow, ...]


def judgements(assessment: Assessment, code: str, facet: str) -> Judgements:
    """Return what is known of the actions and measures of an aim or outcome.

    ``facet`` is the name of the filter, ``aim`` or ``outcome``, that leaves the same in their lists.
    """
    standings = standings_below(assessment, code)
    measures = measures_below(assessment, code)
    finished = [standing for standing in standings if standing.is_finished]
    delivery = Counter(standing.delivery for standing in standings)
    progress = Counter(assessment.progress[each].progress for each in measures)
    strength = Counter(standing.strength for standing in finished)

    def actions(**chosen: str) -> str:
        return plan_address(assessment, "actions.list_actions", **{facet: code}, **chosen)

    def shown(**chosen: str) -> str:
        return plan_address(assessment, "measures.list_measures", **{facet: code}, **chosen)

    return Judgements(
        actions_total=counted(len(standings), "actions"),
        actions_address=actions(),
        delivery=count_rows(
            {each: delivery[each] for each in Delivery},
            group_mark,
            lambda each: actions(delivery=each),
            "actions",
        ),
        measures_total=counted(len(measures), "measures"),
        measures_address=shown(),
        progress=count_rows(
            {each: progress[each] for each in PROGRESS_BY_NEED},
            progress_mark,
            lambda each: shown(progress=each),
            "measures",
        ),
        finished_total=counted(len(finished), "finished actions"),
        evidence=count_rows(
            {each: strength[each] for each in reversed(Strength)},
            evidence_mark,
            lambda each: actions(evidence=each),
            "finished actions",
        ),
    )
