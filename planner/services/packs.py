"""Annual review packs: from the living plan to files."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from planner.domain.plan import Plan
from planner.services.plans import show_plan
from planner.store.database import current_session
from planner.store.queries.reviews import last_snapshot_before
from planner.store.scope import scope_of


def build_annual_review(
    partnership: str,
    plan: str | None,
    today: date,
    folder: Path,
    *,
    year: int | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> tuple[Path, ...]:
    """Build the workbook and the page of a plan's annual review and return their paths.

    What changed is told against the latest review or approval snapshot before ``today``, where
    there is one. ``progress`` is called with the steps done, of how many, and what comes next.
    Raises ``NotFound`` for names that do not exist.
    """
    from planner.packs.pack import build_pack
    from planner.packs.review import Review

    assessment = show_plan(partnership, plan, today)
    session = current_session()
    scope = scope_of(session, partnership)
    earlier = last_snapshot_before(session, scope, assessment.plan.slug, today)
    review = Review(
        assessment=assessment,
        previous=_thawed(earlier.content) if earlier else None,
        previous_label=earlier.label if earlier else "",
        year=year or today.year,
        built_on=today,
    )
    return build_pack(review, folder, progress)


def _thawed(document: str) -> Plan:
    from planner.exchange.document import from_document

    return from_document(json.loads(document))
