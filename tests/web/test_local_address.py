"""Whatever somebody writes there, people go on to a page of this site."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.web.local_address import LONGEST, local_address
from tests.web.odd_destinations import ODD_DESTINATIONS, SOUND_DESTINATIONS

ORIGIN = "https://planner.example.org"
#: Schemes for which a browser takes a backslash for a slash and needs no slashes before the host.
SPECIAL = {"http", "https", "ws", "wss", "ftp"}
#: What the odd forms are made of, so that searching puts new ones together.
PIECES = st.sampled_from(
    ["/", "//", "\\", "evil.example", "@", ":", "https", "javascript", "%2f", "%5c", "%0d%0a", "%", "\t",
     "\n", "\r", " ", "\x00", ".", "..", "%2e", "?", "#", "a", "[", "]", "\u00a0", "\uff0f",
     "\u3002", "ë", "localhost:5000"]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join))


def origin_in_a_browser(text: str) -> str:
    """Return the origin to which a browser goes from a page of ours, as the URL standard says."""
    text = text.strip("".join(map(chr, range(0x21))))
    text = re.sub(r"[\t\n\r]", "", text)
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", text)
    if scheme and scheme[1].lower() not in SPECIAL:
        return f"{scheme[1].lower()}:"
    rest = re.sub(r"\\", "/", text[scheme.end() :] if scheme else text)
    if not scheme and not rest.startswith("//"):
        return ORIGIN
    if scheme and scheme[1].lower() == "https" and not rest.startswith("/"):
        return ORIGIN
    authority = re.split(r"[/?#]", rest.lstrip("/"))[0]
    return f"{scheme[1].lower() if scheme else 'https'}://{authority.rpartition('@')[2]}"


def test_the_odd_forms_are_many_and_some_of_them_truly_lead_away() -> None:
    assert len(set(ODD_DESTINATIONS)) >= 100
    away = [text for text in ODD_DESTINATIONS if origin_in_a_browser(text) != ORIGIN]
    assert len(away) > 40


@pytest.mark.parametrize("text", ODD_DESTINATIONS, ids=ascii)
def test_an_odd_form_leads_to_the_front_page(text: str) -> None:
    assert local_address(text) == "/"
    assert local_address(text, "/account") == "/account"


@pytest.mark.parametrize("text", SOUND_DESTINATIONS)
def test_a_page_of_ours_is_kept_as_it_is(text: str) -> None:
    assert local_address(text) == text


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1])
def test_a_long_address_is_kept_up_to_a_length(length: int) -> None:
    text = "/" + "a" * (length - 1)
    assert local_address(text) == (text if length == LONGEST else "/")


@given(text=TEXTS)
@example(text="/\t/evil.example")
@example(text="/\\evil.example")
def test_no_text_leads_to_another_site(text: str) -> None:
    address = local_address(text)
    assert address in {text, "/"}
    assert origin_in_a_browser(address) == ORIGIN
    # Our own libraries see no other site in it either, and no header can be written with it.
    assert urlsplit(address)[:2] == ("", "")
    assert re.fullmatch(r"/[\x21-\x7e]*", address)
    assert not re.search(r"//|\\|/\.\.?(/|$)", address.partition("?")[0].partition("#")[0])


@given(text=TEXTS)
def test_what_was_found_sound_stays_so(text: str) -> None:
    assert local_address(local_address(text)) == local_address(text)
