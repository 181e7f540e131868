"""What the page of the strategy's text shows: each section's state, words, purpose and findings."""

from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.guidance import TemplateSection
from planner.domain.plan import Section
from planner.domain.section_words import is_written, sections_sentence
from planner.domain.source_words import in_words
from planner.web.addresses import anchor
from planner.web.relations import FindingRow, finding_rows

NOT_WRITTEN = "Not written yet"


@dataclass(frozen=True, kw_only=True)
class SectionRow:
    """One section of the strategy, with what the guidance says that it is for."""

    anchor: str
    code: str
    title: str
    state: str
    is_written: bool
    paragraphs: tuple[str, ...]
    purpose: str
    must_contain: tuple[str, ...]
    source: str
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True, kw_only=True)
class SectionsPage:
    """The whole text of the strategy, section by section."""

    sentence: str
    is_empty: bool
    sections: tuple[SectionRow, ...]


def sections_page(assessment: Assessment) -> SectionsPage:
    """Return the strategy's sections in the order of the guidance, written or not."""
    written = {each.code: each for each in assessment.plan.sections}
    parts = assessment.guidance.sections
    return SectionsPage(
        sentence=sections_sentence(assessment.plan.sections, len(parts)),
        is_empty=not any(map(is_written, assessment.plan.sections)),
        sections=tuple(_row(assessment, part, written.get(part.code)) for part in parts),
    )


def _row(assessment: Assessment, part: TemplateSection, section: Section | None) -> SectionRow:
    text = section.text if section else ""
    return SectionRow(
        anchor=anchor(part.code),
        code=part.code,
        title=part.title,
        state=section.state.label if section and is_written(section) else NOT_WRITTEN,
        is_written=is_written(section),
        paragraphs=tuple(line.strip() for line in text.splitlines() if line.strip()),
        purpose=part.purpose,
        must_contain=part.must_contain,
        source=in_words(part.source, assessment.guidance.sources),
        findings=finding_rows(assessment, part.code),
    )
