"""Readings of measures: what was counted or found in a period, or why there is no number."""

from datetime import date

from planner.domain.entries.reading import EnteredReading, is_there_already, read_reading
from planner.domain.people.actor import Actor
from planner.domain.people.permissions import Deed
from planner.services.changes import changing
from planner.store.queries.one_element import read_measure
from planner.store.queries.readings import append_reading


def record_reading(actor: Actor, plan: str, code: str, entered: EnteredReading, today: date) -> bool:
    """Record a reading of a measure, and return whether it is new.

    The very same reading is recorded once, however often it is sent. Raises NotFound for a measure that
    the plan does not have, NotAllowed for one that another agency collects, RuleBroken for one of which
    no reading can come, BadEntry with everything that is wrong with the reading, and EditConflict where
    the period has another reading already.
    """
    with changing(actor, plan) as change:
        stored = read_measure(change.session, change.key, code)
        measure = stored.value
        actor.must(Deed.RECORD_READING, measure.collator_agency)
        reading = read_reading(measure, entered, today, change.post(measure.collator_role))
        if is_there_already(measure, reading):
            return False
        read = append_reading(change.session, change.key, stored, reading)
        change.note("record_reading", "measure", code, before=measure, after=read)
    return True
