"""Why it matters: an element's chain up to the vision, one step for everything that it leads to."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.plan import Assumption, Plan
from planner.domain.theory.reasons import Reason, because_words, reasons_into, reasons_up, tested_words
from planner.domain.vocabulary import Kind
from planner.web.addresses import address_of

_LEADS = {
    Kind.VISION: "So that",
    Kind.PRIORITY: "Serves",
    Kind.AIM: "Leads to",
    Kind.OUTCOME: "Leads to",
}


@dataclass(frozen=True, kw_only=True)
class ChainAssumption:
    """What must be true for a step to hold, where it is listed, and what its last test showed."""

    code: str
    address: str
    text: str
    tested: str
    is_doubtful: bool


@dataclass(frozen=True, kw_only=True)
class ChainReason:
    """Why a step follows.

    ``source`` is the code that it follows from where more than one could be meant; ``because`` is
    the end of a sentence, empty where nobody has written it yet; ``tested`` says in one sentence
    what the tests of its assumptions showed.
    """

    source: str
    because: str
    tested: str
    is_doubtful: bool
    assumptions: tuple[ChainAssumption, ...]


@dataclass(frozen=True, kw_only=True)
class ChainStep:
    """One element of a chain.

    ``kind`` is the word for what it is, ``lead`` the words before its title ("Leads to"), and
    ``is_other`` marks a second target beside the main one. The first step, the element itself, has
    no reason; every other has at least one.
    """

    kind: str
    code: str
    title: str
    address: str
    lead: str
    is_other: bool
    reasons: tuple[ChainReason, ...]

    @property
    def is_doubtful(self) -> bool:
        """Whether any link to it is in doubt, which the map draws as a broken line."""
        return any(reason.is_doubtful for reason in self.reasons)


def chain_up(assessment: Assessment, code: str) -> tuple[ChainStep, ...]:
    """Return the element itself and everything that it leads to, nearest first, with the reasons.

    Only the element itself comes back where nothing says what it leads to. Raises ``KeyError`` for
    a code that is no element of the plan.
    """
    plan = assessment.plan
    found: dict[str, list[Reason]] = {}
    for reason in reasons_up(plan, code):
        found.setdefault(reason.target, []).append(reason)
    start = _step(assessment, code, lead=f"This {plan.kinds[code].label.lower()}", is_other=False)
    sources = {code} | {reason.source for reasons in found.values() for reason in reasons}
    steps = [start]
    for target, reasons in found.items():
        kind = plan.kinds[target]
        is_other = not any(reason.is_main for reason in reasons)
        lead = "Shows" if plan.kinds[reasons[0].source] is Kind.MEASURE else _LEADS[kind]
        steps.append(
            _step(
                assessment,
                target,
                lead=f"Also {lead[:1].lower()}{lead[1:]}" if is_other else lead,
                is_other=is_other,
                reasons=_reasons(assessment, reasons, sources),
            )
        )
    return tuple(steps)


def chain_into(assessment: Assessment, code: str) -> tuple[ChainStep, ...]:
    """Return what leads straight to the element or shows it, each with its reason, in plan order."""
    plan = assessment.plan
    return tuple(
        _step(
            assessment,
            reason.source,
            lead="",
            is_other=not reason.is_main,
            reasons=(_reason(assessment, reason, is_named=False),),
        )
        for reason in reasons_into(plan, code)
    )


def _step(
    assessment: Assessment,
    code: str,
    *,
    lead: str,
    is_other: bool,
    reasons: tuple[ChainReason, ...] = (),
) -> ChainStep:
    plan = assessment.plan
    return ChainStep(
        kind=plan.kinds[code].label,
        code="" if plan.kinds[code] is Kind.VISION else code,
        title=plan.by_code[code].title,
        address=address_of(assessment, code),
        lead=lead,
        is_other=is_other,
        reasons=reasons,
    )


def _reasons(assessment: Assessment, reasons: list[Reason], sources: set[str]) -> tuple[ChainReason, ...]:
    """Return the reasons for one step; sources are named where others of their kind could be meant."""
    kinds = assessment.plan.kinds
    kind = kinds[reasons[0].source]
    is_named = len(reasons) > 1 or sum(kinds[source] is kind for source in sources) > 1
    return tuple(_reason(assessment, reason, is_named=is_named) for reason in reasons)


def _reason(assessment: Assessment, reason: Reason, *, is_named: bool) -> ChainReason:
    return ChainReason(
        source=reason.source if is_named else "",
        because=because_words(reason.because),
        tested=_tested(reason.assumptions),
        is_doubtful=reason.is_doubtful,
        assumptions=tuple(
            ChainAssumption(
                code=each.code,
                address=address_of(assessment, each.code),
                text=each.text.rstrip("."),
                tested=tested_words(each),
                is_doubtful=each.is_doubtful,
            )
            for each in reason.assumptions
        ),
    )


def _tested(assumptions: Iterable[Assumption]) -> str:
    """Return one short sentence for each different result: "Assumption held, tested October 2026."."""
    told: dict[str, int] = {}
    for each in assumptions:
        words = tested_words(each)
        told[words] = told.get(words, 0) + 1
    return " ".join(
        f"{'Assumption' if count == 1 else f'{count} assumptions'} {words}." for words, count in told.items()
    )


def nothing_follows(plan: Plan, code: str) -> str:
    """Return what to say where nothing in the plan says what an element leads to; empty for the vision."""
    kind = plan.kinds[code]
    if kind is Kind.VISION:
        return ""
    onward = {Kind.MEASURE: "shows", Kind.PRIORITY: "serves"}.get(kind, "leads to")
    return f"Nothing says yet what this {kind.label.lower()} {onward}."
