"""Whatever a token says, it proves the identity that it should, or it is refused; nothing else happens."""

import time
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import IdentityRefused
from planner.events import REASONS
from planner.other_servers import IdentityProvider
from planner.services import id_tokens
from planner.services.id_tokens import ProvedIdentity, identity_of_token
from planner.services.provider_documents import ProviderMetadata
from planner.services.provider_requests import Server, Tokens, server_of
from planner.services.provider_words import SENTENCES
from tests.oidc_provider import encoded, made_key, signed, signed_by_rsa

NONCE, SUBJECT = "the nonce of this browser", "somebody"
HEADER = {"alg": "RS256", "kid": "RSA-one", "typ": "JWT"}
PROVIDER = IdentityProvider(
    issuer="https://login.example.org/tenant",
    client_id="planner",
    client_secret="secret",  # noqa: S106
    second_factor="c1",
)
METADATA = ProviderMetadata(
    authorization_address="https://login.example.org/authorize",
    token_address="https://login.example.org/token",  # noqa: S106
    keys_address="https://login.example.org/keys",
    takes_secret_by_post=True,
    names_itself=False,
)
NAMES = [
    "iss", "sub", "aud", "azp", "nonce", "exp", "iat", "nbf",
    "at_hash", "auth_time", "amr", "acr", "acrs", "x",
]  # fmt: skip
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
JSON = st.recursive(
    PLAIN | st.sampled_from([NONCE, "planner", "mfa"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@pytest.fixture(autouse=True)
def published_keys() -> Iterator[None]:
    """Let the provider have published one key, without asking anybody."""
    keys = [made_key("RSA-one").as_dict(private=False)]
    with patch.object(id_tokens, "keys_of", lambda *_given, **_options: keys):
        yield


def right_claims() -> dict[str, Any]:
    """Return the claims of a token with which nothing is wrong."""
    now = int(time.time())
    about = {"iss": PROVIDER.issuer, "sub": SUBJECT, "aud": "planner", "nonce": NONCE}
    return {**about, "iat": now, "exp": now + 300}


def test_a_right_token_proves_the_identity() -> None:
    tokens = Tokens(signed(HEADER, right_claims(), made_key("RSA-one")), "access")
    assert identity_of_token(PROVIDER, METADATA, tokens, NONCE) == ProvedIdentity(
        issuer=PROVIDER.issuer, subject=SUBJECT, has_second_factor=False, proved_at=0
    )


def refusal_of(claims: dict[str, Any], header: dict[str, Any]) -> str:
    """Return the reason for which a token is refused, nothing for one that is not."""
    token = Tokens(signed_by_rsa(header, claims), "access")
    try:
        identity = identity_of_token(PROVIDER, METADATA, token, NONCE)
    except IdentityRefused as refused:
        return refused.reason
    assert (identity.issuer, identity.subject) == (PROVIDER.issuer, claims["sub"])
    assert not identity.has_second_factor or "mfa" in str(claims.get("amr")) or "c1" in str(claims)
    return ""


@given(st.dictionaries(st.sampled_from(NAMES), JSON, min_size=1, max_size=3))
def test_odd_claims_are_refused_or_change_nothing(changes: dict[str, Any]) -> None:
    claims = right_claims() | changes
    reason = refusal_of(claims, HEADER)
    assert reason in {"", *SENTENCES}
    if not reason:
        now = time.time()
        assert claims["iss"] == PROVIDER.issuer
        assert claims["aud"] in ("planner", ["planner"])
        assert claims["nonce"] == NONCE
        assert claims.get("azp") in (None, "planner", "", 0, False, [], {})
        assert claims["exp"] > now - 62
        assert now - 902 < claims["iat"] <= now + 61


@given(st.dictionaries(st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jku", "zip"]), JSON, min_size=1))
def test_odd_headers_are_refused_or_change_nothing(changes: dict[str, Any]) -> None:
    header = HEADER | changes
    reason = refusal_of(right_claims(), header)
    assert reason in {"", "signature"}
    if not reason:
        assert header["alg"] == "RS256"
        assert header["kid"] in ("RSA-one", None)
        assert not {"crit", "b64"} & set(header)


PARTS = st.binary().map(encoded)


@given(st.text() | PARTS | st.lists(PARTS, min_size=3, max_size=3).map(".".join))
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(IdentityRefused) as refused:
        identity_of_token(PROVIDER, METADATA, Tokens(token, "access"), NONCE)
    assert refused.value.reason == "signature"


def test_every_reason_has_words_and_a_name_in_the_log() -> None:
    assert set(SENTENCES) - {"locked_out"} <= set(REASONS)
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("https://login.example.org/x", Server("https", "login.example.org", 443)),
        ("https://LOGIN.example.org:443", Server("https", "login.example.org", 443)),
        ("http://127.0.0.1:8080/t", Server("http", "127.0.0.1", 8080)),
        ("https://a@login.example.org/", Server("", "", 0)),
        ("https://login.example.org\\@evil.example/", Server("", "", 0)),
        ("https://login.example.org:99999/", Server("", "", 0)),
        ("https://[login/", Server("", "", 0)),
    ],
)
def test_the_server_that_an_address_names(address: str, server: Server) -> None:
    assert server_of(address) == server
