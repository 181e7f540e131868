"""An ID token proves an identity only if every part of it fits (OpenID Connect Core 3.1.3.7).

It has to be signed by a key that the provider publishes, by one of three algorithms; to come from the
provider and be meant for us alone; to be of now; and to answer the very question that this browser asked.
"""

import time
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jws, jwt
from joserfc.errors import ExpiredTokenError, InvalidClaimError, JoseError, MissingClaimError
from joserfc.jwk import ECKey, RSAKey

from planner.other_servers import IdentityProvider
from planner.services.provider_documents import ALGORITHMS, ProviderMetadata, keys_of
from planner.services.provider_requests import Tokens
from planner.services.provider_words import refusal

LEEWAY_SECONDS = 60
#: A token that is found to be older than this was not made for somebody who signs in now.
OLDEST_SECONDS = 900
LONGEST_SUBJECT = 255
SHORTEST_RSA_KEY = 2048
KEY_TYPES = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC"}
#: Which word of the log stands for a claim that is missing or wrong.
REASONS = {"iss": "issuer", "aud": "audience", "azp": "audience", "nonce": "nonce", "exp": "expired",
           "iat": "expired", "nbf": "expired"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ProvedIdentity:
    """Who somebody is to a provider, and how they proved it to the provider.

    ``proved_at`` is the moment (seconds since 1970) at which they did, 0 where the provider does not say.
    """

    issuer: str
    subject: str
    has_second_factor: bool
    proved_at: int


def identity_of_token(
    provider: IdentityProvider, metadata: ProviderMetadata, tokens: Tokens, nonce: str
) -> ProvedIdentity:
    """Return the identity that a token proves. Raises ``IdentityRefused``."""
    try:
        header, claims = _signed_content(provider, metadata, tokens.id_token)
        _check_claims(provider, header, claims, tokens.access_token, nonce)
        return ProvedIdentity(
            issuer=provider.issuer,
            subject=claims["sub"],
            has_second_factor=_has_second_factor(provider, claims),
            proved_at=int(claims.get("auth_time") or 0),
        )
    except ExpiredTokenError:
        raise refusal("expired") from None
    except (InvalidClaimError, MissingClaimError) as error:
        raise refusal(REASONS.get(str(error.claim), "signature")) from None
    except (JoseError, ArithmeticError, KeyError, RecursionError, TypeError, ValueError):
        raise refusal("signature") from None


def _signed_content(
    provider: IdentityProvider, metadata: ProviderMetadata, token: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return header and claims of a token whose signature is the provider's."""
    header = jws.extract_compact(token.encode("ascii")).headers()
    algorithm, name = header.get("alg"), header.get("kid")
    if algorithm not in ALGORITHMS or "crit" in header or "b64" in header:
        raise refusal("signature")
    # Tokens of another kind, such as those that end sign-ins, are signed by the same keys.
    if str(header.get("typ", "JWT")).upper() != "JWT":
        raise refusal("signature")
    for anew in (False, True):
        keys = _fitting(keys_of(provider, metadata, anew=anew), algorithm, name)
        if len(keys) == 1:
            registry = jws.JWSRegistry(algorithms=[algorithm], strict_check_header=False)
            found = jwt.decode(token, keys[0], registry=registry)
            return found.header, found.claims
    raise refusal("signature")


def _fitting(keys: list[dict[str, Any]], algorithm: str, name: object) -> list[RSAKey | ECKey]:
    """Return the keys that may have made a signature: of its type, for signing, and of its name if given."""
    fitting: list[RSAKey | ECKey] = []
    for key in keys:
        is_meant = (
            key.get("kty") == KEY_TYPES[algorithm]
            and key.get("use", "sig") == "sig"
            and key.get("alg", algorithm) == algorithm
            and name in (None, key.get("kid"))
        )
        if is_meant and algorithm == "ES256":
            fitting.append(ECKey.import_key(key))
        elif is_meant and _bits(key["n"]) >= SHORTEST_RSA_KEY:
            fitting.append(RSAKey.import_key(key))
    return fitting


def _bits(modulus: str) -> int:
    return int.from_bytes(urlsafe_b64decode(f"{modulus}==")).bit_length()


def _check_claims(
    provider: IdentityProvider, header: dict[str, Any], claims: dict[str, Any], access_token: str, nonce: str
) -> None:
    now = int(time.time())
    CodeIDToken(
        claims,
        header,
        {
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": provider.client_id},
        },
        {"nonce": nonce, "client_id": provider.client_id, "access_token": access_token},
    ).validate(now, LEEWAY_SECONDS)
    # The library lets pass a token that is meant for others, too, and one that was made long ago.
    if claims["aud"] not in (provider.client_id, [provider.client_id]):
        raise refusal("audience")
    if claims["iat"] < now - OLDEST_SECONDS:
        raise refusal("expired")
    subject = claims["sub"]
    if not (0 < len(subject) <= LONGEST_SUBJECT and subject.isascii() and subject.isprintable()):
        raise refusal("signature")


def _has_second_factor(provider: IdentityProvider, claims: dict[str, Any]) -> bool:
    """Return whether the provider says that more than a password was asked for."""
    methods, contexts = claims.get("amr"), claims.get("acrs")
    if isinstance(methods, list) and "mfa" in methods:
        return True
    named = [claims.get("acr"), *(contexts if isinstance(contexts, list) else [contexts])]
    return bool(provider.second_factor) and provider.second_factor in named
