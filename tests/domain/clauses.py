"""Small guidance for tests: only clauses, under one recommendation."""

from planner.domain.guidance import Clause, Guidance, Language, Recommendation
from planner.domain.vocabulary import Force


def make_clause(code: str) -> Clause:
    """Return a clause that is plainly asked."""
    return Clause(
        code=code,
        force=Force.SHOULD,
        title=f"What {code} asks",
        requirement="Partners do it.",
        evidence=(),
        measures=(),
        actions=(),
        guide_chapter="10",
        source="NR",
    )


def make_guidance(*codes: str) -> Guidance:
    """Return guidance with the clauses of these codes and nothing else."""
    recommendation = Recommendation(
        code="R1",
        title="Use the findings",
        short_title="Findings",
        clauses=tuple(make_clause(code) for code in codes),
        source="NR",
    )
    return Guidance(
        sources=(),
        sections=(),
        recommendations=(recommendation,),
        national=(),
        rules=(),
        language=Language(rules=(), exempt_phrases=()),
        groups=(),
        forms=(),
        glossary=(),
        presets=(),
        scales=(),
        benchmarks=(),
        duties=(),
    )
