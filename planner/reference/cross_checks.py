"""Whether the files of reference data fit together: no loose reference, nothing blank, nothing unexplained.

The checks are generators of troubles, as in ``code_checks``; this module runs them all and tells
each as a problem with its file, item, field and line.
"""

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping

from planner.domain import vocabulary
from planner.domain.errors import Problem
from planner.domain.guidance import Guidance
from planner.reference.code_checks import (
    Trouble,
    against,
    coded_lists,
    missing_and_extra_codes,
    repeated_codes,
)
from planner.reference.seed_files import SeedFile

LANGUAGE_LEVELS = ("replace", "review", "context")

#: The sheets of the annual review pack by which reporting duties are answered, built or planned.
SHEETS = frozenset(
    {
        "Cover and read-me",
        "Executive summary",
        "Plan on a page",
        "Action status",
        "Exceptions",
        "Scorecard",
        "Outcome stories",
        "Recommendations tracker",
        "Assumptions and risks",
        "Scrutiny log",
        "Changes since last review",
        "Year ahead",
        "Data sources and cross-walk",
        "Local data",
        "Self-assessment results",
        "Support matrix",
        "Workforce",
        "Audits and reviews",
        "Closed investigations and threshold",
        "Voice and feedback",
        "Equity",
        "Partner contributions and money",
    }
)


def cross_problems(guidance: Guidance, files: Mapping[str, SeedFile]) -> list[Problem]:
    """Return everything that does not fit together, each with file, item, field and line."""
    return [
        Problem(files[trouble.field].place(trouble.path), trouble.fault, trouble.cure)
        for check in CHECKS
        for trouble in check(guidance)
    ]


def _blank_texts(guidance: Guidance) -> Iterator[Trouble]:
    """No required text or list is empty, and no list holds a blank entry."""
    for field, path, items in coded_lists(guidance):
        for place, item in enumerate(items):
            for each in dataclasses.fields(item):
                value = getattr(item, each.name)
                if (each.default is dataclasses.MISSING and _is_empty(value)) or _holds_blank(value):
                    cure = "Write it or take it out."
                    yield Trouble(field, (*path, place, each.name), "The text is blank.", cure)


def _is_empty(value: object) -> bool:
    """Return whether a text has no words or a list has no entries."""
    return (isinstance(value, str) and not value.strip()) or value == ()


def _holds_blank(value: object) -> bool:
    """Return whether one entry of a list of texts has no words."""
    return isinstance(value, tuple) and any(isinstance(each, str) and not each.strip() for each in value)


def _unknown_sources(guidance: Guidance) -> Iterator[Trouble]:
    """Every source is a known code with, after a space, the place in it; several are parted by semicolons."""
    known = {source.code for source in guidance.sources}
    for field, path, items in coded_lists(guidance):
        for place, item in enumerate(items):
            for part in getattr(item, "source", "DX").split(";"):
                code = part.strip().partition(" ")[0]
                if code not in known:
                    fault = f'"{code}" is not a code of sources.yaml.'
                    yield Trouble(field, (*path, place, "source"), fault, 'Write sources as "G §12; NR R3".')


def _counterparts(guidance: Guidance) -> Iterator[Trouble]:
    """Clauses and national recommendations refer to each other by codes that exist."""
    national = {each.code for each in guidance.national}
    for place, recommendation in enumerate(guidance.recommendations):
        for number, clause in enumerate(recommendation.clauses):
            if clause.national and clause.national not in national:
                path = (place, "clauses", number, "national")
                fault = f"{clause.national} does not exist."
                yield Trouble("recommendations", path, fault, "Choose N1 to N10.")
    local = {each.code for each in guidance.recommendations}
    for place, each in enumerate(guidance.national):
        if each.mirrors and each.mirrors not in local:
            fault = f"{each.mirrors} does not exist."
            yield Trouble("national", (place, "mirrors"), fault, "Choose R1 to R6.")


def _wording_rules(guidance: Guidance) -> Iterator[Trouble]:
    """Patterns compile, and levels are known."""
    for place, rule in enumerate(guidance.language.rules):
        try:
            re.compile(rule.pattern, re.IGNORECASE)
        except re.error as error:
            fault = f"The regular expression does not compile: {error}."
            yield Trouble("language", ("rules", place, "pattern"), fault, "Correct it.")
        if rule.level not in LANGUAGE_LEVELS:
            cure = f"Choose {', '.join(LANGUAGE_LEVELS)}."
            yield Trouble("language", ("rules", place, "level"), f'"{rule.level}" is no level.', cure)


def _status_presets(guidance: Guidance) -> Iterator[Trouble]:
    """A convention gives every status its letter, word and meaning, and knows no other status."""
    codes = [status.value for status in vocabulary.Status]
    for place, preset in enumerate(guidance.presets):
        yield from against("presets", (place, "meanings"), list(preset.meanings), tuple(codes))
        for code, meaning in preset.meanings.items():
            if not re.match(r"[A-Z] [A-Z][^:]*: \S", meaning):
                path = (place, "meanings", code)
                cure = 'Write "G On track: will be done by its date".'
                yield Trouble("presets", path, "The letter, the word or the meaning is missing.", cure)


def _vocabulary_scales(guidance: Guidance) -> Iterator[Trouble]:
    """A scale that bears the name of a vocabulary has its codes and labels, in its order."""
    terms = {_snake(kind.__name__): kind for kind in _vocabularies()}
    found = {scale.code for scale in guidance.scales}
    for code in terms.keys() - found:
        yield Trouble("scales", (), f'The scale "{code}" is missing.', "Explain each of its words.")
    for place, scale in enumerate(guidance.scales):
        if scale.code not in terms:
            continue
        expected = [(term.value, term.label) for term in terms[scale.code]]
        if [(step.code, step.label) for step in scale.steps] != expected:
            words = ", ".join(f"{code} ({label})" for code, label in expected)
            fault = "The steps differ from the words that the product uses."
            yield Trouble("scales", (place, "steps"), fault, f"In order, they are {words}.")


def _vocabularies() -> list[type[vocabulary.Term]]:
    """Return every closed list of words of the domain."""
    return [
        kind
        for kind in vars(vocabulary).values()
        if isinstance(kind, type) and issubclass(kind, vocabulary.Term) and len(kind)
    ]


def _snake(name: str) -> str:
    """Return ClaimStatus as claim_status."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _reporting_duties(guidance: Guidance) -> Iterator[Trouble]:
    """Every nation has duties, and they refer to sheets of the pack."""
    for nation in vocabulary.Nation:
        if nation not in {duty.nation for duty in guidance.duties}:
            yield Trouble("duties", (), f"{nation.label} has no reporting duty.", "Add one.")
    for place, duty in enumerate(guidance.duties):
        for number, sheet in enumerate(duty.sheets):
            if sheet not in SHEETS:
                fault = f'The review pack has no sheet "{sheet}".'
                yield Trouble("duties", (place, "sheets", number), fault, "Correct the title or take it out.")


CHECKS: tuple[Callable[[Guidance], Iterator[Trouble]], ...] = (
    repeated_codes,
    missing_and_extra_codes,
    _blank_texts,
    _unknown_sources,
    _counterparts,
    _wording_rules,
    _status_presets,
    _vocabulary_scales,
    _reporting_duties,
)
