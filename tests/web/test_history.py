"""The history of a plan, as a business manager and a scrutineer read it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from planner.domain.entries.entered import entered_day
from planner.domain.entries.update import EnteredUpdate
from planner.domain.people.permissions import Role
from planner.domain.plan import Plan
from planner.exchange.plan_yaml import write_plan_yaml
from planner.services.accounts import find_account
from planner.services.demo_people import sign_in_demo_people
from planner.services.people_log import log_member
from planner.services.plans import find_current_plan, load_plan_file
from planner.services.updates import record_update
from planner.store.database import database_open, transaction
from planner.store.queries.members import list_members
from planner.store.scope import scope_of
from planner.web.accounts.browser_cookie import cookie_for
from tests.conftest import DEMO_DAY, copy_database
from tests.services.partnerships import acting, join
from tests.web.checking_client import CheckingClient
from tests.web.page_checks import named, parse, text_of

PAGE = "/northvale/2025-28/history"


def read(client: FlaskClient, address: str = PAGE) -> ET.Element:
    response = client.get(address)
    assert response.status_code == 200, address
    return parse(response.text)


def entries(root: ET.Element) -> list[ET.Element]:
    return [each for each in named(root, "li") if each.get("class") == "pp-entry"]


def headings(root: ET.Element) -> list[str]:
    return [text_of(named(each, "h3")[0]) for each in entries(root)]


def fields(entry: ET.Element) -> dict[str, ET.Element]:
    """Return the changed fields of an entry by what they are called."""
    labels = [text_of(each) for each in named(entry, "dt")]
    return dict(zip(labels, named(entry, "dd"), strict=True))


def edited(plan: Plan) -> Plan:
    """Return the plan with one action renamed, another added, a claim withdrawn and a risk reworded."""
    first, *others = plan.actions
    claims = tuple(each for each in plan.claims if each.clause != "R6.3")
    return replace(
        plan,
        actions=(
            replace(first, title=first.title.replace("whole-setting", "school"), lead_agency="police"),
            *others,
            replace(first, code="9.9z", title="Something new", updates=(), depends_on=()),
        ),
        claims=claims,
        risks=(replace(plan.risks[0], text="Nobody has the time."), *plan.risks[1:]),
    )


def load(folder: Path, plan: Plan, name: str) -> None:
    """Load a plan from a file into the database that is open, as somebody would."""
    path = folder / name
    path.write_text(write_plan_yaml(plan), encoding="utf-8")
    load_plan_file(path, DEMO_DAY, actor="A. Manager (business manager)")


@pytest.fixture(scope="module")
def loaded_database(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo's database, over which an edited file was loaded by somebody."""
    folder = tmp_path_factory.mktemp("history")
    path = folder / "loaded.sqlite3"
    copy_database(demo_database, path)
    with database_open(f"sqlite:///{path}"):
        load(folder, edited(find_current_plan("northvale")), "edited.yaml")
    return path


@pytest.fixture(scope="module")
def loaded_app(make_app: Callable[[Path], Flask], loaded_database: Path) -> Flask:
    """Return the application on the edited demo."""
    return make_app(loaded_database)


@pytest.fixture
def loaded(loaded_app: Flask) -> FlaskClient:
    """Return a client on the edited demo."""
    return loaded_app.test_client()


class TestShowHistory:
    def test_every_thing_that_changed_stands_there_newest_first(self, loaded: FlaskClient) -> None:
        root = read(loaded)
        assert headings(root)[0] == "Loaded a plan file"
        assert headings(root)[-2:] == ["Kept an earlier version of the plan", "Loaded a plan file"]
        assert set(headings(root)[1:-2]) == {
            "Removed claims about R6.3 Right health voice in strategy discussions",
            "Changed risk K1",
            "Added action 9.9z Something new",
            "Changed action 1.1a Agree a school safe culture checklist with 60 schools",
        }

    def test_each_says_who_when_and_from_which_file(self, loaded: FlaskClient) -> None:
        root = read(loaded)
        today = named(root, "h2")[0]
        for entry in entries(root)[:5]:
            moment = named(entry, "time")[0]
            assert "A. Manager (business manager)" in text_of(entry)
            assert "from edited.yaml" in text_of(entry)
            assert text_of(moment)[-2:] in {"am", "pm"}
            assert (moment.get("datetime") or "").endswith("+00:00")
        assert text_of(today)[-4:].isdigit()

    def test_what_changed_is_told_in_words_and_never_as_json(self, loaded: FlaskClient) -> None:
        root = read(loaded, f"{PAGE}/1.1a")
        [entry] = entries(root)
        title = fields(entry)["Title"]
        assert text_of(named(title, "del")[0]) == "removed: whole-setting"
        assert text_of(named(title, "ins")[0]) == "added: school"
        assert text_of(title).startswith("Agree a removed: whole-setting added: school same: safe culture")
        assert "Valeshire Police" in text_of(fields(entry)["Lead agency"])
        main = text_of(named(read(loaded), "main")[0])
        assert not {"{", "}", "[", '"', "_"} & set(main)

    def test_something_new_says_what_it_holds_without_marks_of_change(self, loaded: FlaskClient) -> None:
        [entry] = entries(read(loaded, f"{PAGE}/9.9z"))
        told = fields(entry)
        assert text_of(told["Title"]) == "Something new"
        assert text_of(told["Start"]) == "1 January 2026"
        assert "Link to O1.1: why it leads there" not in told
        assert named(entry, "ins") == []
        assert text_of(named(entry, "summary")[0]) == f"{len(told)} fields of 9.9z"

    def test_filters_narrow_the_list_and_count_what_is_left(self, loaded: FlaskClient) -> None:
        for field in ("person", "act"):
            options = [
                option
                for select in named(read(loaded), "select")
                if select.get("name") == field
                for option in named(select, "option")[1:]
            ]
            assert len(options) == 2
            for option in options:
                count = int(text_of(option).rpartition("(")[2].rstrip(")"))
                found = parse(loaded.get(PAGE, query_string={field: option.get("value")}).text)
                assert len(entries(found)) == count > 0

    def test_a_number_stands_only_where_two_people_look_the_same(self, own_app: Flask) -> None:
        client = own_app.test_client()
        with own_app.app_context():
            chairs = [join("northvale", f"{each}@x.example", "Chair", Role.BUSINESS_MANAGER) for each in "ab"]
            for number, chair in enumerate(chairs, start=1):
                entered = EnteredUpdate(
                    on=entered_day(DEMO_DAY), status="on_track", sentence=f"Part {number} waits."
                )
                record_update(acting(chair, "northvale"), "2025-28", "1.1a", entered, DEMO_DAY)
                told = [text_of(each) for each in entries(read(client))]
                if number == 1:
                    assert "Chair (business manager)" in told[0]
        for newest, chair in zip(told, reversed(chairs), strict=False):
            assert f"Chair (business manager, person {chair.person_id})" in newest
            found = read(client, f"{PAGE}?person={quote(acting(chair).signature)}")
            assert [text_of(each) for each in entries(found)] == [newest]

    @pytest.mark.parametrize(
        ("words", "number"),
        [
            ("about=1.1a", 1),
            ("about=1.1A", 1),
            ("about=r6.3", 1),
            ("about=nothing", 0),
            ("from=2000-01-01&to=2000-12-31", 0),
            ("from=2000-01-01", 7),
            ("act=keep_snapshot&from=2000-01-01", 1),
        ],
    )
    def test_code_and_days_are_typed(self, loaded: FlaskClient, words: str, number: int) -> None:
        root = read(loaded, f"{PAGE}?{words}")
        assert len(entries(root)) == number
        assert f"{number} of 7 entries: " in text_of(root)
        typed = {each.get("name"): each.get("value") for each in named(root, "input")}
        for name, _, value in (pair.partition("=") for pair in words.split("&")):
            assert name == "act" or (typed[name] or "").casefold() == value.casefold()
        if not number:
            assert "Nothing fits all of that." in text_of(root)

    def test_a_chip_takes_its_filter_away(self, loaded: FlaskClient) -> None:
        root = read(loaded, f"{PAGE}?about=1.1a&from=2000-01-01")
        chips = {
            text_of(each): each.get("href") or "" for each in named(root, "a") if "filter" in text_of(each)
        }
        assert chips["Take away the filter: About 1.1a"] == f"{PAGE}?from=2000-01-01"
        assert chips["Take away the filter: From 1 January 2000"] == f"{PAGE}?about=1.1a"
        assert chips["Clear all filters"] == PAGE

    @pytest.mark.parametrize(
        "words", ["person=nobody", "act=tidy_up", "from=yesterday", "to=9999-12-31", "page=2"]
    )
    def test_what_the_list_does_not_have_is_not_an_empty_list(self, loaded: FlaskClient, words: str) -> None:
        assert loaded.get(f"{PAGE}?{words}").status_code == 404

    def test_a_day_is_the_day_on_the_clock_in_london(
        self, make_app: Callable[[Path], Flask], own_database: Path
    ) -> None:
        app = make_app(own_database)
        with database_open(f"sqlite:///{own_database}") as session:
            session.connection().exec_driver_sql("DROP TRIGGER change_log_no_update")
            session.connection().exec_driver_sql("UPDATE change_log SET at = '2026-06-30 23:30:00.000000'")
            session.commit()
        client = app.test_client()
        assert [text_of(each) for each in named(read(client), "h2")] == ["1 July 2026"]
        assert text_of(named(entries(read(client))[0], "time")[0]) == "12:30am"
        assert len(entries(read(client, f"{PAGE}?from=2026-07-01&to=2026-07-01"))) == 2
        assert entries(read(client, f"{PAGE}?to=2026-06-30")) == []

    def test_long_histories_come_in_pages(self, states_client: FlaskClient) -> None:
        address = "/manyshire/2025-28/history"
        first = read(states_client, address)
        number = int(text_of(first).partition(" entries, the newest first")[0].rpartition(" ")[2])
        assert number > 500
        last = -(-number // 50)
        assert len(entries(first)) == 50
        assert len(entries(read(states_client, f"{address}?page={last}"))) == number - 50 * (last - 1)
        assert states_client.get(f"{address}?page={last + 1}").status_code == 404
        assert len(entries(read(states_client, f"{address}?pages=all"))) == number
        seen = {text for page in (1, 2) for text in headings(read(states_client, f"{address}?page={page}"))}
        assert len(seen) == 100

    def test_a_plan_in_which_nothing_was_changed_says_so(self, states_client: FlaskClient) -> None:
        root = read(states_client, "/emptyshire/2026-29/history")
        assert "Nothing has been changed yet" in text_of(root)
        assert entries(root) == []
        assert named(root, "select") == []

    def test_what_was_done_to_people_stands_there_by_name(
        self, make_app: Callable[[Path], Flask], own_database: Path
    ) -> None:
        with database_open(f"sqlite:///{own_database}") as session:
            scope = scope_of(session, "northvale")
            member = next(each for each in list_members(session, scope) if each.role is Role.VIEWER)
            with transaction():
                after = replace(member, role=Role.SCRUTINEER)
                log_member(session, scope, "Administrator", "change_member", before=member, after=after)
        client = make_app(own_database).test_client()
        heading, *_ = headings(read(client))
        assert heading == f"Changed what somebody is here: member {member.id} {member.name}"
        [entry] = entries(read(client, f"{PAGE}/member%20{member.id}"))
        assert text_of(fields(entry)["Role"]) == "removed: Viewer added: Independent scrutineer"


class TestShowElementHistory:
    @pytest.mark.parametrize(
        "code", ["1.2c", "M07", "A1", "O3.2", "R3.5", "C1", "AS1", "E01", "K2", "icb", "S3"]
    )
    def test_a_thing_of_which_nothing_changed_says_so(self, client: FlaskClient, code: str) -> None:
        root = read(client, f"{PAGE}/{code}")
        assert text_of(named(root, "h1")[0]).startswith(f"History of {code}")
        assert "Nothing has been changed yet" in text_of(root)

    @pytest.mark.parametrize("code", ["9.9z", "nothing", "r6.3", "A1%00", "%0A"])
    def test_a_code_of_nothing_is_not_found(self, client: FlaskClient, code: str) -> None:
        assert client.get(f"{PAGE}/{code}").status_code == 404

    def test_what_is_gone_from_the_plan_keeps_its_history(
        self, make_app: Callable[[Path], Flask], loaded_database: Path, tmp_path: Path
    ) -> None:
        database = tmp_path / "own.sqlite3"
        copy_database(loaded_database, database)
        with database_open(f"sqlite:///{database}"):
            plan = find_current_plan("northvale")
            load(tmp_path, replace(plan, actions=plan.actions[:-1]), "without.yaml")
        root = read(make_app(database).test_client(), f"{PAGE}/9.9z")
        assert headings(root) == ["Removed action 9.9z", "Added action 9.9z"]

    def test_no_entry_of_another_thing_or_another_partnership(self, loaded: FlaskClient) -> None:
        assert headings(read(loaded, f"{PAGE}/R6.3")) == ["Removed claims about R6.3"]
        assert entries(read(loaded, "/southmere/2026-29/history/A1")) == []

    @pytest.mark.parametrize(
        ("address", "code"),
        [
            ("actions/1.1a", "1.1a"),
            ("measures/M07", "M07"),
            ("aims/A1", "A1"),
            ("outcomes/O3.2", "O3.2"),
            ("recommendations/R3.5", "R3.5"),
        ],
    )
    def test_every_page_of_a_thing_leads_to_its_history_and_back(
        self, client: FlaskClient, address: str, code: str
    ) -> None:
        root = read(client, f"/northvale/2025-28/{address}")
        links = {text_of(each): each.get("href") for each in named(root, "a")}
        assert links[f"History of {code}"] == f"{PAGE}/{code}"
        back = read(client, f"{PAGE}/{code}")
        assert f"/northvale/2025-28/{address}" in [each.get("href") for each in named(back, "a")]


class TestWhoMayRead:
    def sign_in(self, app: Flask, role: Role) -> FlaskClient:
        with app.app_context():
            token = sign_in_demo_people()["northvale"][role]
            person = find_account(email=f"{role.value.replace('_', '.')}@northvale.example")
        assert person is not None
        client = CheckingClient(app, app.response_class, is_nobody=True)
        client.set_cookie(*cookie_for(app, person, token))
        return client

    # The client of every other test here is a business manager.
    @pytest.mark.parametrize(
        "role", [Role.ADMINISTRATOR, Role.STEERING_GROUP, Role.AGENCY_LEAD, Role.SCRUTINEER]
    )
    def test_everyone_but_a_viewer_and_it_is_in_the_navigation(self, loaded_app: Flask, role: Role) -> None:
        client = self.sign_in(loaded_app, role)
        assert len(entries(read(client))) == 7
        links = [each.get("href") for each in named(read(client, "/northvale/2025-28/"), "a")]
        assert PAGE in links

    def test_a_viewer_is_told_and_is_shown_no_link_there(self, loaded_app: Flask) -> None:
        client = self.sign_in(loaded_app, Role.VIEWER)
        for address in (PAGE, f"{PAGE}/1.1a"):
            assert client.get(address).status_code == 403
        for address in (
            "",
            "actions/1.1a",
            "measures/M07",
            "aims/A1",
            "outcomes/O3.2",
            "recommendations/R3.5",
        ):
            page = client.get(f"/northvale/2025-28/{address}")
            assert page.status_code == 200
            assert "/history" not in page.text

    def test_nobody_of_another_partnership(self, loaded_app: Flask) -> None:
        client = self.sign_in(loaded_app, Role.SCRUTINEER)
        assert client.get("/southmere/2026-29/history").status_code == 404
