"""What stands for each name in an address, in either partnership.

Things of Southmere have codes here that nothing of Northvale has, so that an address of Northvale with
one of them in it asks for what only Southmere has.
"""

from collections.abc import Mapping
from datetime import date
from html import escape
from pathlib import Path

from sqlalchemy import delete, update

from planner.packs.label import PackLabel
from planner.packs.shelf import WORKBOOK, folder_of
from planner.store.database import database_open, transaction
from planner.store.find_index import index_what_is_behind
from planner.store.queries.plan_rows import table_of
from planner.store.scope import scope_of
from planner.store.tables.findable import FindIndexRow
from planner.store.tables.reviews import ChallengeRow
from planner.store.tables.theory import ElementRow
from tests.proof.visitors import HERE, THERE

#: Names that nothing has anywhere, of the same form as those that Southmere's things have.
UNKNOWN: Mapping[str, str] = {
    "partnership": "eastmere",
    "plan": "2026-28",
    "aim": "A94",
    "outcome": "O9.3",
    "action": "9.2d",
    "measure": "M97",
    "pack": "2026-20261121-090000-cccc",
    "pack file": "eastmere-annual-review-2026.html",
}

SAMPLES: Mapping[str, Mapping[str, str]] = {
    HERE: {
        "partnership": HERE,
        "plan": "2025-28",
        "aim": "A1",
        "outcome": "O1.1",
        "action": "1.2c",
        "action of another agency": "1.3a",
        "measure": "M01",
        "clause": "R3.5",
        "pack": "2026-20261121-090000-aaaa",
        "pack file": "northvale-annual-review-2026.html",
    },
    THERE: {
        "partnership": THERE,
        "plan": "2026-29",
        "aim": "A93",
        "outcome": "O9.2",
        "action": "9.2c",
        "action of another agency": "9.2b",
        "measure": "M98",
        "clause": "R3.5",
        "pack": "2026-20261121-090000-bbbb",
        "pack file": "southmere-annual-review-2026.html",
    },
}
#: Southmere's codes in the demonstration, and what they are here.
_RENAMED = {"A3": "A93", "O3.2": "O9.2", "2.2c": "9.2c", "2.2b": "9.2b", "M08": "M98", "C1": "C91"}


def rename_theirs(address: str) -> None:
    """Give things of Southmere codes of their own."""
    with database_open(address), transaction() as session:
        scope = scope_of(session, THERE)
        for table in (table_of(ElementRow), table_of(ChallengeRow)):
            for old, new in _RENAMED.items():
                this = (table.c.partnership_id == scope.partnership_id, table.c.code == old)
                session.connection().execute(update(table).where(*this).values(code=new))
    index_anew(address, THERE)


def index_anew(address: str, partnership: str) -> None:
    """Take the words of a partnership's plans into the index again, as after an upgrade."""
    with database_open(address), transaction() as session:
        index = table_of(FindIndexRow)
        theirs = index.c.partnership_id == scope_of(session, partnership).partnership_id
        session.connection().execute(delete(index).where(theirs))
        index_what_is_behind(session)


def add_packs(exports: Path) -> None:
    """Put a review pack of each partnership on disk, with little in it."""
    for partnership, samples in SAMPLES.items():
        folder = folder_of(exports, partnership, samples["plan"]) / samples["pack"]
        folder.mkdir(parents=True)
        label = PackLabel(
            partnership=partnership,
            plan=samples["plan"],
            version="1.0",
            year=2026,
            data_on=date(2026, 11, 21),
            compared_with="",
            sheets=("About this pack",),
            figures=0,
        )
        page = folder / samples["pack file"]
        page.write_text(f'<meta name="planner-pack" content="{escape(label.as_json())}">', encoding="utf-8")
        page.with_suffix(WORKBOOK).write_bytes(b"a workbook")
