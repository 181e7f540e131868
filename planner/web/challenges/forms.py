"""The forms of scrutiny and of those who reply: raising a challenge, taking it further, answering it."""

from planner.domain.entries.challenge import EnteredChallenge, EnteredReply, EnteredStep
from planner.web.entry_forms import DayField, EntryForm, TypedField


class RaiseChallengeForm(EntryForm):
    """What a scrutineer asks or sees."""

    kind = TypedField()
    text = TypedField()
    about = TypedField()
    to_agency = TypedField()
    evidence_asked = TypedField()
    reply_due_on = DayField()

    @property
    def entered(self) -> EnteredChallenge:
        """Return the challenge as it was typed."""
        return EnteredChallenge(
            kind=self.kind.typed,
            text=self.text.typed,
            about=self.about.typed,
            to_agency=self.to_agency.typed,
            evidence_asked=self.evidence_asked.typed,
            reply_due_on=self.reply_due_on.data,
        )


class FollowingForm(EntryForm):
    """A form about what was said before: ``seen`` is how many steps of a challenge its page has shown."""

    seen = TypedField()

    def has_shown(self, steps: int) -> None:
        """Note how many steps the page shows that the form now stands on."""
        self.seen.data = str(steps)


class TakeChallengeFurtherForm(FollowingForm):
    """A closing or a reopening, with its reason."""

    step = TypedField()
    text = TypedField()

    @property
    def entered(self) -> EnteredStep:
        """Return the step as it was typed."""
        return EnteredStep(step=self.step.typed, text=self.text.typed, seen=self.seen.typed)


class ReplyToChallengeForm(FollowingForm):
    """A reply, and how far the challenge is accepted."""

    answer = TypedField()
    text = TypedField()
    answer_because = TypedField()
    resulting_action = TypedField()

    @property
    def entered(self) -> EnteredReply:
        """Return the reply as it was typed."""
        return EnteredReply(
            answer=self.answer.typed,
            text=self.text.typed,
            answer_because=self.answer_because.typed,
            resulting_action=self.resulting_action.typed,
            seen=self.seen.typed,
        )
