"""What the identity provider publishes of itself: its addresses and its keys, checked and kept for an hour.

That it did not answer is kept for a moment, too, so that a dead provider is not waited for by everybody who
tries.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any

from planner.domain.errors import IdentityRefused
from planner.other_servers import IdentityProvider
from planner.services.provider_requests import fetch_document, server_of
from planner.services.provider_words import refusal

WELL_KNOWN = "/.well-known/openid-configuration"
#: Signatures by which an identity may be vouched for: of key pairs alone, with hashes of 256 bits.
ALGORITHMS = ("RS256", "PS256", "ES256")
ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")
KEPT_SECONDS, FAILURE_SECONDS, QUEUE_SECONDS = 3600.0, 10.0, 2.0


@dataclass(frozen=True, kw_only=True)
class ProviderMetadata:
    """Where the provider is asked for what, and how.

    ``takes_secret_by_post``: whether our secret goes into the form. ``names_itself``: whether its answers
    always say whose they are.
    """

    authorization_address: str
    token_address: str
    keys_address: str
    takes_secret_by_post: bool
    names_itself: bool


@dataclass(frozen=True)
class MetadataFault:
    """Something in a provider's metadata that makes it unfit: the log's reason, and a sentence."""

    reason: str
    sentence: str


def metadata_of(provider: IdentityProvider) -> ProviderMetadata:
    """Return the provider's metadata. Raises ``IdentityRefused`` where it does not answer or is unfit."""
    document = _document_at(provider, provider.issuer.rstrip("/") + WELL_KNOWN)
    for fault in metadata_faults(document, provider):
        raise refusal(fault.reason)
    return ProviderMetadata(
        authorization_address=document["authorization_endpoint"],
        token_address=document["token_endpoint"],
        keys_address=document["jwks_uri"],
        takes_secret_by_post="client_secret_post"
        in _listed(document, "token_endpoint_auth_methods_supported", default=("client_secret_basic",)),
        names_itself=document.get("authorization_response_iss_parameter_supported") is True,
    )


def keys_of(provider: IdentityProvider, metadata: ProviderMetadata, *, anew: bool) -> list[dict[str, Any]]:
    """Return the provider's keys as it publishes them, read anew where the ones that are kept do not fit."""
    keys = _document_at(provider, metadata.keys_address, anew=anew).get("keys")
    return [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []


def metadata_faults(document: dict[str, Any], provider: IdentityProvider) -> Iterator[MetadataFault]:
    """Return everything that makes a provider's metadata unfit."""
    if document.get("issuer") != provider.issuer:
        yield MetadataFault(
            "issuer",
            f"The identity provider at {provider.issuer} calls itself {document.get('issuer')!s:.200}: write "
            "PLANNER_OIDC_ISSUER exactly so, if it is the one that is meant.",
        )
    for name in ADDRESSES:
        address = document.get(name)
        if not isinstance(address, str) or "#" in address or server_of(address) != server_of(provider.issuer):
            yield MetadataFault(
                "configuration",
                f"The {name} of the identity provider is not on the server of PLANNER_OIDC_ISSUER: "
                "identities and keys are taken from there alone.",
            )
    for name, known in (
        ("code_challenge_methods_supported", ("S256",)),
        ("id_token_signing_alg_values_supported", ALGORITHMS),
    ):
        if not set(_listed(document, name, default=known)) & set(known):
            yield MetadataFault(
                "configuration",
                f"Among the {name} of the identity provider is none of {', '.join(known)}: set it up so.",
            )


def _listed(document: dict[str, Any], name: str, *, default: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a list, or the default where the document says nothing of it."""
    listed = document.get(name, default)
    return tuple(map(str, listed)) if isinstance(listed, list | tuple) else ()


class _Kept:
    """Documents by their address, or why one could not be had, and until when that is believed."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[float, dict[str, Any] | str]] = {}
        self._asking = Lock()

    def get(self, provider: IdentityProvider, address: str, *, anew: bool) -> dict[str, Any]:
        """Return a document; one person asks for it at a time, and the others do not wait long."""
        found = None if anew else self._look_up(address)
        if found is None:
            if not self._asking.acquire(timeout=QUEUE_SECONDS):
                raise refusal("unreachable")
            try:
                found = None if anew else self._look_up(address)
                found = found or self._ask(provider, address)
            finally:
                self._asking.release()
        if isinstance(found, str):
            raise refusal(found)
        return found

    def forget(self) -> None:
        """Ask for everything anew."""
        self._kept.clear()

    def _look_up(self, address: str) -> dict[str, Any] | str | None:
        until, found = self._kept.get(address, (0.0, ""))
        return found if time.monotonic() < until else None

    def _ask(self, provider: IdentityProvider, address: str) -> dict[str, Any] | str:
        found: dict[str, Any] | str
        try:
            found, lasts = fetch_document(provider, address), KEPT_SECONDS
        except IdentityRefused as refused:
            found, lasts = refused.reason, FAILURE_SECONDS
        self._kept[address] = (time.monotonic() + lasts, found)
        return found


_KEPT = _Kept()


def forget_documents() -> None:
    """Ask the provider anew for everything that was kept."""
    _KEPT.forget()


def _document_at(provider: IdentityProvider, address: str, *, anew: bool = False) -> dict[str, Any]:
    return _KEPT.get(provider, address, anew=anew)
