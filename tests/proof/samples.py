"""What stands for each name in an address, in either partnership.

Things of Southmere have codes here that nothing of Northvale has, so that an address of Northvale with
one of them in it asks for what only Southmere has.
"""

from collections.abc import Mapping
from contextlib import closing
from datetime import date
from html import escape
from pathlib import Path

from sqlalchemy import delete, select, update

from planner.packs.label import PackLabel
from planner.packs.shelf import WORKBOOK, folder_of
from planner.store.database import database_open, transaction
from planner.store.find_index import index_what_is_behind
from planner.store.queries.plan_rows import table_of
from planner.store.scope import scope_of
from planner.store.tables.findable import FindIndexRow
from planner.store.tables.measures import MeasureRow
from planner.store.tables.partnerships import AgencyRow
from planner.store.tables.reviews import ChallengeRow
from planner.store.tables.theory import ElementRow
from tests.proof.rows import Database
from tests.proof.visitors import HERE, LEAD_OF, THEIRS, THERE

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
        "measure": "M10",
        "measure of another agency": "M01",
        "clause": "R3.5",
        "pack": "2026-20261121-090000-aaaa",
        "pack file": "northvale-annual-review-2026.html",
        "used link": "used-link",
        "no token": "no-token",
    },
    THERE: {
        "partnership": THERE,
        "plan": "2026-29",
        "aim": "A93",
        "outcome": "O9.2",
        "action": "9.2c",
        "action of another agency": "9.2b",
        "measure": "M98",
        "measure of another agency": "M05",
        "clause": "R3.5",
        "pack": "2026-20261121-090000-bbbb",
        "pack file": "southmere-annual-review-2026.html",
    },
}
#: Southmere's codes in the demonstration, and what they are here.
_RENAMED = {"A3": "A93", "O3.2": "O9.2", "2.2c": "9.2c", "2.2b": "9.2b", "M06": "M98", "C1": "C91"}


def rename_theirs(address: str) -> None:
    """Give things of Southmere codes of their own, and one of its measures to its police."""
    number = THEIRS.partnership_id
    element, measure, agency = table_of(ElementRow), table_of(MeasureRow), table_of(AgencyRow)
    renamed = select(element.c.id).where(element.c.partnership_id == number, element.c.code == "M98")
    police = select(agency.c.id).where(agency.c.partnership_id == number, agency.c.code == LEAD_OF)
    with closing(Database(address)) as database, database.unguarded() as connection:
        for table in (element, table_of(ChallengeRow)):
            for old, new in _RENAMED.items():
                this = (table.c.partnership_id == number, table.c.code == old)
                connection.execute(update(table).where(*this).values(code=new))
        theirs = update(measure).where(measure.c.partnership_id == number, measure.c.id.in_(renamed))
        connection.execute(theirs.values(collator_agency_id=police.scalar_subquery()))
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
