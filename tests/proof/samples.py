"""What stands for each name in an address, in either partnership.

Things of Southmere have codes here that nothing of Northvale has, so that an address of Northvale with
one of them in it asks for what only Southmere has.
"""

from collections.abc import Mapping
from contextlib import closing
from datetime import date
from html import escape
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Table, delete, insert, select, update

from planner.packs.label import PackLabel
from planner.packs.shelf import WORKBOOK, folder_of
from planner.store.database import database_open, transaction
from planner.store.find_index import index_what_is_behind
from planner.store.queries.plan_rows import table_of
from planner.store.scope import Scope, scope_of
from planner.store.tables.findable import FindIndexRow
from planner.store.tables.measures import MeasureRow
from planner.store.tables.partnerships import AgencyRow, PartnershipRow
from planner.store.tables.people import MembershipPostRow, MembershipRow
from planner.store.tables.reviews import ChallengeRow
from planner.store.tables.theory import ElementRow
from tests.proof.rows import Database
from tests.proof.visitors import HERE, LEAD_OF, OTHER_LEAD_OF, OURS, THEIRS, THERE

#: Names that nothing has anywhere, of the same form as those that Southmere's things have.
UNKNOWN: Mapping[str, str] = {
    "partnership": "eastmere",
    "plan": "2026-28",
    "aim": "A94",
    "outcome": "O9.3",
    "action": "9.2d",
    "action with a request": "9.2e",
    "measure": "M97",
    "challenge": "C97",
    "member": "987",
    "disabled member": "988",
    "invitation": "989",
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
        "action with a request": "1.3b",
        "measure": "M10",
        "measure of another agency": "M01",
        "challenge": "C2",
        "challenge of another agency": "C5",
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
        "action with a request": "9.2f",
        "measure": "M98",
        "measure of another agency": "M05",
        "challenge": "C91",
        "challenge of another agency": "C92",
        "clause": "R3.5",
        "pack": "2026-20261121-090000-bbbb",
        "pack file": "southmere-annual-review-2026.html",
    },
}
#: For which end date somebody asks in either partnership.
REQUESTED = date(2027, 10, 31)
#: By so much are Southmere's numbers of members higher here than in the demonstration.
_MORE = 900
#: Southmere's codes in the demonstration, and what they are here.
_RENAMED = {
    "A3": "A93",
    "O3.2": "O9.2",
    "2.2c": "9.2c",
    "2.2b": "9.2b",
    "2.1c": "9.2f",
    "M06": "M98",
    "C1": "C91",
}


def rename_theirs(address: str) -> None:
    """Give things of Southmere codes and numbers of their own, and each agency in question something."""
    partnership, membership = table_of(PartnershipRow), table_of(MembershipRow)
    post = table_of(MembershipPostRow)
    with closing(Database(address)) as database, database.unguarded() as connection:
        for table in (table_of(ElementRow), table_of(ChallengeRow)):
            for old, new in _RENAMED.items():
                this = (_is_theirs(table), table.c.code == old)
                connection.execute(update(table).where(*this).values(code=new))
        for table, column in ((membership, "id"), (post, "membership_id"), (partnership, "last_id")):
            number = {column: table.c[column] + _MORE}
            connection.execute(update(table).where(_is_theirs(table)).values(number))
        _put_to_agencies(connection)
    index_anew(address, THERE)


def _put_to_agencies(connection: Connection) -> None:
    """Put a challenge to each of the two agencies, and let the police collate a measure of Southmere's."""
    challenge, element, measure = table_of(ChallengeRow), table_of(ElementRow), table_of(MeasureRow)
    first = connection.execute(select(challenge).where(_is_theirs(challenge))).mappings().one()
    connection.execute(insert(challenge).values({**first, "id": first["id"] + _MORE, "code": "C92"}))
    for partnership, code, agency in (
        (OURS, "C2", LEAD_OF),
        (OURS, "C5", OTHER_LEAD_OF),
        (THEIRS, "C91", LEAD_OF),
        (THEIRS, "C92", "unit"),
    ):
        this = (challenge.c.partnership_id == partnership.partnership_id, challenge.c.code == code)
        number = _agency(partnership, agency)
        connection.execute(update(challenge).where(*this).values(to_agency_id=number))
    renamed = select(element.c.id).where(_is_theirs(element), element.c.code == "M98")
    collated = update(measure).where(_is_theirs(measure), measure.c.id.in_(renamed))
    connection.execute(collated.values(collator_agency_id=_agency(THEIRS, LEAD_OF)))


def _is_theirs(table: Table) -> ColumnElement[bool]:
    key: ColumnElement[int] = table.c["partnership_id" if "partnership_id" in table.c else "id"]
    return key == THEIRS.partnership_id


def _agency(partnership: Scope, code: str) -> ScalarSelect[int]:
    agency = table_of(AgencyRow)
    this = (agency.c.partnership_id == partnership.partnership_id, agency.c.code == code)
    return select(agency.c.id).where(*this).scalar_subquery()


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
