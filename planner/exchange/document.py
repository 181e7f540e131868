"""A plan as a plain document of JSON values, and back: what a stored snapshot holds.

The document carries the number of its schema, so that a later version can still read an old one.
Pydantic reads the types from the plan's own dataclasses: strictly, and with no unknown field.
"""

from functools import cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import to_json

from planner.domain.errors import BadInput, Problem
from planner.domain.plan import Plan
from planner.exchange.plan_file import PlanFile

SCHEMA = 1
STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


@cache
def plan_files() -> TypeAdapter[tuple[PlanFile]]:
    """Return what checks and builds plan files; in a tuple, because plain dataclasses take no settings."""
    return TypeAdapter(tuple[PlanFile], config=STRICT)


def to_document(plan: Plan) -> dict[str, Any]:
    """Return the whole plan as text, numbers, lists and mappings only: ``{"schema": 1, "plan": ...}``."""
    (file,) = plan_files().dump_python((PlanFile(plan=plan),), mode="json")
    return {"schema": SCHEMA, "plan": file["plan"]}


def from_document(document: dict[str, Any]) -> Plan:
    """Return the plan that a document holds; raises BadInput where it is damaged or of another schema."""
    schema = document.get("schema")
    if schema != SCHEMA:
        raise BadInput(
            f"This stored plan has schema {schema!r}, and this version reads schema {SCHEMA}.",
            [Problem("schema", "The schema is not known.", "Upgrade the planner, then try again.")],
        )
    try:
        (file,) = plan_files().validate_json(to_json([{"plan": document.get("plan")}]), strict=True)
    except ValidationError as error:
        raise BadInput(
            "This stored plan is damaged and cannot be read.",
            [
                Problem(
                    " ".join(str(step) for step in each["loc"][1:]),
                    f"{each['msg']}.",
                    "Restore it from a backup.",
                )
                for each in error.errors(include_url=False)
            ],
        ) from error
    return file.plan
