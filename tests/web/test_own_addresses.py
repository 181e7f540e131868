"""No partnership or plan can take the place of one of the product's own addresses.

The addresses are found from the application itself, so that a new one cannot be forgotten.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from planner.app import create_app
from planner.config import Settings
from planner.domain.integrity.codes import RESERVED_PLAN_SLUGS, RESERVED_SLUGS
from planner.web.demo.links import DemoLinks
from tests.conftest import DEMO_DAY

#: What a name in addresses can be, so that only such words need to be refused.
SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


@pytest.fixture(scope="module")
def app(demo_database: Path) -> Flask:
    """Return the application with all the addresses that it can have, those of the demonstration too."""
    settings = Settings(
        database_url=f"sqlite:///{demo_database}",
        secret_key="for tests only",  # noqa: S106
        today=DEMO_DAY,
        exports=Path("exports"),
    )
    return create_app(settings, DemoLinks({}))


def words_in_place(app: Flask, place: int) -> Iterator[str]:
    """Yield the fixed words that stand first or second in addresses, whatever may stand before them."""
    for rule in app.url_map.iter_rules():
        parts = rule.rule.strip("/").split("/")
        if len(parts) > place and all(part.startswith("<") for part in parts[:place]):
            yield parts[place]


@pytest.mark.parametrize(("place", "reserved"), [(0, RESERVED_SLUGS), (1, RESERVED_PLAN_SLUGS)])
def test_every_word_of_our_addresses_is_refused_as_a_name(
    app: Flask, place: int, reserved: frozenset[str]
) -> None:
    own = {word for word in words_in_place(app, place) if SLUG.fullmatch(word)}
    assert own
    assert own - reserved == set()


def test_files_are_answered_for_before_any_address(app: Flask) -> None:
    assert "static" in RESERVED_SLUGS
    assert "static" not in set(words_in_place(app, 0)), "whitenoise answers for it"
