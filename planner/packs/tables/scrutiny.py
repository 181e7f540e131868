"""Scrutiny log: what was asked, of whom, what was answered, and what came of it."""

from planner.domain.plan import Challenge, ChallengeEvent
from planner.domain.scrutiny.challenges import is_open, open_first, scrutiny_sentence, state_words
from planner.domain.vocabulary import ChallengeStep
from planner.packs.review import Review
from planner.packs.tables.table import Column, Heading, Row, Sheet, Table

TITLE = "Scrutiny log"


def scrutiny_sheet(review: Review) -> Sheet:
    """Return the sheet with every challenge, open ones first."""
    return Sheet(
        number=18,
        title=TITLE,
        lead=scrutiny_sentence(review.plan.challenges, review.today),
        tables=(
            Table(
                name="challenges",
                title="Every challenge",
                headings=(
                    Heading("Code", Column.CODE, 8),
                    Heading("Kind", width=16),
                    Heading("State", width=12),
                    Heading("Raised on", Column.DATE, 12),
                    Heading("Raised by", width=22),
                    Heading("About", width=10),
                    Heading("To", width=20),
                    Heading("What was asked", width=46),
                    Heading("Evidence asked for", width=26),
                    Heading("Reply due", Column.DATE, 12),
                    Heading("Latest reply", width=40),
                    Heading("Replied on", Column.DATE, 12),
                    Heading("Taken up", width=16),
                    Heading("Resulting action", width=12),
                    Heading("Effect seen", width=26),
                    Heading("Closed on", Column.DATE, 12),
                    Heading("Days open", Column.NUMBER, 9),
                ),
                rows=tuple(_row(each, review) for each in open_first(review.plan.challenges)),
                says="Open challenges come first, the oldest at the top.",
                empty="No challenge has been recorded.",
            ),
        ),
    )


def _last(challenge: Challenge, step: ChallengeStep) -> ChallengeEvent | None:
    return next((event for event in reversed(challenge.events) if event.step is step), None)


def _row(challenge: Challenge, review: Review) -> Row:
    reply = _last(challenge, ChallengeStep.REPLIED)
    waiting = is_open(challenge)
    closed = None if waiting else _last(challenge, ChallengeStep.CLOSED)
    until = closed.on if closed else review.today
    answer = challenge.answer.label if challenge.answer else ""
    because = f": {challenge.answer_because}" if answer and challenge.answer_because else ""
    return (
        challenge.code,
        challenge.kind.label,
        state_words(challenge),
        challenge.raised_on,
        challenge.raised_by,
        challenge.about,
        review.plan.agency_names.get(challenge.to_agency, challenge.to_agency),
        challenge.text,
        challenge.evidence_asked,
        challenge.reply_due_on,
        reply.text if reply else "",
        reply.on if reply else None,
        answer + because,
        challenge.resulting_action,
        challenge.effect_seen,
        closed.on if closed else None,
        (until - challenge.raised_on).days if waiting or closed else None,
    )
