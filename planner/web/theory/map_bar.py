"""What stands above the map: lenses, what to follow, the one aim to draw, and tiers to fold away."""

from dataclasses import dataclass, replace

from planner.domain.assessment import Assessment
from planner.domain.layout.choice import FOLDABLE
from planner.domain.layout.whole import MapLayout
from planner.domain.lenses import Lens
from planner.domain.vocabulary import Kind
from planner.web.theory.map_choice import FOLDS, PICKS, MapChoice, map_address, pick_titles

_LONGEST = 60


@dataclass(frozen=True)
class BarLink:
    """A link above the map; the current one is what is shown."""

    name: str
    label: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class BarOption:
    """One thing to choose."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class BarField:
    """A list to choose from; its options stand in groups, of which a nameless one is not set apart."""

    name: str
    label: str
    nothing: str
    groups: tuple[tuple[str, tuple[BarOption, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class MapBar:
    """Everything above the map; ``kept`` travels with the form."""

    lenses: tuple[BarLink, ...]
    fields: tuple[BarField, ...]
    kept: tuple[tuple[str, str], ...]
    folds: tuple[BarLink, ...]
    whole_address: str


def map_bar(assessment: Assessment, choice: MapChoice, layout: MapLayout | None) -> MapBar:
    """Return the bar; without a layout, where the map is too large to draw, only aims can be chosen."""
    fields = [
        field for field in (_focus_field(assessment, choice, layout), _aim_field(assessment, choice)) if field
    ]
    if choice.lens in PICKS and layout is not None:
        fields.append(_pick_field(assessment, choice))
    names = {field.name for field in fields}
    return MapBar(
        lenses=tuple(
            BarLink(
                lens.value,
                lens.label,
                map_address(assessment, replace(choice, lens=lens, pick="")),
                lens is choice.lens,
            )
            for lens in Lens
        ),
        fields=tuple(fields),
        kept=tuple((name, value) for name, value in choice.values().items() if name not in names | {"fails"}),
        folds=tuple(
            _fold(assessment, choice, word, kind)
            for word, kind in FOLDS.items()
            if kind in FOLDABLE and layout is not None
        ),
        whole_address=map_address(assessment, MapChoice(lens=choice.lens)) if _is_part(choice) else "",
    )


def _is_part(choice: MapChoice) -> bool:
    return bool(choice.focus or choice.fails or choice.aim or choice.pick or choice.folded)


def _fold(assessment: Assessment, choice: MapChoice, word: str, kind: Kind) -> BarLink:
    is_folded = kind in choice.folded
    folded = choice.folded - {kind} if is_folded else choice.folded | {kind}
    return BarLink(
        word, word.capitalize(), map_address(assessment, replace(choice, folded=frozenset(folded))), is_folded
    )


def _focus_field(assessment: Assessment, choice: MapChoice, layout: MapLayout | None) -> BarField | None:
    if layout is None:
        return None
    titles = assessment.plan.by_code
    groups: dict[str, list[BarOption]] = {}
    for box in layout.boxes:
        # A long list of choices is read by its beginnings; the map itself has the whole titles.
        title = titles[box.code].title
        short = title if len(title) <= _LONGEST else f"{title[:_LONGEST].rstrip()}…"
        label = short if box.kind is Kind.VISION else f"{box.code} {short}"
        option = BarOption(box.code, label, box.code == choice.focus)
        groups.setdefault(box.kind.label, []).append(option)
    return BarField(
        "focus",
        "Follow one chain",
        "Whole map",
        tuple((name, tuple(found)) for name, found in groups.items()),
    )


def _aim_field(assessment: Assessment, choice: MapChoice) -> BarField:
    options = tuple(
        BarOption(aim.code, f"{aim.code} {aim.title}"[:_LONGEST], aim.code == choice.aim)
        for aim in assessment.plan.aims
        if aim.retired_on is None
    )
    return BarField("aim", "Only one aim", "All aims", (("", options),))


def _pick_field(assessment: Assessment, choice: MapChoice) -> BarField:
    label = {
        Lens.RECOMMENDATIONS: "Clause",
        Lens.GROUPS: "Group",
        Lens.AGENCY: "Agency",
        Lens.STAGE: "Stage",
    }[choice.lens]
    options = tuple(
        BarOption(code, title[:_LONGEST], code == choice.pick)
        for code, title in pick_titles(assessment, choice.lens).items()
    )
    return BarField(PICKS[choice.lens], label, "All", (("", options),))
