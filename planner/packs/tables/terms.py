"""What things are called in England and in Wales, for the words that the pack itself writes."""

from dataclasses import dataclass

from planner.domain.vocabulary import Nation


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The nation's own words. ``caution`` says how far the national recommendations reach."""

    body: str
    yearly_report: str
    caution: str


_TERMS: dict[Nation, Terms] = {
    Nation.ENGLAND: Terms(
        body="safeguarding children partnership",
        yearly_report="yearly report of the safeguarding partners",
        caution="The six recommendations are addressed to safeguarding partners in England.",
    ),
    Nation.WALES: Terms(
        body="regional safeguarding board",
        yearly_report="annual report of the regional safeguarding board",
        caution="The six recommendations are addressed to safeguarding partners in England. A regional "
        "safeguarding board in Wales uses them for learning, beside the Welsh Government's strategy.",
    ),
}


def terms_for(nation: Nation) -> Terms:
    """Return the words of one nation."""
    return _TERMS[nation]
