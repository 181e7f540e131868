"""What a pack says of itself: its page carries a label, so that a list of packs need not be kept.

A pack is found on disk by its files alone, whoever built it and whenever.
"""

import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from html import unescape
from pathlib import Path

from planner.packs.review import Review
from planner.packs.tables.table import Sheet
from planner.packs.text import clean

#: The label stands at the very beginning of the page.
_READ = 16_000
_LABEL = re.compile(r'<meta name="planner-pack" content="([^"]*)">')


@dataclass(frozen=True, kw_only=True)
class PackLabel:
    """Which plan and year a pack is of, as at which day, and what is in it."""

    partnership: str
    plan: str
    version: str
    year: int
    data_on: date
    compared_with: str
    sheets: tuple[str, ...]
    figures: int

    def as_json(self) -> str:
        """Return the label as text, the same for the same pack."""
        return json.dumps(asdict(self) | {"data_on": self.data_on.isoformat()}, ensure_ascii=False)


def label_of(review: Review, sheets: tuple[Sheet, ...], figures: int) -> PackLabel:
    """Return the label of the pack that is made of these sheets and so many figures."""
    plan = review.plan
    return PackLabel(
        partnership=plan.partnership.slug,
        plan=plan.slug,
        version=clean(plan.version.label) if plan.version else "",
        year=review.year,
        data_on=review.today,
        compared_with=clean(review.previous_label),
        sheets=tuple(clean(sheet.title) for sheet in sheets),
        figures=figures,
    )


def read_label(page: Path) -> PackLabel | None:
    """Return the label of a pack's page, nothing for a page that has none or cannot be read."""
    try:
        with page.open(encoding="utf-8") as file:
            found = _LABEL.search(file.read(_READ))
        told = json.loads(unescape(found[1])) if found else {}
        day, sheets = date.fromisoformat(told["data_on"]), tuple(told["sheets"])
        return PackLabel(**{**told, "data_on": day, "sheets": sheets})
    except (OSError, ValueError, TypeError, KeyError):
        return None
