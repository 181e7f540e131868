"""The product's own reference data never shows a reader the code of a source."""

import re

from planner.domain.source_words import in_words
from planner.reference.guidance import load_guidance


def test_every_citation_of_the_reference_data_is_told_in_words() -> None:
    guidance = load_guidance()
    lists = (
        guidance.sections, guidance.recommendations, guidance.clauses, guidance.national, guidance.rules,
        guidance.language.rules, guidance.groups, guidance.forms, guidance.glossary, guidance.presets,
        guidance.scales, guidance.benchmarks, guidance.duties,
    )  # fmt: skip
    cited = {str(vars(item)["source"]) for items in lists for item in items}
    told = {each: in_words(each, guidance.sources) for each in cited}
    assert len(told) > 100
    codes = "|".join(re.escape(source.code) for source in guidance.sources)
    left = re.compile(rf"§|\bfn\d|(?:^|; )(?:{codes})(?=$|[ ;,])")
    assert {cited: words for cited, words in told.items() if left.search(words)} == {}
    assert told["G §12"] == "Guide for partnerships, section 12"
    assert not [words for words in told.values() if re.search(r"\bCSA\b(?! Centre)", words)]
