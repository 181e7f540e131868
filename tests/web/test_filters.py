"""The filter bar: every count says what the choice would leave, and nothing is filtered unseen."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import NotFound
from planner.web.filters import Facet, Filtered, filtered


@dataclass(frozen=True)
class Fruit:
    """Something to filter."""

    name: str
    colour: str
    places: tuple[str, ...]


APP = Flask(__name__)
COLOURS = (("red", "Red"), ("green", "Green"), ("blue", "Blue"))
PLACES = (("tree", "On trees"), ("bush", "On bushes"))
BASKET = (
    Fruit("Apple", "red", ("tree",)),
    Fruit("Pear", "green", ("tree",)),
    Fruit("Gooseberry", "green", ("bush",)),
    Fruit("Mulberry, a very old tree", "red", ("tree", "bush")),
)
FACETS = (
    Facet[Fruit](
        name="colour",
        label="Colour",
        any_label="Any colour",
        options=COLOURS,
        codes_of=lambda fruit: (fruit.colour,),
    ),
    Facet[Fruit](
        name="place",
        label="Place",
        any_label="Anywhere",
        options=PLACES,
        codes_of=lambda fruit: fruit.places,
    ),
)


def filter_basket(address: str, basket: tuple[Fruit, ...] = BASKET) -> Filtered[Fruit]:
    """Return the basket filtered by what an address asks for."""
    with APP.test_request_context(address):
        return filtered(basket, FACETS, words_label="Words", text_of=lambda fruit: fruit.name)


def names(found: Filtered[Fruit]) -> list[str]:
    return [fruit.name for fruit in found.rows]


def offers(found: Filtered[Fruit]) -> Iterator[tuple[str, str, int]]:
    """Yield every choice of the bar with the number of rows that it promises."""
    for field in found.bar.fields:
        for option in field.options:
            yield field.name, option.code, option.count


def test_without_a_wish_everything_is_there_and_nothing_is_said_to_be_filtered() -> None:
    found = filter_basket("/fruit")
    assert names(found) == [fruit.name for fruit in BASKET]
    assert not found.bar.is_used
    assert found.bar.in_words == ""


def test_choices_and_words_narrow_the_list_together() -> None:
    assert names(filter_basket("/fruit?colour=red")) == ["Apple", "Mulberry, a very old tree"]
    assert names(filter_basket("/fruit?colour=red&place=bush")) == ["Mulberry, a very old tree"]
    assert names(filter_basket("/fruit?words=TREE+old")) == ["Mulberry, a very old tree"]
    assert names(filter_basket("/fruit?colour=blue")) == []


def test_what_is_filtered_is_said_in_the_page_s_own_words() -> None:
    bar = filter_basket("/fruit?colour=red&words=old").bar
    assert bar.in_words == "Red, with the words “old”"
    assert [parse_qs(urlsplit(chip.address).query) for chip in bar.chips] == [
        {"words": ["old"]},
        {"colour": ["red"]},
    ]
    assert urlsplit(bar.clear_address).query == ""


def test_the_order_stays_when_a_filter_goes_and_the_number_of_the_page_does_not() -> None:
    bar = filter_basket("/fruit?colour=red&sort=-name&page=3").bar
    assert parse_qs(urlsplit(bar.chips[0].address).query) == {"sort": ["-name"]}
    assert bar.kept == (("sort", "-name"),)


def test_an_unknown_choice_is_an_error_and_not_a_whole_list() -> None:
    with pytest.raises(NotFound, match="no such filter"):
        filter_basket("/fruit?colour=purple")


@given(
    basket=st.lists(
        st.builds(
            Fruit,
            st.sampled_from(("apple", "pear tree", "plum")),
            st.sampled_from(("red", "green", "blue")),
            st.lists(st.sampled_from(("tree", "bush")), unique=True).map(tuple),
        ),
        max_size=12,
    ).map(tuple),
    colour=st.sampled_from(("", "red", "green")),
    place=st.sampled_from(("", "tree", "bush")),
    words=st.sampled_from(("", "tree", "p")),
)
def test_each_choice_leaves_as_many_rows_as_it_promises(
    basket: tuple[Fruit, ...], colour: str, place: str, words: str
) -> None:
    wishes = {"colour": colour, "place": place, "words": words}
    found = filter_basket("/fruit?" + "&".join(f"{name}={value}" for name, value in wishes.items()), basket)
    for name, code, promised in offers(found):
        then = {**wishes, name: code}
        address = "/fruit?" + "&".join(f"{key}={value}" for key, value in then.items())
        assert len(filter_basket(address, basket).rows) == promised
