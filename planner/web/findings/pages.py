"""What needs attention: findings by severity and kind, each with its subject, reason, source and cure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from planner.domain.assessment import Assessment
from planner.domain.phrases import counted
from planner.domain.rules.families import Family, family_of
from planner.domain.rules.findings import Finding
from planner.domain.source_words import in_words
from planner.domain.vocabulary import Severity
from planner.web.addresses import Part, address_of, linked, plan_address
from planner.web.current_address import address_with
from planner.web.filters import FilterBar, filtered
from planner.web.findings.facets import finding_facets, searched_text
from planner.web.marks import Mark, severity_mark
from planner.web.paging import Paged, paged

LIST = "findings.list_findings"
_CODES = re.compile(r"\w+(?:\.\w+)*(?:-\d+)?")
_ORDER = {family: place for place, family in enumerate(Family)}


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """One finding, with its diamond; ``parts`` say what is the case, with links to what it names.

    ``subject`` leads to what it is about where the sentence itself does not.
    """

    severity: Mark
    code: str
    parts: tuple[Part, ...]
    subject: Part | None
    why: str
    cure: str
    source: str


@dataclass(frozen=True, kw_only=True)
class FindingGroup:
    """The findings of one kind and severity that stand on this page."""

    anchor: str
    severity: str
    is_first: bool
    title: str
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True, kw_only=True)
class KindCount:
    """How many findings there are of one kind and severity, with the address of their list."""

    severity: Mark
    title: str
    count: int
    address: str


@dataclass(frozen=True, kw_only=True)
class FindingsPage:
    """The findings that the address asks for, with a sentence that counts all of them."""

    sentence: str
    result: str
    kinds: tuple[KindCount, ...]
    bar: FilterBar
    groups: tuple[FindingGroup, ...]
    paged: Paged[Finding]
    all_address: str
    one_page_address: str


def findings_page(assessment: Assessment) -> FindingsPage:
    """Return the findings that the address asks for; raises ``NotFound`` for an unknown filter."""
    findings = sorted(
        assessment.findings, key=lambda each: (_seriousness(each), _ORDER[family_of(each.code)])
    )
    found = filtered(
        findings,
        tuple(finding_facets(assessment)),
        words_label="Words",
        text_of=partial(searched_text, assessment),
        kept=(),
    )
    page = paged(found.rows, "findings")
    result = f"{len(found.rows)} of {counted(len(findings), 'findings')}: {found.bar.in_words}."
    return FindingsPage(
        sentence=findings_sentence(assessment.findings),
        result=result if found.bar.is_used else f"{counted(len(findings), 'findings')}.",
        kinds=tuple(_kinds(assessment, findings)),
        bar=found.bar,
        groups=tuple(_groups(assessment, page.rows)),
        paged=page,
        all_address=plan_address(assessment, LIST),
        one_page_address=address_with({"pages": "all"}),
    )


def findings_sentence(findings: Sequence[Finding]) -> str:
    """Return how much there is to do, in words that fit any number."""
    if not findings:
        return "No rule has anything to say about this plan today."
    errors = sum(each.severity is Severity.ERROR for each in findings)
    warnings = len(findings) - errors
    must = counted(errors, "things") if errors else "Nothing"
    said = f"{must} must be fixed"
    if warnings:
        check = str(warnings) if errors else counted(warnings, "things")
        said = f"{said} and {check} should be checked"
    who = "It says" if len(findings) == 1 else "Each says"
    return f"{said}. {who} why it matters and what to do."


def _seriousness(finding: Finding) -> int:
    return list(Severity).index(finding.severity)


def _kinds(assessment: Assessment, findings: Sequence[Finding]) -> Iterator[KindCount]:
    counts = Counter((finding.severity, family_of(finding.code)) for finding in findings)
    for (severity, family), count in counts.items():
        yield KindCount(
            severity=severity_mark(severity),
            title=family.label,
            count=count,
            address=plan_address(assessment, LIST, severity=severity.value, kind=family.value),
        )


def _groups(assessment: Assessment, findings: Sequence[Finding]) -> Iterator[FindingGroup]:
    known = assessment.plan.by_code.keys() | {each.code for each in assessment.plan.assumptions}
    before = None
    for (severity, family), group in groupby(
        findings, key=lambda each: (each.severity, family_of(each.code))
    ):
        yield FindingGroup(
            anchor=f"{severity.value}-{family.value}",
            severity=severity.label,
            is_first=severity is not before,
            title=family.label,
            findings=tuple(_row(assessment, finding, known) for finding in group),
        )
        before = severity


def _row(assessment: Assessment, finding: Finding, known: set[str]) -> FindingRow:
    codes = {finding.subject, *_CODES.findall(finding.reason)} & (known | {finding.subject})
    parts = linked(assessment, finding.reason, codes)
    named = any(part.text == finding.subject and part.address for part in parts)
    address = "" if named else address_of(assessment, finding.subject)
    return FindingRow(
        severity=severity_mark(finding.severity),
        code=finding.code,
        parts=parts,
        subject=Part(assessment.plan.agency_names.get(finding.subject, finding.subject), address)
        if address
        else None,
        why=assessment.guidance.rule_by_code[finding.code].why,
        cure=finding.cure,
        source=in_words(finding.source, assessment.guidance.sources),
    )
