"""The heading of the map and the sentence above it: what is shown, true today."""

from planner.domain.assessment import Assessment
from planner.domain.layout.whole import MapLayout
from planner.domain.lenses import Lens, carried, carriers
from planner.domain.phrases import be, counted, have, listed
from planner.domain.theory.graph import what_depends_on
from planner.domain.vocabulary import Kind, Progress
from planner.web.theory.map_choice import MapChoice, pick_titles

_TIERS = {
    Kind.ACTION: "actions",
    Kind.OUTCOME: "outcomes",
    Kind.AIM: "aims",
    Kind.PRIORITY: "priorities",
}


def heading(assessment: Assessment, choice: MapChoice) -> str:
    """Return the heading of the page."""
    if choice.fails:
        return f"What if {assessment.plan.agency_names.get(choice.fails, choice.fails)} fails?"
    if choice.focus:
        return _focus_heading(assessment, choice.focus)
    if choice.aim:
        return f"Theory of change: {choice.aim} {assessment.plan.by_code[choice.aim].title}"
    if choice.lens is not Lens.DELIVERY:
        return f"Theory of change: {choice.lens.label.lower()}"
    return "Theory of change"


def _focus_heading(assessment: Assessment, code: str) -> str:
    kind = assessment.plan.kinds[code]
    if kind is Kind.VISION:
        return "What leads to the vision, and why"
    name = f"the priority {code}" if kind is Kind.PRIORITY else code
    return f"What {name} leads to, and why" if kind is Kind.ACTION else f"What leads to {name}, and why"


def sentence(assessment: Assessment, choice: MapChoice, layout: MapLayout) -> str:
    """Return what the map shows, in a sentence or two."""
    if choice.fails:
        return what_depends_on(assessment.plan, choice.fails, assessment.graph).sentence
    if choice.focus:
        folded = ", with action titles folded to codes" if any(box.folded for box in layout.boxes) else ""
        name = _named(assessment, choice.focus)
        return f"The chain through {name} is drawn strongly. The rest keeps its place, in grey{folded}."
    if choice.pick:
        return _picked_words(assessment, choice, layout)
    if choice.aim:
        return _aim_words(assessment, choice.aim, layout)
    return _LENS_WORDS[choice.lens](assessment, layout)


def _aim_words(assessment: Assessment, aim: str, layout: MapLayout) -> str:
    """Return what the chain of one aim holds, and how much of it stands under another on the whole map."""
    main = assessment.plan.main_links
    actions = [box.code for box in layout.boxes if box.kind is Kind.ACTION]
    others = sum(main.get(main.get(code, ""), "") != aim for code in actions)
    said = f"The chain of {aim} alone, with {counted(len(actions), 'actions')}"
    if not others:
        return f"{said}."
    stand = (
        "stands mainly under another aim and helps"
        if others == 1
        else ("stand mainly under another aim and help")
    )
    return f"{said}: {others} of them {stand} here too."


def _named(assessment: Assessment, code: str) -> str:
    return "the vision" if assessment.plan.kinds[code] is Kind.VISION else code


def _picked_words(assessment: Assessment, choice: MapChoice, layout: MapLayout) -> str:
    drawn = {box.code for box in layout.boxes}
    picked = [code for code in carriers(carried(assessment, choice.lens), choice.pick) if code in drawn]
    title = pick_titles(assessment, choice.lens)[choice.pick]
    kinds = assessment.plan.kinds
    counts = [
        counted(number, _TIERS[kind])
        for kind in (Kind.ACTION, Kind.OUTCOME)
        if (number := sum(kinds[code] is kind for code in picked))
    ]
    if not counts:
        return f"Nothing on the map carries {title}."
    return f"{title}: {listed(counts)}, drawn strongly with what they lead to."


def _all_words(_assessment: Assessment, layout: MapLayout) -> str:
    numbers = {kind: sum(box.kind is kind for box in layout.boxes) for kind in _TIERS}
    parts = [counted(number, _TIERS[kind]) for kind, number in numbers.items() if number]
    has_vision = any(box.kind is Kind.VISION for box in layout.boxes)
    goal = " to one vision" if has_vision else ", with no vision yet"
    if not parts:
        return "The vision stands alone: nothing leads to it yet."
    lead = "leads" if sum(numbers.values()) == 1 else "lead"
    said = f"{listed(parts)} {lead}{goal}" if has_vision else f"{listed(parts)}{goal}"
    return f"{said}. Choose a box to follow its chain."


def _progress_words(assessment: Assessment, _layout: MapLayout) -> str:
    counts = assessment.progress_counts
    total = sum(counts.values())
    if not total:
        return "The plan has no live measure yet, so no outcome can show progress."
    nearer, worse = counts[Progress.MET] + counts[Progress.IMPROVING], counts[Progress.WORSE]
    return (
        f"Of {counted(total, 'measures')}, {nearer} {have(nearer)} met the target or come nearer to it and "
        f"{worse} {be(worse)} getting worse. An action shows the measures that it names as its own."
    )


def _evidence_words(assessment: Assessment, _layout: MapLayout) -> str:
    finished = [each for each in assessment.standings.values() if each.is_finished]
    bare = sum(not each.strength.step for each in finished)
    if not finished:
        return "Actions by the strongest evidence behind them. No action is said to be done yet."
    return (
        f"Actions by the strongest evidence behind them. Of {len(finished)} said to be done, {bare} "
        f"{have(bare)} nothing that shows it."
    )


def _clause_words(assessment: Assessment, _layout: MapLayout) -> str:
    answered = sum(bool(each.actions) for each in assessment.coverage.values())
    return (
        f"Actions answer {answered} of {len(assessment.coverage)} clauses of the recommendations. An outcome "
        "carries the clauses of its measures."
    )


def _group_words(assessment: Assessment, _layout: MapLayout) -> str:
    served = {group for each in assessment.plan.outcomes if each.retired_on is None for group in each.groups}
    total = len(assessment.guidance.groups)
    return f"Outcomes name {len(served)} of the {total} groups of people whom a strategy should serve."


def _agency_words(assessment: Assessment, _layout: MapLayout) -> str:
    leads = {each.action.lead_agency for each in assessment.standings.values()} - {""}
    return f"{counted(len(leads), 'agencies')} {'leads' if len(leads) == 1 else 'lead'} the actions."


def _stage_words(assessment: Assessment, _layout: MapLayout) -> str:
    stages = assessment.plan.stages
    if not stages:
        return "The plan has no stages yet."
    now = [each for each in stages if each.starts_on <= assessment.today <= each.ends_on]
    today = f" Today is in {now[0].code} {now[0].title}." if now else ""
    return f"Actions by the stage of the strategy in which they stand.{today}"


_LENS_WORDS = {
    Lens.DELIVERY: _all_words,
    Lens.PROGRESS: _progress_words,
    Lens.EVIDENCE: _evidence_words,
    Lens.RECOMMENDATIONS: _clause_words,
    Lens.GROUPS: _group_words,
    Lens.AGENCY: _agency_words,
    Lens.STAGE: _stage_words,
}
