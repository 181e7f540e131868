"""What a reader asked to see of the map, read from the address, and the address of every other view."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.domain.assessment import Assessment
from planner.domain.errors import NotFound
from planner.domain.layout.choice import FOLDABLE
from planner.domain.lenses import Lens
from planner.domain.theory.graph import chain
from planner.domain.vocabulary import Kind
from planner.packs.maps.drawing import box_id
from planner.web.addresses import plan_address

#: What a lens lets one pick, by the name that it has in an address.
PICKS = {
    Lens.RECOMMENDATIONS: "clause",
    Lens.GROUPS: "group",
    Lens.AGENCY: "agency",
    Lens.STAGE: "stage",
}
#: The papers that the map is laid out for, as they stand in an address; A3 is the usual one.
A3, A4 = "a3", "a4"
#: The word for a tier that is folded, as it stands in an address.
FOLDS = {"actions": Kind.ACTION, "outcomes": Kind.OUTCOME, "aims": Kind.AIM, "priorities": Kind.PRIORITY}


@dataclass(frozen=True)
class MapChoice:
    """One view of the map.

    ``focus`` is the code of the element whose chain is followed, ``fails`` that of the action or
    agency that is asked to fail, ``pick`` the code chosen under the lens, ``aim`` the one aim whose
    chain is drawn, and ``folded`` the tiers that show codes alone.
    """

    lens: Lens = Lens.DELIVERY
    pick: str = ""
    focus: str = ""
    aim: str = ""
    fails: str = ""
    folded: frozenset[Kind] = frozenset()

    def values(self) -> dict[str, str]:
        """Return what stands behind the ? of its address, without what is as usual."""
        folded = [word for word, kind in FOLDS.items() if kind in self.folded]
        values = {
            "focus": self.focus,
            "fails": self.fails,
            "lens": "" if self.lens is Lens.DELIVERY else self.lens.value,
            PICKS.get(self.lens, "pick"): self.pick,
            "aim": self.aim,
            "fold": ",".join(folded),
        }
        return {name: value for name, value in values.items() if value}

    @property
    def has_panel(self) -> bool:
        """Whether something stands beside the map: why, or what would fail."""
        return bool(self.focus or self.fails)


def read_choice(assessment: Assessment, values: Mapping[str, str]) -> MapChoice:
    """Return the view that an address asks for.

    An aim whose chain does not hold what is in focus takes the place of the focus: the form sends
    both, and who chooses another aim wants to see that. Raises ``NotFound`` with a sentence for a
    code, lens or tier that does not exist.
    """
    lens = _lens(values.get("lens", ""))
    choice = MapChoice(
        lens=lens,
        pick=_pick(assessment, lens, values.get(PICKS[lens], "")) if lens in PICKS else "",
        focus=_box(assessment, values.get("focus", "")),
        aim=_aim(assessment, values.get("aim", "")),
        fails=_failing(assessment, values.get("fails", "")),
        folded=frozenset(_tier(word) for word in values.get("fold", "").split(",") if word),
    )
    if choice.fails:
        choice = replace(choice, focus="")
    shown = choice.focus or (choice.fails if choice.fails in assessment.graph else "")
    if choice.aim and shown and shown not in chain(assessment.graph, choice.aim):
        return replace(choice, focus="", fails="")
    return choice


def map_address(assessment: Assessment, choice: MapChoice, *, box: str = "") -> str:
    """Return the address of a view of the map, at one of its boxes if that is given."""
    values = choice.values()
    if box:
        values["_anchor"] = box_id(box)
    return plan_address(assessment, "theory.show_map", **values)


def print_address(assessment: Assessment, choice: MapChoice, paper: str = "") -> str:
    """Return the address of a view on paper, where nothing is folded; one aim alone has its own A4 sheets."""
    values = replace(choice, folded=frozenset()).values()
    if paper == A4 or choice.aim:
        values["paper"] = A4
    return plan_address(assessment, "theory.print_map", **values)


def focus_address(assessment: Assessment, choice: MapChoice, code: str) -> str:
    """Return the address of the same map with the chain of one box in focus, at that box."""
    return map_address(assessment, replace(choice, focus=code, fails="", pick=""), box=code)


def fails_address(assessment: Assessment, choice: MapChoice, code: str) -> str:
    """Return the address of the same map with what rests on an action or agency lit up."""
    return map_address(assessment, replace(choice, focus="", fails=code, pick=""))


def _lens(word: str) -> Lens:
    if not word:
        return Lens.DELIVERY
    found = next((lens for lens in Lens if lens.value == word), None)
    if found is None:
        raise NotFound(f"The map has no lens “{word}”.")
    return found


def _tier(word: str) -> Kind:
    kind = FOLDS.get(word)
    if kind not in FOLDABLE:
        raise NotFound(f"The map has no tier “{word}” to fold away.")
    return kind


def _box(assessment: Assessment, code: str) -> str:
    """Return the code of something that has a box on the map; nothing for nothing."""
    if not code:
        return ""
    kind = assessment.plan.kinds.get(code)
    if kind is None:
        raise NotFound(f"There is no {code} in this plan.")
    if code not in assessment.graph:
        raise NotFound(f"{code} was taken out of the plan, so it is no longer on the map.")
    if kind is Kind.MEASURE:
        raise NotFound(f"{code} is a measure: on the map it hangs on the outcome that it shows.")
    return code


def _aim(assessment: Assessment, code: str) -> str:
    if code and (assessment.plan.kinds.get(code) is not Kind.AIM or code not in assessment.graph):
        raise NotFound(f"There is no aim {code} in this plan.")
    return code


def _failing(assessment: Assessment, code: str) -> str:
    is_action = code in assessment.standings
    if code and not is_action and code not in assessment.plan.agency_names:
        raise NotFound(f"There is no action and no agency {code} in this plan.")
    return code


def _pick(assessment: Assessment, lens: Lens, code: str) -> str:
    if code and code not in pick_titles(assessment, lens):
        raise NotFound(f"There is no {PICKS[lens]} {code} to show on the map.")
    return code


def pick_titles(assessment: Assessment, lens: Lens) -> dict[str, str]:
    """Return the title of everything that one can pick under a lens, by its code, in its order."""
    plan, guidance = assessment.plan, assessment.guidance
    if lens is Lens.RECOMMENDATIONS:
        return {clause.code: f"{clause.code} {clause.title}" for clause in guidance.clauses}
    if lens is Lens.GROUPS:
        return {group.code: f"{group.code} {group.title}" for group in guidance.groups}
    if lens is Lens.AGENCY:
        return plan.agency_names
    if lens is Lens.STAGE:
        return {stage.code: f"{stage.code} {stage.title}" for stage in plan.stages}
    return {}
