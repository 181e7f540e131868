"""Reference data as frozen values: what the field's guidance asks, told in our own words.

``planner.reference`` reads them from ``seed/`` and checks them; the rules, coverage and packs
take them as an argument, so that the domain stays free of files. Every item names its source by
the codes of ``seed/sources.yaml`` (``G §12`` is section 12 of the guide).
"""

from dataclasses import dataclass
from functools import cached_property

from planner.domain.vocabulary import Force, Nation, Severity


@dataclass(frozen=True, kw_only=True)
class Source:
    """A published document or page that items refer to; ``verify`` marks what is unconfirmed.

    ``short_title`` is what a finding calls it in passing; the title is the published one.
    """

    code: str
    title: str
    publisher: str
    short_title: str = ""
    year: int | None = None
    note: str = ""
    verify: bool = False


@dataclass(frozen=True, kw_only=True)
class TemplateSection:
    """One of the eleven sections of a strategy."""

    code: str
    title: str
    fed_by: str
    purpose: str
    must_contain: tuple[str, ...]
    prompts: tuple[str, ...]
    checks: tuple[str, ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One trackable part of a recommendation to safeguarding partners."""

    code: str
    force: Force
    title: str
    requirement: str
    evidence: tuple[str, ...]
    measures: tuple[str, ...]
    actions: tuple[str, ...]
    guide_chapter: str
    source: str
    national: str = ""


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """One of the Panel's six recommendations to partnerships, with its clauses."""

    code: str
    title: str
    short_title: str
    clauses: tuple[Clause, ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class NationalRecommendation:
    """One of the Panel's ten recommendations to government and national bodies: context only."""

    code: str
    title: str
    addressed_to: str
    mirrors: str = ""
    source: str


@dataclass(frozen=True, kw_only=True)
class RuleText:
    """The words of a validity rule. ``reason`` and ``cure`` are templates for the rule's fields."""

    code: str
    severity: Severity
    title: str
    why: str
    cure: str
    source: str


@dataclass(frozen=True, kw_only=True)
class LanguageRule:
    """A wording to look at: a regular expression, what to prefer and why."""

    code: str
    level: str
    pattern: str
    prefer: str
    why: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Language:
    """All wording rules with the official names that are exempt from them."""

    rules: tuple[LanguageRule, ...]
    exempt_phrases: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AffectedGroup:
    """One of the nine groups of people whom a strategy should serve."""

    code: str
    title: str
    source: str


@dataclass(frozen=True, kw_only=True)
class AbuseForm:
    """One of the six forms that a strategy must name; ``words`` are ways in which a text may name it."""

    code: str
    title: str
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class GlossaryTerm:
    """A term of the field; ``nations`` is where it is used, ``wales`` the Welsh counterpart."""

    code: str
    term: str
    nations: tuple[Nation, ...]
    meaning: str
    source: str
    wales: str = ""
    verify: bool = False


@dataclass(frozen=True, kw_only=True)
class StatusPreset:
    """A local convention for the delivery key: which letter and word each status code wears."""

    code: str
    title: str
    note: str
    meanings: dict[str, str]
    source: str


@dataclass(frozen=True, kw_only=True)
class ScaleStep:
    """One step of a scale with its meaning."""

    code: str
    label: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class Scale:
    """An ordered scale that the product offers."""

    code: str
    title: str
    steps: tuple[ScaleStep, ...]
    source: str


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """A published national figure, with its unit, year and caution."""

    code: str
    title: str
    value: str
    unit: str
    area: str
    year: str
    source: str
    caution: str = ""
    verify: bool = False


@dataclass(frozen=True, kw_only=True)
class ReportingDuty:
    """What a yearly report must say, and which sheets of the pack answer it."""

    code: str
    nation: Nation
    requirement: str
    sheets: tuple[str, ...]
    source: str
    verify: bool = False


@dataclass(frozen=True, kw_only=True)
class Guidance:
    """All reference data together."""

    sources: tuple[Source, ...]
    sections: tuple[TemplateSection, ...]
    recommendations: tuple[Recommendation, ...]
    national: tuple[NationalRecommendation, ...]
    rules: tuple[RuleText, ...]
    language: Language
    groups: tuple[AffectedGroup, ...]
    forms: tuple[AbuseForm, ...]
    glossary: tuple[GlossaryTerm, ...]
    presets: tuple[StatusPreset, ...]
    scales: tuple[Scale, ...]
    benchmarks: tuple[Benchmark, ...]
    duties: tuple[ReportingDuty, ...]

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause in the order of the recommendations."""
        return tuple(clause for each in self.recommendations for clause in each.clauses)

    @cached_property
    def clause_by_code(self) -> dict[str, Clause]:
        """Every clause by its code."""
        return {clause.code: clause for clause in self.clauses}

    @cached_property
    def rule_by_code(self) -> dict[str, RuleText]:
        """Every validity rule's words by its code."""
        return {rule.code: rule for rule in self.rules}
