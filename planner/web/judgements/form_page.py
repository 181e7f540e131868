"""The form for a judgement of scrutiny, and what stands beside it."""

from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.entries.judgement import EnteredJudgement
from planner.domain.vocabulary import Assurance, Confidence
from planner.web.addresses import address_of, plan_address
from planner.web.challenges.facets import subject_name
from planner.web.choices import Choice, choices_of
from planner.web.entry_forms import EntryForm, TypedField


class RecordJudgementForm(EntryForm):
    """What a scrutineer makes of something."""

    about = TypedField()
    assurance = TypedField()
    confidence = TypedField()
    text = TypedField()

    @property
    def entered(self) -> EnteredJudgement:
        """Return the judgement as it was typed."""
        return EnteredJudgement(
            about=self.about.typed,
            assurance=self.assurance.typed,
            confidence=self.confidence.typed,
            text=self.text.typed,
        )


@dataclass(frozen=True, kw_only=True)
class RecordJudgementPage:
    """What stands around the form; ``subject`` is what the judgement is about, as people know it."""

    subject: str
    back: str
    assurances: tuple[Choice, ...]
    confidences: tuple[Choice, ...]


def record_judgement_page(assessment: Assessment, about: str) -> RecordJudgementPage:
    """Return the page of the form for a judgement of a code, or of nothing yet."""
    address = address_of(assessment, about) if about else ""
    return RecordJudgementPage(
        subject=subject_name(assessment, about) if address else "",
        back=address or plan_address(assessment, "challenges.list_challenges"),
        assurances=choices_of("assurance", Assurance),
        confidences=choices_of("confidence", Confidence),
    )
