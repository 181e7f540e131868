"""``people invite`` and ``people list``: how a partnership gets its first administrator."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from planner.paths import seed_folder
from tests.cli.conftest import Planner, refusal
from tests.cli.test_refusals import SOUND_PRODUCTION
from tests.web.people_at_work import fill_in
from tests.web.visitor import PASSWORD, Visitor

INVITE = ("people", "invite", "--partnership", "northvale", "--email", "First@unit.example", "--role")
HERE = "http://127.0.0.1:5000/"


def test_the_first_administrator_of_a_new_partnership_invites_the_rest(
    planner: Planner, make_app: Callable[[Path], Flask], tmp_path: Path
) -> None:
    database = tmp_path / "planner.sqlite3"
    settings = {"PLANNER_DATABASE_URL": f"sqlite:///{database}"}
    slug = "southmere"
    assert planner("load", seed_folder() / "demo" / f"{slug}.yaml", **settings).exit_code == 0
    assert "Nobody is in" in planner("people", "list", "--partnership", slug, **settings).stdout
    done = planner(
        "people", "invite", "--partnership", slug, "--role", "administrator", "--email", "first@unit.example",
        **settings,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    link = done.stdout.strip().removeprefix(HERE.rstrip("/"))
    visitor = Visitor(make_app(database))
    answer = visitor.send(link, name="Head of the unit", password=PASSWORD, confirm=PASSWORD)
    assert answer.location == f"/{slug}/"
    invited = fill_in(
        visitor.client, f"/{slug}/people/invite", email="second@unit.example", name="Second", role="viewer"
    )
    assert invited.status_code == 200
    listed = planner("people", "list", "--partnership", slug, **settings).stdout
    assert re.fullmatch(
        r"Head of the unit <first@unit\.example>: Administrator, since \d{4}-\d\d-\d\d\n", listed
    )


def test_the_link_alone_is_printed(northvale: Planner) -> None:
    done = northvale(*INVITE, "administrator")
    assert re.fullmatch(rf"{re.escape(HERE)}join/northvale/[\w-]{{43}}\n", done.stdout)
    assert done.stderr == ""


def test_as_json_with_what_it_is_for(northvale: Planner) -> None:
    done = northvale(
        *INVITE, "agency_lead", "--agency", "police", "--name", "Lead", "--post", "Chair", "--json"
    )
    told = json.loads(done.stdout)
    assert told.pop("link").startswith(f"{HERE}join/northvale/")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", told.pop("expires_at"))
    assert told == {"partnership": "northvale", "email": "first@unit.example", "role": "agency_lead"}


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ("https://planner.example.org", "https://planner.example.org/"),
        ("http://localhost:8000/", "http://localhost:8000/"),
        ("https://example.org/planner/", "https://example.org/planner/"),
    ],
)
def test_another_address_of_the_server_can_be_named(northvale: Planner, typed: str, root: str) -> None:
    assert northvale(*INVITE, "viewer", "--address", typed).stdout.startswith(f"{root}join/northvale/")


@pytest.mark.parametrize(
    "typed", ["planner.example.org", "ftp://x", "https://", "https://a@b/", "https://x/?q"]
)
def test_what_is_no_address_of_a_server_makes_no_invitation(northvale: Planner, typed: str) -> None:
    assert f"--address is “{typed}”" in refusal(northvale(*INVITE, "viewer", "--address", typed))
    assert northvale(*INVITE, "viewer").exit_code == 0, "nobody had been invited"


def test_in_production_the_link_is_at_the_installations_own_host(northvale: Planner) -> None:
    settings = {**SOUND_PRODUCTION, "PLANNER_HOSTS": "planner.example.org,other.example.org"}
    done = northvale(*INVITE, "administrator", **settings)
    assert done.stdout.startswith("https://planner.example.org/join/northvale/"), done.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("--partnership", "nowhere", "--email", "a@b.example", "--role", "viewer"),
            "no partnership called nowhere",
        ),
        (("--partnership", "northvale", "--email", "nobody", "--role", "viewer"), "Enter an e-mail address"),
        (
            ("--partnership", "northvale", "--email", "viewer@northvale.example", "--role", "viewer"),
            "is a member already",
        ),
        (
            ("--partnership", "northvale", "--email", "a@b.example", "--role", "agency_lead"),
            "Choose the agency",
        ),
        (("--partnership", "northvale", "--email", "a@b.example", "--role", "king"), "is not one of"),
        (("--partnership", "northvale", "--role", "viewer"), "Missing option '--email'"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    northvale: Planner, words: tuple[str, ...], sentence: str
) -> None:
    assert sentence in refusal(northvale("people", "invite", *words))


class TestList:
    def test_everyone_with_role_agency_and_posts(self, northvale: Planner) -> None:
        told = northvale("people", "list", "--partnership", "northvale").stdout.splitlines()
        # Whoever reads every plan in other tests may have been added to the demonstration already.
        lines = [line for line in told if "every-plan" not in line]
        assert len(lines) == 6
        assert (
            "Agency lead <agency.lead@northvale.example>: Agency lead, police, "
            "Detective superintendent, public protection, since 2026-11-21"
        ) in lines
        assert "southmere" not in "".join(lines)

    def test_as_json(self, northvale: Planner) -> None:
        told = json.loads(northvale("people", "list", "--partnership", "northvale", "--json").stdout)
        assert {
            "name": "Viewer", "email": "viewer@northvale.example", "role": "viewer", "agency": "",
            "posts": [], "since": "2026-11-21", "until": None, "account": "in use",
        } in told  # fmt: skip

    def test_an_unknown_partnership(self, northvale: Planner) -> None:
        assert "no partnership called nowhere" in refusal(
            northvale("people", "list", "--partnership", "nowhere")
        )
