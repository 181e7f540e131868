"""The few things that most need somebody's attention today, each as a title and a sentence.

They are read off the assessment, so that they agree with every count and list of the same day.
The order is fixed: what is off track, what gets worse, what must be fixed in the plan itself, what
nobody can rely on, what is late, what nothing answers, and what is claimed but not shown.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.delivery.schedule import Standing
from planner.domain.phrases import counted, some, with_unit
from planner.domain.vocabulary import Delivery, Flag, Gap, Progress, Severity

MOST_SENTENCES = 5


@dataclass(frozen=True, kw_only=True)
class Attention:
    """One group of things that need attention; ``subjects`` are the codes that the sentence names."""

    severity: Severity
    title: str
    sentence: str
    subjects: tuple[str, ...]


def what_needs_attention(assessment: Assessment) -> tuple[Attention, ...]:
    """Return the groups that have something to say, most serious first."""
    found = (group(assessment) for group in _GROUPS)
    return tuple(each for each in found if each is not None)


def _where(assessment: Assessment, wanted: Callable[[Standing], bool]) -> list[Standing]:
    return [standing for standing in assessment.standings.values() if wanted(standing)]


def _codes(standings: Sequence[Standing]) -> tuple[str, ...]:
    return tuple(standing.action.code for standing in standings)


def _told(sentences: Sequence[str]) -> str:
    """Return the first few sentences, with how many more there would be."""
    more = len(sentences) - MOST_SENTENCES
    end = [f"And {more:,} more."] if more > 0 else []
    return " ".join([*sentences[:MOST_SENTENCES], *end])


def _be(found: Sequence[object]) -> str:
    return "is" if len(found) == 1 else "are"


def _off_track(assessment: Assessment) -> Attention | None:
    found = _where(assessment, lambda each: each.delivery is Delivery.OFF_TRACK)
    if not found:
        return None
    return Attention(
        severity=Severity.ERROR,
        title=f"{counted(len(found), 'actions')} {_be(found)} off track",
        sentence=_told([_red_sentence(assessment, standing) for standing in found]),
        subjects=_codes(found),
    )


def _red_sentence(assessment: Assessment, standing: Standing) -> str:
    late = f"is {counted(standing.days_overdue, 'days')} overdue" if standing.days_overdue else ""
    said = standing.said
    if said is None or not said.ask:
        ask = "does not say what is asked for"
    else:
        of = assessment.plan.agency_names.get(said.ask_of, said.ask_of)
        by = f" by {long_date(said.ask_by)}" if said.ask_by else ""
        ask = f"waits for an answer{f' from {of}' if of else ''}{by}"
    return f"{standing.action.code} {' and '.join(part for part in (late, ask) if part)}."


def _worse(assessment: Assessment) -> Attention | None:
    found = [
        (each.measure, each.latest.value)
        for each in assessment.progress.values()
        if each.progress is Progress.WORSE and each.latest is not None and each.latest.value is not None
    ]
    if not found:
        return None
    sentences = []
    for measure, value in found:
        target = ""
        if measure.target is not None:
            target = f" The target is {with_unit(measure.target, measure.unit)}."
        sentences.append(
            f"{measure.code} {measure.title} stands at {with_unit(value, measure.unit)}.{target}"
        )
    return Attention(
        severity=Severity.ERROR,
        title=f"{counted(len(found), 'measures')} {_be(found)} getting worse",
        sentence=_told(sentences),
        subjects=tuple(measure.code for measure, _ in found),
    )


def _stale(assessment: Assessment) -> Attention | None:
    found = _where(assessment, lambda each: Flag.STALE in each.flags)
    if not found:
        return None
    longest = max(standing.days_since_said or 0 for standing in found)
    return Attention(
        severity=Severity.WARNING,
        title=f"{counted(len(found), 'actions')} {'has' if len(found) == 1 else 'have'} no recent update",
        sentence=(
            f"No update for up to {counted(longest, 'days')} on {some(_codes(found))}, "
            "so the status is unverified."
        ),
        subjects=_codes(found),
    )


def _green_but_late(assessment: Assessment) -> Attention | None:
    found = _where(assessment, lambda each: Flag.GREEN_BUT_LATE in each.flags)
    if not found:
        return None
    return Attention(
        severity=Severity.WARNING,
        title=f"{counted(len(found), 'actions')} {_be(found)} said to be on track after the end date",
        sentence=f"The end date has passed for {some(_codes(found))}.",
        subjects=_codes(found),
    )


def _no_evidence(assessment: Assessment) -> Attention | None:
    found = _where(assessment, lambda each: Flag.NO_EVIDENCE in each.flags)
    if not found:
        return None
    have = "has" if len(found) == 1 else "have"
    return Attention(
        severity=Severity.WARNING,
        title=f"{counted(len(found), 'finished actions')} {have} no evidence",
        sentence=f"{some(_codes(found))} {_be(found)} said to be finished with nothing attached.",
        subjects=_codes(found),
    )


def _late(assessment: Assessment) -> Attention | None:
    found = _where(
        assessment,
        lambda each: (
            (Flag.OVERDUE in each.flags and each.delivery is Delivery.AT_RISK)
            or Flag.LATE_START in each.flags
        ),
    )
    if not found:
        return None
    return Attention(
        severity=Severity.WARNING,
        title=f"{counted(len(found), 'other actions')} {_be(found)} late",
        sentence=_told(
            [
                f"{each.action.code} is {counted(each.days_overdue, 'days')} overdue."
                if each.days_overdue
                else f"{each.action.code} should have started."
                for each in found
            ]
        ),
        subjects=_codes(found),
    )


def _unanswered(assessment: Assessment) -> Attention | None:
    found = [finding for finding in assessment.findings if finding.code == "V11"]
    if not found:
        return None
    have = "has" if len(found) == 1 else "have"
    codes = tuple(finding.subject for finding in found)
    named = some(codes)
    if len(found) == 1:
        named = f"{codes[0]} {assessment.guidance.clause_by_code[codes[0]].title}"
    return Attention(
        severity=Severity.WARNING,
        title=f"{counted(len(found), 'clauses')} {have} no action",
        sentence=f"{named}: no action and no recorded reason.",
        subjects=codes,
    )


def _must_fix(assessment: Assessment) -> Attention | None:
    found = [finding for finding in assessment.findings if finding.severity is Severity.ERROR]
    if not found:
        return None
    verb = "finding says" if len(found) == 1 else "findings say"
    return Attention(
        severity=Severity.ERROR,
        title=f"{len(found):,} {verb} what must be fixed in the plan",
        sentence=_told([finding.reason for finding in found]),
        subjects=tuple(dict.fromkeys(finding.subject for finding in found)),
    )


def _claimed_ahead(assessment: Assessment) -> Attention | None:
    found = [each for each in assessment.coverage.values() if each.gap is Gap.AHEAD]
    if not found:
        return None
    widest = max(each.claimed.step - each.shown.step for each in found)
    furthest = tuple(each.clause.code for each in found if each.claimed.step - each.shown.step == widest)
    return Attention(
        severity=Severity.WARNING,
        title=f"{counted(len(found), 'clauses')} {_be(found)} claimed further than the plan shows",
        sentence=f"Widest, by {counted(widest, 'steps')}: {some(furthest)}.",
        subjects=furthest,
    )


_GROUPS: tuple[Callable[[Assessment], Attention | None], ...] = (
    _off_track,
    _worse,
    _must_fix,
    _stale,
    _green_but_late,
    _no_evidence,
    _late,
    _unanswered,
    _claimed_ahead,
)
