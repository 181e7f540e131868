"""Where the product's guidance comes from: published documents, national figures, rules and duties."""

from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.source_words import in_words
from planner.web.addresses import anchor
from planner.web.marks import Mark, severity_mark


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """One published document, and what we take from it."""

    anchor: str
    title: str
    published: str
    note: str


@dataclass(frozen=True, kw_only=True)
class BenchmarkRow:
    """One national figure with its year and its caution."""

    title: str
    value: str
    unit: str
    where_and_when: str
    caution: str
    source: str


@dataclass(frozen=True, kw_only=True)
class RuleRow:
    """One rule that findings come from."""

    code: str
    severity: Mark
    title: str
    why: str
    source: str


@dataclass(frozen=True, kw_only=True)
class DutyRow:
    """One thing that a yearly report has to say."""

    requirement: str
    source: str


@dataclass(frozen=True, kw_only=True)
class SourcesPage:
    """Everything that the product takes from elsewhere."""

    sources: tuple[SourceRow, ...]
    benchmarks: tuple[BenchmarkRow, ...]
    rules: tuple[RuleRow, ...]
    duties: tuple[DutyRow, ...]
    nation: str


def sources_page(assessment: Assessment) -> SourcesPage:
    """Return the sources, the national figures, the rules, and the duties of the partnership's nation."""
    guidance, nation = assessment.guidance, assessment.plan.partnership.nation

    def cited(source: str, *, verify: bool = False) -> str:
        return f"{in_words(source, guidance.sources)}{' (to be confirmed)' if verify else ''}"

    return SourcesPage(
        sources=tuple(
            SourceRow(
                anchor=anchor(f"source-{each.code}"),
                title=each.title,
                published=", ".join(str(part) for part in (each.publisher, each.year) if part),
                note=f"{each.note}{' To be confirmed before anyone relies on it.' if each.verify else ''}",
            )
            for each in guidance.sources
        ),
        benchmarks=tuple(
            BenchmarkRow(
                title=each.title,
                value=each.value,
                unit=each.unit,
                where_and_when=f"{each.area}, {each.year}",
                caution=each.caution,
                source=cited(each.source, verify=each.verify),
            )
            for each in guidance.benchmarks
        ),
        rules=tuple(
            RuleRow(
                code=each.code,
                severity=severity_mark(each.severity),
                title=each.title,
                why=each.why,
                source=cited(each.source),
            )
            for each in guidance.rules
        ),
        duties=tuple(
            DutyRow(requirement=each.requirement, source=cited(each.source, verify=each.verify))
            for each in guidance.duties
            if each.nation is nation
        ),
        nation=nation.label,
    )
