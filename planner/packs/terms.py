"""What things are called in England and in Wales, for the words that the pack itself writes."""

from dataclasses import dataclass

from planner.domain.vocabulary import Nation


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The nation's own words. ``caution`` says how far the national recommendations reach."""

    body: str
    partners: str
    plan: str
    yearly_report: str
    recommendations: str
    caution: str


_TERMS: dict[Nation, Terms] = {
    Nation.ENGLAND: Terms(
        body="safeguarding children partnership",
        partners="safeguarding partners",
        plan="child protection plan",
        yearly_report="yearly report of the safeguarding partners",
        recommendations="the six recommendations to safeguarding partners",
        caution="The six recommendations are addressed to safeguarding partners in England.",
    ),
    Nation.WALES: Terms(
        body="regional safeguarding board",
        partners="board partners",
        plan="name on the child protection register",
        yearly_report="annual report of the regional safeguarding board",
        recommendations="the six recommendations of the national review, used here for learning",
        caution="The six recommendations are addressed to safeguarding partners in England. A regional "
        "safeguarding board in Wales uses them for learning, beside the Welsh Government's strategy.",
    ),
}


def terms_for(nation: Nation) -> Terms:
    """Return the words of one nation."""
    return _TERMS[nation]
