"""Why one element leads to another: the links up to the vision and those that arrive, in sentences.

A theory of change is only as good as its reasons, so every link is shown with the sentence that
carries it and with the assumptions it rests on (guide section 6.3: what must be true, and how it
was tested). Retired elements are left out on the way; one that is asked about may be retired, so
that its page can still say why it was there.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.calendar import full_month_year
from planner.domain.phrases import lower_first
from planner.domain.plan import Assumption, Link, Plan
from planner.domain.vocabulary import Confidence, Judgement

WEAK = frozenset({Judgement.WEAKENED, Judgement.FAILED})
"""What a review says of a link or an assumption that no longer carries."""


@dataclass(frozen=True)
class Reason:
    """One link with what carries it.

    ``because`` is what people wrote, possibly nothing; ``is_main`` marks the one chain in which the
    source stands on the map; ``is_doubtful`` is the broken line of the map.
    """

    source: str
    target: str
    because: str
    confidence: Confidence | None
    is_main: bool
    assumptions: tuple[Assumption, ...]
    is_doubtful: bool


def reasons_up(plan: Plan, code: str) -> tuple[Reason, ...]:
    """Return every link on the way from an element up to the vision: nearest first, main before others.

    Each link is there once, however many ways lead over it. Nothing for a code without a link.

    >>> from tests.builders import make_plan
    >>> [f"{reason.source} to {reason.target}" for reason in reasons_up(make_plan(), "1.1a")]
    ['1.1a to O1.1', 'O1.1 to A1', 'A1 to P1', 'P1 to V']
    """
    leaving: dict[str, list[Link]] = {}
    for link in _links_between_live(plan, {code}):
        leaving.setdefault(link.source, []).append(link)
    found: list[Link] = []
    seen = {code}
    level = [code]
    while level:
        links = [link for source in level for link in leaving.get(source, ())]
        links.sort(key=lambda link: not link.main)
        found.extend(links)
        level = [target for target in dict.fromkeys(link.target for link in links) if target not in seen]
        seen.update(level)
    return _told(plan, found)


def reasons_into(plan: Plan, code: str) -> tuple[Reason, ...]:
    """Return the links that arrive at an element, main before others, in plan order.

    >>> from tests.builders import make_plan
    >>> [(reason.source, reason.because) for reason in reasons_into(make_plan(), "O1.1")]
    [('1.1a', 'It brings people in.'), ('M01', 'It shows who took part.')]
    """
    arriving = [link for link in _links_between_live(plan, {code}) if link.target == code]
    return _told(plan, sorted(arriving, key=lambda link: not link.main))


def doubtful_links(plan: Plan) -> frozenset[tuple[str, str]]:
    """Return the links in doubt as (source, target): by an assumption under them, or by a judgement.

    >>> from dataclasses import replace
    >>> from tests.builders import make_plan
    >>> plan = make_plan()
    >>> failed = replace(plan.assumptions[0], judgement=Judgement.FAILED)
    >>> doubtful_links(plan), doubtful_links(replace(plan, assumptions=(failed,)))
    (frozenset(), frozenset({('1.1a', 'O1.1')}))
    """
    assumed = {(each.source, each.target) for each in plan.assumptions if each.is_doubtful}
    judged = {(link.source, link.target) for link in plan.links if link.judgement in WEAK}
    return frozenset(assumed | judged)


def because_words(because: str) -> str:
    """Return a link's reason as the end of a sentence, whether or not people began it with the word.

    >>> because_words("It brings people in."), because_words("because trust is low"), because_words("")
    ('because it brings people in', 'because trust is low', '')
    """
    said = because.strip().rstrip(".").rstrip()
    if said[:8].lower() == "because ":
        said = said[8:].lstrip()
    return f"because {lower_first(said)}" if said else ""


def tested_words(assumption: Assumption) -> str:
    """Return what testing an assumption showed and when, for the middle of a sentence.

    >>> from datetime import date
    >>> asked = {"code": "AS1", "text": "People come", "source": "1.1a", "target": "O1.1"}
    >>> tested_words(Assumption(**asked))
    'not tested yet'
    >>> tested_words(Assumption(**asked, judgement=Judgement.HELD, tested_on=date(2026, 10, 5)))
    'held, tested October 2026'
    """
    day = assumption.tested_on
    if assumption.judgement is Judgement.UNTESTED:
        return f"tested {full_month_year(day)}, not judged yet" if day else "not tested yet"
    found = assumption.judgement.label.lower()
    return f"{found}, tested {full_month_year(day)}" if day else f"{found}, date of the test not recorded"


def _links_between_live(plan: Plan, asked: set[str]) -> Iterable[Link]:
    """Return every link once, between elements of the plan that are live or asked about."""
    held = {node.code for _, node in plan.nodes() if node.retired_on is None} | (asked & plan.by_code.keys())
    links: dict[tuple[str, str], Link] = {}
    for link in plan.links:
        if link.source in held and link.target in held:
            links.setdefault((link.source, link.target), link)
    return links.values()


def _told(plan: Plan, links: Iterable[Link]) -> tuple[Reason, ...]:
    doubtful = doubtful_links(plan)
    assumptions: dict[tuple[str, str], list[Assumption]] = {}
    for assumption in plan.assumptions:
        assumptions.setdefault((assumption.source, assumption.target), []).append(assumption)
    return tuple(
        Reason(
            source=link.source,
            target=link.target,
            because=link.because,
            confidence=link.confidence,
            is_main=link.main,
            assumptions=tuple(assumptions.get((link.source, link.target), ())),
            is_doubtful=(link.source, link.target) in doubtful,
        )
        for link in links
    )
