"""What a rule says about a plan: a finding that explains itself."""

from dataclasses import dataclass

from planner.domain.vocabulary import Severity


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that needs attention.

    ``code`` is the rule (V01 to V22), ``subject`` the code of what it is about (an element, a
    clause, an agency, a section, or ``plan``), ``reason`` what is the case and why it matters,
    ``cure`` what to do about it, and ``source`` where the rule comes from.
    """

    code: str
    severity: Severity
    subject: str
    reason: str
    cure: str
    source: str
