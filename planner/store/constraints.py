"""What a refused write means to the person who made it: one sentence, and the field it is about."""

from typing import NamedTuple

from sqlalchemy import Table, UniqueConstraint
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from planner.domain.errors import PlannerError, RuleBroken
from planner.store.tables.every_table import metadata


class Meaning(NamedTuple):
    """Which field a broken constraint is about, and what to tell the person."""

    field: str
    sentence: str


class ConstraintBroken(RuleBroken):
    """A rule that the database itself keeps; ``field`` is the form's field it is about, or empty."""

    def __init__(self, name: str, meaning: Meaning) -> None:
        self.name = name
        self.field = meaning.field
        super().__init__(meaning.sentence)


def _code_taken(what: str) -> Meaning:
    return Meaning("code", f"Another {what} of this plan already has that code. Choose a different one.")


_BY_CHANCE = Meaning("", "This could not be saved, by a chance that will not come again. Try once more.")

MEANINGS = {
    "uq_partnership_slug": Meaning("slug", "Another partnership already has that name in addresses."),
    "uq_agency_code": Meaning("code", "Another agency of this partnership already has that code."),
    "uq_strategy_slug": Meaning(
        "slug", "Another plan of this partnership already has that name in addresses."
    ),
    "uq_element_code": _code_taken("element"),
    "uq_stage_code": _code_taken("stage"),
    "uq_section_code": _code_taken("section"),
    "uq_assumption_code": _code_taken("assumption"),
    "uq_evidence_code": _code_taken("item of evidence"),
    "uq_challenge_code": _code_taken("challenge"),
    "uq_risk_code": _code_taken("risk"),
    "uq_link_source_target": Meaning("target", "These two elements are already linked."),
    "uq_person_email": Meaning("email", "Another person already signs in with that e-mail address."),
    "uq_membership_person": Meaning("email", "This person is a member of the partnership already."),
    "uq_passkey_credential": Meaning("name", "This passkey is registered already. Use another one."),
    "uq_identity_issuer_subject": Meaning(
        "", "Another account uses this sign-in of your organisation already. Sign in there as somebody else."
    ),
    # These hold what chance makes, so that two alike are no doing of anybody's.
    "uq_person_uniquifier": _BY_CHANCE,
    "uq_sign_in_token_hash": _BY_CHANCE,
    "uq_invitation_token_hash": _BY_CHANCE,
    "uq_change_log_one_chain": Meaning("", "Somebody else saved at the same moment. Try again."),
    "ck_strategy_ends_after_start": Meaning("ends_on", "Enter an end date after the start of the strategy."),
    "ck_link_not_to_itself": Meaning("target", "An element cannot lead to itself. Choose another one."),
    "ck_action_dependency_not_on_itself": Meaning(
        "depends_on", "An action cannot depend on itself. Choose another one."
    ),
    "ck_reading_marked_has_no_number": Meaning(
        "value",
        "A reading that is marked as hidden or missing cannot also have a number. Leave one of them out.",
    ),
}

BUSY = "The database is busy with another change, and nothing was saved. Wait a moment and save again."
READ_ONLY = "The database cannot be written to, and nothing was saved. Ask whoever looks after it."
FULL = "The disk that holds the database is full, and nothing was saved. Ask whoever looks after it."


def constraint_name(error: IntegrityError) -> str:
    """Return the name of the constraint that a write broke, or nothing if the database does not say."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name or ""
    fault, _, rest = str(error.orig).partition(" constraint failed: ")
    if fault == "UNIQUE":
        return _unique_constraint(rest)
    return rest if fault == "CHECK" else ""


def in_plain_words(error: DBAPIError) -> PlannerError | None:
    """Return the error that a person can act on, or nothing if the fault is the program's own."""
    if isinstance(error, IntegrityError):
        name = constraint_name(error)
        meaning = MEANINGS.get(name)
        return ConstraintBroken(name, meaning) if meaning else None
    if isinstance(error, OperationalError):
        told = str(error.orig).lower()
        for words, sentence in (("locked", BUSY), ("readonly", READ_ONLY), ("disk is full", FULL)):
            if words in told:
                return PlannerError(sentence)
    return None


def _unique_constraint(columns: str) -> str:
    """Return the name of the constraint over the columns that SQLite lists instead of its name."""
    listed = [column.split(".") for column in columns.split(", ")]
    table: Table = metadata.tables[listed[0][0]]
    names = {column for _, column in listed}
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and set(constraint.columns.keys()) == names:
            return str(constraint.name)
    return ""
