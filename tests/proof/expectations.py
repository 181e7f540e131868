"""What the matrix says that somebody is answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import quote

from flask import url_for

from tests.proof.access_matrix import MATRIX, MAY
from tests.proof.entries import EVERYONE, SIGNED_IN, Entry
from tests.proof.visitors import HERE, LEAD_OF, NOBODY, THERE, Visitor
from tests.proof.world import SAFE, World

OK, FOUND, SEE_OTHER, FORBIDDEN, NOT_FOUND = 200, 302, 303, 403, 404
NO_PARTNERSHIP = ""


@dataclass(frozen=True)
class Question:
    """One address of the matrix, in one partnership or in none, about a thing of one agency or another.

    ``form`` is what is sent with it, and ``leads_to`` the pattern of the address where its answer leads.
    """

    entry: Entry
    partnership: str
    is_of_lead: bool
    address: str = ""
    form: Mapping[str, str] = field(default_factory=dict)
    leads_to: str = ""

    @property
    def name(self) -> str:
        """How a failing test calls it."""
        return f"{self.entry.method} {self.address}"

    @property
    def is_form(self) -> bool:
        """Whether something is sent, so that something may change."""
        return self.entry.method not in SAFE

    @property
    def writes(self) -> bool:
        """Whether whoever may have it may change something by it: by all forms, and few others."""
        return self.is_form or bool(self.entry.writes)


@dataclass(frozen=True)
class Answer:
    """A status, and the pattern of the address to which it leads on."""

    status: int
    leads_to: str = ""


def values_of(world: World, entry: Entry, partnership: str, *, is_of_lead: bool = True) -> dict[str, str]:
    """Return what stands for each name in an address of the entry."""
    rule = next(rule for rule in world.app.url_map.iter_rules() if rule.endpoint == entry.endpoint)
    samples = world.samples[partnership or HERE]
    chosen = {**entry.values, **({} if is_of_lead else entry.by_agency)}
    return {name: samples[chosen.get(name, name)] for name in rule.arguments}


def address_of(world: World, entry: Entry, values: Mapping[str, str]) -> str:
    """Return the address of an entry with these values in it."""
    with world.app.test_request_context():
        return url_for(entry.endpoint, **values)  # type: ignore[arg-type]  # The stubs take them for its options.


@cache
def questions(world: World) -> tuple[Question, ...]:
    """Return every question of the matrix: in both partnerships, and of both kinds of agency."""
    return tuple(_questions(world))


def _questions(world: World) -> Iterator[Question]:
    for entry in MATRIX:
        of_any = entry.deed in {EVERYONE, SIGNED_IN}
        for partnership in (NO_PARTNERSHIP,) if of_any else (HERE, THERE):
            for is_of_lead in (True, False) if entry.by_agency else (True,):
                samples = world.samples[partnership or HERE]
                values = values_of(world, entry, partnership, is_of_lead=is_of_lead)
                yield Question(
                    entry,
                    partnership,
                    is_of_lead,
                    address_of(world, entry, values),
                    {name: text.format_map(samples) for name, text in entry.form.items()},
                    entry.leads_to.format_map(samples) if partnership else entry.leads_to,
                )


def answer_to(question: Question, visitor: Visitor) -> Answer:
    """Return what a visitor is answered, by the matrix and nothing else."""
    entry = question.entry
    if is_allowed(question, visitor):
        status, leads_to = entry.instead.get(visitor.name, (entry.status, question.leads_to))
        return Answer(status, leads_to.replace("{own}", next(iter(visitor.roles), "")))
    if visitor.name != NOBODY:
        return Answer(FORBIDDEN if question.partnership in visitor.roles else NOT_FOUND)
    if entry.method != "GET":
        return Answer(SEE_OTHER, "/sign-in")
    wanted = "" if question.address == "/" else f"?next={quote(question.address)}"
    return Answer(FOUND, f"/sign-in{wanted}")


def is_allowed(question: Question, visitor: Visitor) -> bool:
    """Return whether a visitor may have what is asked for, by the matrix and nothing else."""
    entry = question.entry
    if entry.deed in {EVERYONE, SIGNED_IN}:
        return entry.deed == EVERYONE or visitor.name != NOBODY
    role = visitor.roles.get(question.partnership)
    how_far = MAY[entry.deed][role.value] if role else "no"
    if how_far == "own" and entry.by_agency:
        return (visitor.agency == LEAD_OF) is question.is_of_lead
    return how_far != "no"
