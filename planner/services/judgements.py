"""Judgements of scrutiny: recorded by the scrutineer, read by everyone, never changed."""

from datetime import date

from planner.domain.entries.judgement import EnteredJudgement, read_judgement
from planner.domain.people.actor import Actor
from planner.domain.people.permissions import Deed
from planner.domain.plan import Plan
from planner.domain.records import ScrutinyJudgement
from planner.reference.guidance import load_guidance
from planner.services.changes import changing
from planner.store.database import current_session
from planner.store.queries import judgements
from planner.store.scope import scope_of


def list_judgements(partnership: str, plan: str) -> tuple[ScrutinyJudgement, ...]:
    """Return what scrutiny made of a plan and of what is in it, the latest first. Raises ``NotFound``."""
    session = current_session()
    return judgements.read_judgements(session, scope_of(session, partnership), plan)


def record_judgement(
    actor: Actor, plan: str, entered: EnteredJudgement, today: date
) -> tuple[ScrutinyJudgement, bool]:
    """Record a judgement, and return it with whether it is new.

    The very same judgement is recorded once a day, however often it is sent. Raises NotFound for a plan
    that is not there, NotAllowed, and BadEntry with everything that is wrong with the judgement.
    """
    with changing(actor, plan) as change:
        actor.must(Deed.RECORD_JUDGEMENT)
        judgement = read_judgement(entered, judged(change.plan()), today, change.post())
        if judgement in judgements.read_judgements(change.session, change.scope, plan):
            return judgement, False
        judgements.append_judgement(change.session, change.scope, plan, judgement)
        change.note("record_judgement", "judgement", judgement.about, before=None, after=judgement)
    return judgement, True


def judged(plan: Plan) -> tuple[str, ...]:
    """Return every code that a judgement can be about: of elements and of clauses."""
    return tuple(dict.fromkeys((*plan.kinds, *load_guidance().clause_by_code)))
