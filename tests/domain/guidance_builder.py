"""Small guidance for tests: two clauses, the nine groups, two forms, and words for every rule."""

from dataclasses import replace
from typing import Any

from planner.domain.guidance import (
    AbuseForm,
    AffectedGroup,
    Guidance,
    Language,
    LanguageRule,
    RuleText,
    TemplateSection,
)
from planner.domain.vocabulary import Severity
from tests.domain import clauses

ERRORS = frozenset({"V01", "V02", "V03", "V04", "V05", "V21"})


def make_rule(code: str) -> RuleText:
    """Return the words of one rule."""
    return RuleText(
        code=code,
        severity=Severity.ERROR if code in ERRORS else Severity.WARNING,
        title=f"What {code} asks",
        why="It matters.",
        cure=f"Do what {code} asks.",
        source="G §12",
    )


def make_language_rule(code: str, pattern: str, prefer: str = "other words") -> LanguageRule:
    """Return a wording rule."""
    return LanguageRule(
        code=code, level="replace", pattern=pattern, prefer=prefer, why="It is clearer.", source="G"
    )


def make_section(code: str, title: str) -> TemplateSection:
    """Return a section of the template."""
    return TemplateSection(
        code=code,
        title=title,
        fed_by="ch.4",
        purpose="To say why.",
        must_contain=(),
        prompts=(),
        checks=(),
        source="G",
    )


def make_guidance(*codes: str, **changes: Any) -> Guidance:
    """Return guidance with the clauses of these codes (R2.4 and R4.6 if none is named)."""
    guidance = replace(
        clauses.make_guidance(*(codes or ("R2.4", "R4.6"))),
        sections=(make_section("S1", "Introduction"), make_section("S4", "Local context")),
        rules=tuple(make_rule(f"V{number:02}") for number in range(1, 23)),
        language=Language(
            rules=(make_language_rule("L17", r"\bCSA\b(?! Centre)", "child sexual abuse"),),
            exempt_phrases=("CSA Centre",),
        ),
        groups=tuple(
            AffectedGroup(code=f"G{number}", title=f"Group {number}", source="G") for number in range(1, 10)
        ),
        forms=(
            AbuseForm(code="F5", title="Child sexual exploitation", words=("exploitation",), source="G §4.1"),
            AbuseForm(code="F6", title="Online", words=("online", "internet"), source="G §4.1"),
        ),
    )
    return replace(guidance, **changes)
