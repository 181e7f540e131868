"""Rules about the text of the strategy: V13, V22."""

from planner.domain.guidance import LanguageRule
from planner.domain.language import Hit, language_hits
from planner.domain.phrases import counted, listed
from planner.domain.rules.facts import Facts, Told
from planner.domain.vocabulary import SectionState

#: The sections that must name every form of abuse: introduction and local context.
NAMING_SECTIONS = ("S1", "S4")


def forms_unnamed(facts: Facts) -> Told:
    """Yield V13: a form of abuse that neither section 1 nor section 4 names (guide section 4.1)."""
    texts = [each.text for each in facts.plan.sections if each.code in NAMING_SECTIONS]
    text = " ".join(" ".join(texts).replace("’", "'").casefold().split())
    if not text:
        if facts.guidance.forms:
            count = counted(len(facts.guidance.forms), "forms")
            yield "S1", f"Sections 1 and 4 are not written yet, so none of the {count} of abuse is named."
        return
    for form in facts.guidance.forms:
        if not any(word.casefold() in text for word in form.words):
            yield "S1", f"Sections 1 and 4 do not name this form of abuse: {form.title.lower()}."


def words_in_ready_sections(facts: Facts) -> Told:
    """Yield V22: a wording to look at in a section marked ready; one finding for each wording rule."""
    titles = {each.code: each.title for each in facts.guidance.sections}
    for section in facts.plan.sections:
        if section.state is not SectionState.READY:
            continue
        by_rule: dict[LanguageRule, list[Hit]] = {}
        for hit in language_hits(section.text, facts.guidance.language):
            by_rule.setdefault(hit.rule, []).append(hit)
        name = f"{section.code} {titles.get(section.code, '')}".rstrip()
        for rule, hits in by_rule.items():
            times = "once" if len(hits) == 1 else f"{len(hits)} times"
            yield section.code, f"{name} says {_quoted(hits)} ({times}). Better: {rule.prefer.rstrip('.')}."


def _quoted(hits: list[Hit]) -> str:
    """Return the different words found, in quotation marks, the first three of them."""
    words = {" ".join(hit.words.split()).casefold(): " ".join(hit.words.split()) for hit in reversed(hits)}
    return listed([f"“{each}”" for each in [*reversed(words.values())][:3]])
