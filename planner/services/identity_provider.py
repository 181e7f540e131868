"""Signing in by an organisation's identity provider (OpenID Connect): what is asked, and what is believed.

The code flow with PKCE. A browser's question has a state, a nonce and a verifier of its own, and its answer
counts once, from that browser, within some minutes. The libraries are loaded when somebody asks.
"""

import json
import re
import secrets
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hmac import compare_digest
from importlib.util import find_spec
from typing import TYPE_CHECKING

from planner.domain.errors import IdentityRefused, SettingsError
from planner.other_servers import IdentityProvider
from planner.services.identities import use_answer
from planner.services.provider_words import refusal

if TYPE_CHECKING:
    from planner.services.id_tokens import ProvedIdentity

LIBRARIES = ("authlib", "joserfc", "requests")
#: How long somebody may take at the provider. What was used is remembered for longer than that.
SECONDS_TO_ANSWER = 600
LONGEST_CODE = 4_000
#: Errors by which a provider says that the person, and not a setting, is why nobody is signed in.
DECLINED = {"access_denied", "login_required", "interaction_required", "consent_required",
            "account_selection_required"}  # fmt: skip
UNREACHABLE = {"server_error", "temporarily_unavailable"}
#: What Entra calls an authentication context, which it is asked for in another way than others are.
_CONTEXT_OF_ENTRA = re.compile(r"c[0-9]{1,2}")


@dataclass(frozen=True, kw_only=True)
class Question:
    """What one browser asked the provider; ``asked_at`` is in seconds since 1970."""

    state: str
    nonce: str
    verifier: str
    asked_at: int


def check_libraries() -> None:
    """Raise ``SettingsError`` where what signing in by a provider needs is not installed."""
    if not all(map(find_spec, LIBRARIES)):
        raise SettingsError(
            "PLANNER_OIDC_ISSUER is set, and the packages that it needs are not installed: install "
            "partnership-planner[sso], or take the three settings away."
        )


def new_question() -> Question:
    """Return a question that nobody can guess."""
    return Question(
        state=secrets.token_hex(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        asked_at=int(time.time()),
    )


def address_to_ask_at(provider: IdentityProvider, question: Question, back: str, prompt: str) -> str:
    """Return the address at the provider to which the browser takes its question.

    ``back`` is where the answer goes; ``prompt`` is empty, or ``login`` for somebody who is to prove once
    more who they are, or ``select_account``. Raises ``IdentityRefused`` where the provider does not answer.
    """
    from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
    from authlib.oauth2.rfc7636 import create_s256_code_challenge

    from planner.services.provider_documents import metadata_of

    wishes = {"prompt": prompt} if prompt else {}
    if prompt == "login":
        wishes["max_age"] = "0"
    try:
        address: str = prepare_grant_uri(
            metadata_of(provider).authorization_address,
            provider.client_id,
            "code",
            redirect_uri=back,
            scope="openid",
            state=question.state,
            nonce=question.nonce,
            code_challenge=create_s256_code_challenge(question.verifier),
            code_challenge_method="S256",
            response_mode="query",
            **wishes,
            **_wish_for_second_factor(provider),
        )
    except ValueError:
        # The provider's own address cannot be one.
        raise refusal("configuration") from None
    return address


def identity_of_answer(
    provider: IdentityProvider, question: Question | None, answer: Mapping[str, str], back: str
) -> "ProvedIdentity":
    """Return the identity that an answer proves to whoever asked the question.

    Raises ``IdentityRefused`` for an answer to no question, or to another one, that was used already, is
    too late, is none, or does not hold.
    """
    from planner.services.id_tokens import identity_of_token
    from planner.services.provider_documents import metadata_of
    from planner.services.provider_requests import exchange_code

    if question is None or not compare_digest(question.state.encode(), answer.get("state", "").encode()):
        raise refusal("state")
    if not 0 <= time.time() - question.asked_at <= SECONDS_TO_ANSWER:
        raise refusal("state")
    if not use_answer(question.state):
        raise refusal("replayed")
    metadata = metadata_of(provider)
    if answer.get("iss", "" if metadata.names_itself else provider.issuer) != provider.issuer:
        raise refusal("issuer")
    tokens = exchange_code(
        provider,
        metadata.token_address,
        code=_code_of(answer),
        verifier=question.verifier,
        back=back,
        by_post=metadata.takes_secret_by_post,
    )
    return identity_of_token(provider, metadata, tokens, question.nonce)


def complaints_of(provider: IdentityProvider) -> Iterator[str]:
    """Return a sentence for everything that keeps people from signing in by this provider, asking it."""
    try:
        check_libraries()
    except SettingsError as missing:
        yield str(missing)
        return
    from planner.services.provider_documents import WELL_KNOWN, metadata_faults
    from planner.services.provider_requests import fetch_document

    address = provider.issuer.rstrip("/") + WELL_KNOWN
    try:
        document = fetch_document(provider, address)
    except IdentityRefused:
        yield (
            f"The identity provider does not answer at {address} as one does: look whether this server can "
            "reach it, and whether PLANNER_OIDC_ISSUER is right."
        )
        return
    yield from (fault.sentence for fault in metadata_faults(document, provider))


def _code_of(answer: Mapping[str, str]) -> str:
    error, code = answer.get("error"), answer.get("code", "")
    if error in DECLINED:
        raise refusal("declined")
    if error in UNREACHABLE:
        raise refusal("unreachable")
    if error is not None or not 0 < len(code) <= LONGEST_CODE:
        raise refusal("configuration")
    return code


def _wish_for_second_factor(provider: IdentityProvider) -> dict[str, str]:
    name = provider.second_factor
    if _CONTEXT_OF_ENTRA.fullmatch(name):
        return {"claims": json.dumps({"id_token": {"acrs": {"essential": True, "value": name}}})}
    return {"acr_values": name} if name else {}
