"""What can be found: every text that people wrote, once, under the thing that it belongs to."""

from dataclasses import fields, is_dataclass, replace
from datetime import date

from planner.domain.find.findable import FindKind, findables
from planner.domain.find.findable_guidance import findable_guidance
from planner.domain.find.search_words import words_of
from planner.domain.plan import Claim, Plan, Section
from planner.domain.vocabulary import ClaimStatus, SectionState, Term
from planner.reference.guidance import load_guidance
from tests.builders import make_plan
from tests.store.plans import make_full_plan

#: Texts that are no sentences of anybody: names of other things, addresses, and figures of a period.
NO_SENTENCES = {
    "partnership", "slug", "starts_on", "versions", "guidance_edition", "status_preset", "stages",
    "link", "unit", "baseline_period", "period", "entered_by", "by_role", "approved_by", "comparators",
    "breakdowns", "about", "clauses", "groups", "depends_on", "indicators", "supporting_agencies",
    "lead_agency", "stage", "source", "target", "collator_agency", "to_agency", "resulting_action",
    "owner_agency", "recorded_reasons", "claims", "agencies", "sections", "ask_of", "code",
    "retired_because",
}  # fmt: skip


def texts_of(value: object) -> set[str]:
    """Return every text in a value, but for the fields that hold no sentence and what is retired."""
    if isinstance(value, Term) or getattr(value, "retired_on", None):
        return set()
    if isinstance(value, str):
        return {value} if value else set()
    if isinstance(value, tuple):
        return set().union(*map(texts_of, value))
    if is_dataclass(value):
        return set().union(
            *(texts_of(getattr(value, each.name)) for each in fields(value) if each.name not in NO_SENTENCES)
        )
    return set()


def test_every_sentence_of_a_plan_can_be_found() -> None:
    plan = make_full_plan()
    words = {word for thing in findables(plan) for word in thing.words}
    written = texts_of(replace(plan, title=""))
    assert len(written) > 40
    assert {text for text in written if not words.issuperset(words_of(text))} == set()


def test_each_thing_is_there_once_and_has_its_title_among_its_words() -> None:
    things = findables(make_full_plan())
    assert len({(thing.kind, thing.code) for thing in things}) == len(things)
    for thing in things:
        assert set(thing.title_words) <= set(thing.words)
        assert set(words_of(thing.code)) <= set(thing.words)
        assert all(passage.text and passage.label for passage in thing.passages)


def test_what_is_retired_is_left_out() -> None:
    plan = make_full_plan()
    retired = {node.code for _, node in plan.nodes() if node.retired_on}
    assert retired
    assert retired.isdisjoint(thing.code for thing in findables(plan))


def test_a_clause_is_found_by_the_latest_and_earlier_claims() -> None:
    guidance = load_guidance()
    claims = tuple(
        Claim(clause="R1.1", status=ClaimStatus.PLANNED, on=date(2026, month, 1), reason=reason)
        for month, reason in ((1, "Zanzibar first"), (2, ""), (3, "Zebra later"))
    )
    plan: Plan = replace(make_plan(), claims=claims)
    [clause] = [each for each in findable_guidance(plan, guidance) if each.code == "R1.1"]
    assert [passage.text for passage in clause.passages[1:]] == ["Zebra later", "Zanzibar first"]


def test_agencies_and_terms_are_named_and_sections_are_there_when_written() -> None:
    sections = (
        Section(code="S1", state=SectionState.DRAFT, text="Why"),
        Section(code="S2", state=SectionState.DRAFT, text=""),
    )
    things = findable_guidance(replace(make_plan(), sections=sections), load_guidance())
    kinds = [thing.kind for thing in things]
    assert set(kinds) == {FindKind.CLAUSE, FindKind.AGENCY, FindKind.SECTION, FindKind.GLOSSARY}
    [section] = [thing for thing in things if thing.kind is FindKind.SECTION]
    assert (section.code, section.title[:12]) == ("S1", "Introduction")
    for thing in things:
        assert bool(thing.shown_code) == (thing.kind not in {FindKind.AGENCY, FindKind.GLOSSARY})
