"""No question to the database about a partnership's rows can forget which partnership it is about."""

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from planner.domain.plan import Plan
from planner.store.queries.plan_rows import PlanKey
from planner.store.queries.plans import PlanHead
from planner.store.scope import Scope

ROOT = Path(__file__).resolve().parents[2]
STORE = ROOT / "planner/store"

#: What says which partnership is meant: its scope, a plan's numbers, or a plan that holds its name.
SAYS_WHICH = {Scope, PlanKey, PlanHead, Plan}
OPERATOR = "a question of whoever runs the installation; a bound session is refused"
NO_ROWS = "it reads and writes no row of a partnership"
SCOPES = "it is what gives a session its scope"
PERSON = "it is about a person, who belongs to no partnership"

#: Why a function that reaches the database needs to be told of no partnership.
WITHOUT: dict[str, str] = {
    "append_only.append_only_suspended": NO_ROWS,
    "append_only.guard_names": NO_ROWS,
    "append_only.guard_tables": NO_ROWS,
    "append_only.unguard_tables": NO_ROWS,
    "cache.cache_of": NO_ROWS,
    "checking.check_database": NO_ROWS,
    "database.read_only": NO_ROWS,
    "database.transaction": NO_ROWS,
    "engine.prepare_engine": NO_ROWS,
    "erasing.erase_person": PERSON,
    "erasing.erase_ways_in": PERSON,
    "erasing.refuse_unless_owner": NO_ROWS,
    "find_index.index_what_is_behind": OPERATOR,
    "queries.failed_proofs.blocked_until": PERSON,
    "queries.failed_proofs.count_failure": PERSON,
    "queries.failed_proofs.forget_failures": PERSON,
    "queries.failed_proofs.use_up": PERSON,
    "queries.identities.add_identity": PERSON,
    "queries.identities.delete_identities": PERSON,
    "queries.identities.find_person_of": PERSON,
    "queries.identities.has_identity": PERSON,
    "queries.failed_proofs.forget_subject": PERSON,
    "queries.members.memberships_of": PERSON,
    "queries.people.add_passkey": PERSON,
    "queries.people.add_person": PERSON,
    "queries.people.delete_passkey": PERSON,
    "queries.people.delete_person": PERSON,
    "queries.people.find_passkey": PERSON,
    "queries.people.find_person": PERSON,
    "queries.people.list_passkeys": PERSON,
    "queries.people.note_passkey_use": PERSON,
    "queries.people.note_totp_use": PERSON,
    "queries.people.save_person": PERSON,
    "queries.people.set_active": PERSON,
    "queries.plans.list_every_partnership": OPERATOR,
    "queries.plans.list_every_plan": OPERATOR,
    "queries.plans.list_plans_of": PERSON,
    "queries.sign_ins.add_sign_in": PERSON,
    "queries.sign_ins.delete_sign_ins": PERSON,
    "queries.sign_ins.end_sign_ins": PERSON,
    "queries.sign_ins.list_sign_ins": PERSON,
    "queries.sign_ins.who_is_signed_in": SCOPES,
    "revisions.has_changed": NO_ROWS,
    "revisions.is_writing": NO_ROWS,
    "revisions.mark_changed": NO_ROWS,
    "row_security.account_of": NO_ROWS,
    "row_security.keep_rows_apart": NO_ROWS,
    "row_security.tables_not_kept_apart": NO_ROWS,
    "scope.ask_as_operator": SCOPES,
    "scope.bind": SCOPES,
    "scope.bind_person": SCOPES,
    "scope.enter_by_link": SCOPES,
    "scope.has_row_security": NO_ROWS,
    "scope.is_operators": SCOPES,
    "scope.person_bound": SCOPES,
    "scope.scope_of": SCOPES,
}


def public_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Return every public function of the store by its module and name, but those of its migrations."""
    for path in sorted(STORE.rglob("*.py")):
        parts = path.relative_to(STORE).with_suffix("").parts
        if "migrations" in parts or parts[-1] == "__init__":
            continue
        module = importlib.import_module(".".join(("planner.store", *parts)))
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield ".".join((*parts, node.name)), inspect.unwrap(getattr(module, node.name))


def reaches_the_database(function: Callable[..., Any]) -> bool:
    """Return whether a function is given a way to the database."""
    return any(kind in {Session, Connection, Engine} for kind in parameters(function))


def parameters(function: Callable[..., Any]) -> list[Any]:
    """Return the types of a function's parameters as they are written."""
    return [kind for name, kind in function.__annotations__.items() if name != "return"]


FUNCTIONS = dict(public_functions())
REACHING = {name for name, function in FUNCTIONS.items() if reaches_the_database(function)}


def test_the_store_is_looked_through_whole() -> None:
    assert {"queries.plans.find_plan", "saving.save_plan", "snapshot.load_content"} <= REACHING
    assert len(REACHING) > 30


@pytest.mark.parametrize("name", sorted(REACHING))
def test_every_question_says_which_partnership_it_is_about(name: str) -> None:
    says = SAYS_WHICH & set(parameters(FUNCTIONS[name]))
    assert says or name in WITHOUT, f"{name} takes none of {SAYS_WHICH}"
    assert not (says and name in WITHOUT), f"{name} says which partnership: take it off the list"


def test_no_exception_outlives_its_function() -> None:
    assert set(WITHOUT) <= set(FUNCTIONS)


def test_no_question_takes_a_name_that_anybody_could_have_typed() -> None:
    named = {
        name
        for name in REACHING
        if any("partnership" in each and each != "partnership_id" for each in FUNCTIONS[name].__annotations__)
    }
    # A sign-in is asked for together with the partnership of the address.
    assert named == {"queries.sign_ins.who_is_signed_in"}
