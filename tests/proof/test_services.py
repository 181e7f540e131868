"""What a service does for each role and agency when it is called directly, with no page in between.

Pages ask who somebody is before anything else. What is asked for what it is about, such as whose agency an
action is of, is asked by the service, which must refuse by itself and leave nothing behind.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from planner import services
from planner.domain.entries.challenge import EnteredChallenge, EnteredReply, EnteredStep
from planner.domain.entries.date_request import EnteredDateRequest, EnteredDecision
from planner.domain.entries.entered import NO_DAY, entered_day
from planner.domain.entries.judgement import EnteredJudgement
from planner.domain.entries.people import InviteeEntry, PlaceEntry
from planner.domain.entries.reading import EnteredReading
from planner.domain.entries.update import EnteredUpdate
from planner.domain.errors import NotAllowed
from planner.domain.people.actor import Actor
from planner.domain.people.people import Member
from planner.services import changes
from planner.store.database import current_session, database_open
from planner.store.queries.members import find_member
from tests.conftest import DEMO_DAY
from tests.proof.access_matrix import MAY
from tests.proof.samples import REQUESTED
from tests.proof.visitors import HERE, LEAD_OF, OTHER_LEAD_OF, VISITORS, actor_of
from tests.proof.world import World

Arguments = Callable[[Mapping[str, str]], tuple[Any, ...]]
_DAY = entered_day(DEMO_DAY)
_UPDATE = EnteredUpdate(on=_DAY, status="on_track", sentence="It goes on.", ask="", ask_of="", ask_by=NO_DAY)
_READING = EnteredReading(
    period="Autumn 2026",
    period_end=_DAY,
    value="62",
    mark="",
    numerator="",
    denominator="",
    beside="",
    note="",
)
_DATE_REQUEST = EnteredDateRequest(end_on=entered_day(REQUESTED), reason="It needs more time.")
_DATE_DECISION = EnteredDecision(decision="refused", because="It must end.", end_on=REQUESTED.isoformat())
_CHALLENGE = EnteredChallenge(
    kind="question",
    text="How do you know?",
    about="",
    to_agency="",
    evidence_asked="",
    reply_due_on=NO_DAY,
)
_REPLY = EnteredReply(answer="accepted", text="It will be.", answer_because="", resulting_action="", seen="0")
_STEP = EnteredStep(step="closed", text="It was answered.", seen="0")
_JUDGEMENT = EnteredJudgement(about="", assurance="partial", confidence="low", text="It works in places.")
_PLACE = PlaceEntry(role="steering_group", agency="", posts="")
_INVITEE = InviteeEntry(email="new@elsewhere.example", name="Somebody", role="viewer", agency="", post="")


@dataclass(frozen=True)
class Call:
    """A service with its deed and what it is given besides whoever acts, by the names of samples.

    ``other`` is what it is given to be about another agency, where the deed is bound to one.
    """

    service: str
    deed: str
    given: Arguments
    other: Arguments | None = None


CALLS = (
    Call(
        "updates.record_update",
        "record_update",
        lambda at: (at["plan"], at["action"], _UPDATE, DEMO_DAY),
        lambda at: (at["plan"], at["action of another agency"], _UPDATE, DEMO_DAY),
    ),
    Call(
        "readings.record_reading",
        "record_reading",
        lambda at: (at["plan"], at["measure"], _READING, DEMO_DAY),
        lambda at: (at["plan"], at["measure of another agency"], _READING, DEMO_DAY),
    ),
    Call(
        "date_requests.ask_for_date",
        "ask_for_date",
        lambda at: (at["plan"], at["action"], _DATE_REQUEST, DEMO_DAY),
        lambda at: (at["plan"], at["action of another agency"], _DATE_REQUEST, DEMO_DAY),
    ),
    Call(
        "date_requests.decide_on_date",
        "change_date",
        lambda at: (at["plan"], at["action with a request"], _DATE_DECISION, DEMO_DAY),
    ),
    Call(
        "challenges.reply_to_challenge",
        "reply_to_challenge",
        lambda at: (at["plan"], at["challenge"], _REPLY, DEMO_DAY),
        lambda at: (at["plan"], at["challenge of another agency"], _REPLY, DEMO_DAY),
    ),
    Call("challenges.raise_challenge", "raise_challenge", lambda at: (at["plan"], _CHALLENGE, DEMO_DAY)),
    Call(
        "challenges.take_challenge_further",
        "raise_challenge",
        lambda at: (at["plan"], at["challenge"], _STEP, DEMO_DAY),
    ),
    Call("judgements.record_judgement", "record_judgement", lambda at: (at["plan"], _JUDGEMENT, DEMO_DAY)),
    Call("people.list_people", "see_people", lambda _at: ()),
    Call("invitations.invite_person", "manage_people", lambda _at: (_INVITEE,)),
    Call("invitations.invite_again", "manage_people", lambda at: (int(at["invitation"]),)),
    Call("invitations.withdraw_invitation", "manage_people", lambda at: (int(at["invitation"]),)),
    Call("managing_people.change_member", "manage_people", lambda at: (int(at["member"]), 1, _PLACE)),
    Call(
        "managing_people.end_membership", "manage_people", lambda at: (int(at["member"]), 1, "Left", DEMO_DAY)
    ),
    Call("managing_people.end_member_sign_ins", "manage_people", lambda at: (int(at["member"]),)),
    Call("managing_people.disable_account", "manage_people", lambda at: (int(at["member"]),)),
    Call("managing_people.enable_account", "manage_people", lambda at: (int(at["member"]),)),
)
#: What takes an actor and does or shows nothing by itself, with the reason.
NO_DEEDS = {
    "beside_element.show_beside": "it is for whoever reads the plan, and leaves out who may not be seen",
    "changes.changing": "it is what every change of a plan is made in; each asks for its own deed",
    "managing_people.may_be_disabled": "it says what a page may offer",
    "managing_people.refuse_unmanageable": "it is a refusal",
    "posts.list_holders": "it shows nothing to who may not see people",
}


def services_of_actors() -> Iterator[str]:
    """Yield every public function of the services that somebody's name is given to."""
    for module in pkgutil.iter_modules(services.__path__):
        found = importlib.import_module(f"planner.services.{module.name}")
        for name, function in inspect.getmembers(found, inspect.isfunction):
            given = inspect.signature(inspect.unwrap(function)).parameters.values()
            is_own = function.__module__ == found.__name__ and not name.startswith("_")
            if is_own and any(each.annotation is Actor for each in given):
                yield f"{module.name}.{name}"


def refused(world: World, actor: Actor, call: Call, given: Arguments) -> bool:
    """Call a service as somebody, undo what it did, and return whether it refused and had done nothing."""
    module, _, name = call.service.partition(".")
    service = getattr(importlib.import_module(f"planner.services.{module}"), name)
    with database_open(world.database.address):
        try:
            service(actor, *given(world.samples[HERE]))
        except NotAllowed:
            assert world.put_back() == (), call.service
            return True
    world.put_back()
    return False


@pytest.fixture(scope="module")
def actors(world: World) -> Mapping[str, Actor]:
    """Return everybody of Northvale as whoever acts, by their name among the visitors."""
    with database_open(world.database.address):
        session = current_session()
        return {
            name: actor_of(session, visitor, HERE)
            for name, visitor in VISITORS.items()
            if HERE in visitor.roles
        }


def test_every_service_that_somebody_acts_by_is_called() -> None:
    assert sorted(services_of_actors()) == sorted({*(call.service for call in CALLS), *NO_DEEDS})


class TestRoles:
    @pytest.mark.parametrize("call", CALLS, ids=lambda call: call.service)
    def test_each_role_is_refused_what_the_matrix_does_not_give_it(
        self, world: World, actors: Mapping[str, Actor], call: Call
    ) -> None:
        for actor in actors.values():
            how_far = MAY[call.deed][actor.role.value]
            is_own = actor.agency == LEAD_OF
            may = how_far == "yes" or (how_far == "own" and is_own)
            assert refused(world, actor, call, call.given) is not may, actor.name

    @pytest.mark.parametrize("call", [call for call in CALLS if call.other], ids=lambda call: call.service)
    def test_what_is_of_another_agency_is_refused_to_a_lead(
        self, world: World, actors: Mapping[str, Actor], call: Call
    ) -> None:
        assert call.other is not None
        for actor in actors.values():
            may = MAY[call.deed][actor.role.value] == "yes" or actor.agency == OTHER_LEAD_OF
            assert refused(world, actor, call, call.other) is not may, actor.name

    @pytest.mark.parametrize("call", CALLS, ids=lambda call: call.service)
    def test_a_lead_without_an_agency_has_none_of_their_own(
        self, world: World, actors: Mapping[str, Actor], call: Call, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def without_agency(*asked: Any, **named: Any) -> Member | None:
            found = find_member(*asked, **named)
            return replace(found, agency="") if found else None

        # Whoever saves has to be what their membership says, and no lead of the demonstration is so.
        monkeypatch.setattr(changes, "find_member", without_agency)
        lead = replace(actors["agency_lead"], agency="")
        for given in filter(None, (call.given, call.other)):
            assert refused(world, lead, call, given) is (MAY[call.deed][lead.role.value] != "yes")
