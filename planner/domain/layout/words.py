"""How much a theory of change holds, in sentences that the pages and the review pack share."""

from planner.domain.elements import live
from planner.domain.layout.tree import TheoryTree
from planner.domain.phrases import counted, listed, some
from planner.domain.plan import Plan
from planner.domain.vocabulary import Kind


def size_sentence(plan: Plan) -> str:
    """Return how many live elements of each kind lead to the vision; a kind without any is left out.

    >>> from tests.builders import make_plan
    >>> size_sentence(make_plan())
    '1 action, 1 outcome, 1 aim and 1 priority lead to one vision.'
    >>> size_sentence(make_plan(vision=None, priorities=(), aims=()))
    '1 action and 1 outcome, and no vision yet.'
    """
    tiers = (
        (plan.actions, "actions"),
        (plan.outcomes, "outcomes"),
        (plan.aims, "aims"),
        (plan.priorities, "priorities"),
    )
    counts = [(len(live(tier)), noun) for tier, noun in tiers]
    held = listed(counted(number, noun) for number, noun in counts if number)
    has_vision = plan.vision is not None and plan.vision.retired_on is None
    if not held:
        return "Nothing leads to the vision yet." if has_vision else "Nothing has been entered yet."
    if not has_vision:
        return f"{held}, and no vision yet."
    leads = "leads" if sum(number for number, _ in counts) == 1 else "lead"
    return f"{held} {leads} to one vision."


def theory_sentence(plan: Plan, tree: TheoryTree) -> str:
    """Return how much the theory of change holds, what would show it, and what nothing joins yet.

    >>> from tests.builders import make_plan
    >>> from planner.domain.layout.whole import put_in_order
    >>> from planner.domain.layout.tree import read_tree
    >>> plan = make_plan(vision=None, priorities=(), aims=())
    >>> theory_sentence(plan, read_tree(plan, put_in_order(plan, 3))).removeprefix(size_sentence(plan))
    ' 1 measure shows what changes. O1.1 leads nowhere yet.'
    """
    measures = len(tree.tiers[Kind.MEASURE])
    shown = "No measure shows yet what changes."
    if measures:
        shown = f"{counted(measures, 'measures')} {'shows' if measures == 1 else 'show'} what changes."
    if not any(tree.tiers.values()):
        return size_sentence(plan)
    loose = ""
    if tree.loose:
        loose = f" {some(tree.loose)} {'leads' if len(tree.loose) == 1 else 'lead'} nowhere yet."
    return f"{size_sentence(plan)} {shown}{loose}"
