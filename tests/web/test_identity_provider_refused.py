"""Whatever is wrong in an answer of the identity provider: nobody is signed in, and a page says so in words.

Each case differs from a right answer in one thing.
"""

import hashlib
import hmac
import json
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from planner.domain.people.people import Person
from planner.services import identity_provider, provider_requests
from planner.services.accounts import save_account
from planner.services.identities import link_identity
from planner.services.provider_documents import forget_documents
from planner.services.provider_words import SENTENCES
from tests.oidc_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    LEFT_OUT,
    OTHER_CLIENT_ID,
    OidcProvider,
    encoded,
    made_key,
    served_provider,
    signed,
    signed_by_rsa,
    write_certificate,
)
from tests.web.organisation_visits import BACK, HERE, ONWARD, Visitor, led_back_from, values_of, ways_of

Lines = Callable[[], list[dict[str, object]]]
MakePerson = Callable[..., Person]
Refused = Callable[..., None]
METADATA, TOKEN, KEYS = "/.well-known/openid-configuration", "/token", "/keys"


@pytest.fixture
def person(provider: OidcProvider, make_person: MakePerson) -> Person:
    """Return whom a right answer would sign in."""
    return make_person(provider.subject)


@pytest.fixture
def visitor(organisation_app: Flask, person: Person) -> Visitor:
    """Return a browser in which nobody is signed in."""
    return Visitor(organisation_app)


@pytest.fixture
def refused(organisation_app: Flask, person: Person, visitor: Visitor, log_lines: Lines) -> Refused:
    """Return what checks that an answer was refused for a reason, in words, and nobody was signed in."""

    def check(answer: TestResponse, reason: str, status: int = 400) -> None:
        assert answer.status_code == status
        assert '<h1 class="pp-h1">Your organisation’s sign-in did not work</h1>' in answer.text
        assert SENTENCES[reason] in answer.text
        assert not visitor.is_signed_in()
        assert ways_of(organisation_app, person) == []
        noted = [each for each in log_lines() if each["event"] in {"identity_refused", "signed_in"}]
        assert [(each["event"], each["reason"]) for each in noted] == [("identity_refused", reason)]

    return check


class TestToken:
    @pytest.mark.parametrize(
        "issuer", ["https://login.example.org", "", None, 7, LEFT_OUT, "{address}/", "{address}.evil.example"]
    )
    def test_of_another_issuer(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, issuer: Any
    ) -> None:
        is_text = isinstance(issuer, str)
        provider.claims["iss"] = issuer.format(address=provider.address) if is_text else issuer
        refused(visitor.sign_in(), "issuer")

    @pytest.mark.parametrize(
        "audience",
        [OTHER_CLIENT_ID, [OTHER_CLIENT_ID], "", [], None, LEFT_OUT, {CLIENT_ID: 1}, f"{CLIENT_ID} "],
    )
    def test_for_another_audience(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, audience: Any
    ) -> None:
        provider.claims["aud"] = audience
        refused(visitor.sign_in(), "audience")

    @pytest.mark.parametrize("party", [LEFT_OUT, CLIENT_ID, OTHER_CLIENT_ID])
    def test_for_several_audiences_of_whom_we_know_none_but_ourselves(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, party: Any
    ) -> None:
        provider.claims.update(aud=[CLIENT_ID, OTHER_CLIENT_ID], azp=party)
        refused(visitor.sign_in(), "audience")

    def test_for_us_but_made_for_another_party(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        provider.claims["azp"] = OTHER_CLIENT_ID
        refused(visitor.sign_in(), "audience")

    @pytest.mark.parametrize("nonce", ["another", "", None, LEFT_OUT, 0, ["nonce"]])
    def test_with_another_nonce_or_none(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, nonce: Any
    ) -> None:
        provider.claims["nonce"] = nonce
        refused(visitor.sign_in(), "nonce")

    @pytest.mark.parametrize("seconds", [-61, -3600, -10_000_000_000])
    def test_that_has_expired(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, seconds: int
    ) -> None:
        provider.claims["exp"] = int(time.time()) + seconds
        refused(visitor.sign_in(), "expired")

    @pytest.mark.parametrize("moment", [LEFT_OUT, None, "tomorrow", True, [], float("nan"), float("inf")])
    def test_that_does_not_say_when_it_expires(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, moment: Any
    ) -> None:
        provider.claims["exp"] = moment
        refused(visitor.sign_in(), "expired")

    @pytest.mark.parametrize("claim", ["iat", "nbf"])
    def test_of_the_future(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, claim: str
    ) -> None:
        provider.claims[claim] = int(time.time()) + 120
        refused(visitor.sign_in(), "expired")

    @pytest.mark.parametrize("moment", [-1000, LEFT_OUT, None, "now", float("nan")])
    def test_that_was_not_made_now(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, moment: Any
    ) -> None:
        is_past = isinstance(moment, int)
        provider.claims["iat"] = int(time.time()) + moment if is_past else moment
        provider.claims["exp"] = int(time.time()) + 86_400
        refused(visitor.sign_in(), "expired")

    @pytest.mark.parametrize("subject", ["", None, 7, LEFT_OUT, "x" * 256, "a\x00b", "zażółć", ["x"]])
    def test_of_nobody(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, subject: Any
    ) -> None:
        provider.claims["sub"] = subject
        refused(visitor.sign_in(), "signature")

    def test_that_goes_with_another_access_token(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        provider.claims["at_hash"] = encoded(hashlib.sha256(b"another").digest()[:16])
        refused(visitor.sign_in(), "signature")

    @pytest.mark.parametrize("moment", ["now", float("nan"), [], {}])
    def test_with_an_odd_moment_of_proof(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, moment: Any
    ) -> None:
        provider.claims["auth_time"] = moment or [1]
        refused(visitor.sign_in(), "signature")

    def test_that_ends_sign_ins_is_no_token_that_begins_one(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        provider.header["typ"] = "logout+jwt"
        provider.claims["events"] = {"http://schemas.openid.net/event/backchannel-logout": {}}
        refused(visitor.sign_in(), "signature")

    @pytest.mark.parametrize("kind", ["at+jwt", "JWE", "dpop+jwt", 7])
    def test_of_another_kind(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, kind: Any
    ) -> None:
        provider.sign = lambda header, claims: signed_by_rsa({**header, "typ": kind}, claims)
        refused(visitor.sign_in(), "signature")

    def test_that_was_given_to_this_browser_before(
        self,
        organisation_app: Flask,
        visitor: Visitor,
        provider: OidcProvider,
        person: Person,
        refused: Refused,
    ) -> None:
        earlier = Visitor(organisation_app)
        earlier.sign_in()
        token = provider.given[-1]
        earlier.send("/sign-out", page="/account")
        provider.sign = lambda _header, _claims: token
        answer = visitor.sign_in()
        assert SENTENCES["nonce"] in answer.text
        assert not visitor.is_signed_in()
        assert ways_of(visitor.app, person) == []


def _with_hmac(secret: bytes) -> Callable[[dict[str, Any], dict[str, Any]], str]:
    """Return what signs tokens by a secret that both sides know."""

    def sign(header: dict[str, Any], claims: dict[str, Any]) -> str:
        text = f"{encoded({**header, 'alg': 'HS256'})}.{encoded(claims)}"
        return f"{text}.{encoded(hmac.digest(secret, text.encode(), 'sha256'))}"

    return sign


class TestSignature:
    @pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE", "", None])
    @pytest.mark.parametrize("signature", ["", "c2lnbmVk"])
    def test_none(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, algorithm: Any, signature: str
    ) -> None:
        provider.sign = lambda header, claims: (
            f"{encoded({**header, 'alg': algorithm})}.{encoded(claims)}.{signature}"
        )
        refused(visitor.sign_in(), "signature")

    @pytest.mark.parametrize(
        "secret",
        [
            made_key("RSA-one").as_pem(private=False),
            made_key("RSA-one").as_pem(private=False).strip(),
            json.dumps(made_key("RSA-one").as_dict(private=False)).encode(),
            CLIENT_SECRET.encode(),
            b"",
        ],
        ids=["public key", "public key without its end", "public key as JSON", "client's secret", "nothing"],
    )
    def test_by_a_secret_that_others_know(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, secret: bytes
    ) -> None:
        provider.sign = _with_hmac(secret)
        refused(visitor.sign_in(), "signature")

    @pytest.mark.parametrize("algorithm", ["RS384", "RS512", "PS512", "EdDSA", "ES256K", "HS512", "RS1"])
    def test_by_an_algorithm_that_is_not_on_the_list(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, algorithm: str
    ) -> None:
        provider.sign = lambda header, claims: signed_by_rsa({**header, "alg": algorithm}, claims)
        refused(visitor.sign_in(), "signature")

    def test_by_another_key_of_the_same_name(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        provider.sign = lambda header, claims: signed_by_rsa(header, claims, "RSA-of-somebody-else")
        refused(visitor.sign_in(), "signature")

    @pytest.mark.parametrize("name", ["unknown", "", 7, ["RSA-one"]])
    def test_by_a_key_of_an_unknown_name_after_one_look_for_new_ones(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, name: Any
    ) -> None:
        provider.sign = lambda header, claims: signed_by_rsa({**header, "kid": name}, claims)
        refused(visitor.sign_in(), "signature")
        assert [path for _method, path, _values in provider.asked].count(KEYS) == 2

    def test_by_a_key_without_a_name_where_there_are_several(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        provider.published = ["RSA-one", "RSA-two"]
        provider.header["kid"] = LEFT_OUT
        refused(visitor.sign_in(), "signature")

    def test_by_a_key_that_travels_with_the_token(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        other = made_key("RSA-of-somebody-else")
        provider.header.update(jwk=other.as_dict(private=False), jku="http://127.0.0.1:9/keys")
        provider.sign = lambda header, claims: signed(header, claims, other)
        refused(visitor.sign_in(), "signature")

    def test_by_a_key_that_is_too_short(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        provider.key, provider.published = "small-one", ["small-one"]
        provider.sign = lambda header, claims: signed_by_rsa(header, claims, "small-one")
        refused(visitor.sign_in(), "signature")

    @pytest.mark.parametrize(
        "extension", [{"crit": ["exp"]}, {"crit": ["b64"], "b64": False}, {"b64": False}]
    )
    def test_with_an_extension_that_we_do_not_know(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, extension: dict[str, Any]
    ) -> None:
        provider.sign = lambda header, claims: signed_by_rsa({**header, **extension}, claims)
        refused(visitor.sign_in(), "signature")

    def test_of_a_content_that_was_changed_afterwards(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, make_person: MakePerson
    ) -> None:
        other = make_person(f"{provider.subject}-other")
        assert other.active

        def change(header: dict[str, Any], claims: dict[str, Any]) -> str:
            head, _content, signature = signed_by_rsa(header, claims).split(".")
            changed = encoded({**claims, "sub": f"{provider.subject}-other"})
            return f"{head}.{changed}.{signature}"

        provider.sign = change
        refused(visitor.sign_in(), "signature")

    @pytest.mark.parametrize(
        "token",
        [
            "", "x", "a.b.c", "....", "a" * 200_000, "é.é.é", f"{encoded({'alg': 'RS256'})}..",
            f"{encoded([])}.{encoded({})}.",
            f"{encoded(b'[' * 400)}.{encoded(b'[' * 90_000)}.{encoded(b's')}",
        ],
        ids=["empty", "x", "abc", "dots", "long", "letters", "halves", "list", "deep"],
    )  # fmt: skip
    def test_of_what_is_no_token(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, token: str
    ) -> None:
        provider.sign = lambda _header, _claims: token
        refused(visitor.sign_in(), "signature" if token else "configuration", 400 if token else 503)

    @pytest.mark.parametrize("content", [b"[]", b"null", b"7", b'"sub"', b"[" * 90_000, b"\xff", b"{"])
    def test_of_a_content_that_is_no_list_of_claims(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, content: bytes
    ) -> None:
        provider.sign = lambda header, _claims: signed_by_rsa(header, content)
        refused(visitor.sign_in(), "signature")

    @pytest.mark.parametrize(
        "keys",
        [
            {}, [], {"keys": None}, {"keys": "RSA"}, {"keys": [None, 7]}, {"keys": []},
            {"keys": [{"kty": "RSA", "kid": "RSA-one"}]},
            {"keys": [{"kty": "oct", "kid": "RSA-one", "k": "AA"}]},
            {"keys": [{"kty": "RSA", "kid": "RSA-one", "n": "!", "e": 7}]},
        ],
        ids=str,
    )  # fmt: skip
    def test_by_keys_that_are_none(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, keys: Any
    ) -> None:
        provider.answers[KEYS] = lambda handler: handler.answer(200, keys)
        is_document = isinstance(keys, dict)
        answer = visitor.sign_in()
        refused(answer, "signature" if is_document else "configuration", 400 if is_document else 503)

    def test_by_a_key_for_another_purpose(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        key = {**made_key("RSA-one").as_dict(private=False), "use": "enc"}
        provider.answers[KEYS] = lambda handler: handler.answer(200, {"keys": [key]})
        refused(visitor.sign_in(), "signature")


class TestState:
    def test_another_one(self, visitor: Visitor, provider: OidcProvider, refused: Refused) -> None:
        address = led_back_from(visitor.go_to_provider())
        code = values_of(address)["code"]
        refused(visitor.come_back(f"{HERE}?{urlencode({'code': code, 'state': 'another'})}"), "state")

    @pytest.mark.parametrize("state", [None, ""])
    def test_none(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, state: str | None
    ) -> None:
        code = values_of(led_back_from(visitor.go_to_provider()))["code"]
        values = {"code": code} if state is None else {"code": code, "state": state}
        refused(visitor.come_back(f"{HERE}?{urlencode(values)}"), "state")

    def test_one_that_another_browser_began(
        self, organisation_app: Flask, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        other = Visitor(organisation_app)
        address = led_back_from(other.go_to_provider())
        visitor.go_to_provider()
        refused(visitor.come_back(address), "state")

    def test_one_that_another_browser_began_where_this_one_began_nothing(
        self, organisation_app: Flask, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        address = led_back_from(Visitor(organisation_app).go_to_provider())
        refused(visitor.come_back(address), "state")

    def test_one_of_an_attempt_that_another_one_replaced(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        address = led_back_from(visitor.go_to_provider())
        visitor.go_to_provider()
        refused(visitor.come_back(address), "state")

    def test_given_twice(self, visitor: Visitor, provider: OidcProvider, refused: Refused) -> None:
        address = led_back_from(visitor.go_to_provider())
        refused(visitor.come_back(f"{address}&state=another"), "state")

    def test_one_that_is_too_old(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        address = led_back_from(visitor.go_to_provider())
        monkeypatch.setattr(identity_provider, "SECONDS_TO_ANSWER", -1)
        refused(visitor.come_back(address), "state")

    def test_an_attempt_of_a_cookie_that_we_did_not_sign(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        address = led_back_from(visitor.go_to_provider())
        cookie = visitor.client.get_cookie("planner")
        assert cookie is not None
        visitor.client.set_cookie("planner", f"{cookie.value[:-2]}xx")
        refused(visitor.come_back(address), "state")


class TestReplay:
    def test_of_an_answer_in_the_same_browser(
        self, organisation_app: Flask, visitor: Visitor, provider: OidcProvider, person: Person
    ) -> None:
        address = led_back_from(visitor.go_to_provider())
        visitor.come_back(address)
        assert visitor.is_signed_in()
        visitor.send("/sign-out", page="/account")
        answer = visitor.come_back(address)
        assert SENTENCES["state"] in answer.text
        assert not visitor.is_signed_in()
        assert ways_of(organisation_app, person) == []

    @pytest.mark.parametrize("takes_codes_twice", [False, True])
    def test_of_an_answer_and_the_cookie_of_before(
        self, visitor: Visitor, provider: OidcProvider, log_lines: Lines, *, takes_codes_twice: bool
    ) -> None:
        provider.takes_codes_twice = takes_codes_twice
        address = led_back_from(visitor.go_to_provider())
        cookie = visitor.client.get_cookie("planner")
        assert cookie is not None
        visitor.come_back(address)
        visitor.send("/sign-out", page="/account")
        visitor.client.set_cookie("planner", cookie.value)
        answer = visitor.come_back(address)
        assert SENTENCES["replayed"] in answer.text
        assert not visitor.is_signed_in()
        assert [each["reason"] for each in log_lines() if each["event"] == "identity_refused"] == ["replayed"]
        assert [path for _method, path, _values in provider.asked].count(TOKEN) == 1

    def test_of_a_code_in_another_attempt(
        self,
        organisation_app: Flask,
        visitor: Visitor,
        provider: OidcProvider,
        person: Person,
        refused: Refused,
    ) -> None:
        earlier = Visitor(organisation_app)
        address = led_back_from(earlier.go_to_provider())
        earlier.come_back(address)
        earlier.send("/sign-out", page="/account")
        state = values_of(visitor.go_to_provider())["state"]
        answer = visitor.come_back(
            f"{HERE}?{urlencode({'code': values_of(address)['code'], 'state': state})}"
        )
        assert SENTENCES["replayed"] in answer.text
        assert not visitor.is_signed_in()


class TestCode:
    def test_that_was_made_for_another_browser(
        self, organisation_app: Flask, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        stolen = values_of(led_back_from(Visitor(organisation_app).go_to_provider()))["code"]
        state = values_of(visitor.go_to_provider())["state"]
        refused(visitor.come_back(f"{HERE}?{urlencode({'code': stolen, 'state': state})}"), "replayed")

    def test_that_was_made_for_another_browser_by_a_provider_that_does_not_look(
        self, organisation_app: Flask, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        provider.checks_verifier = False
        stolen = values_of(led_back_from(Visitor(organisation_app).go_to_provider()))["code"]
        state = values_of(visitor.go_to_provider())["state"]
        refused(visitor.come_back(f"{HERE}?{urlencode({'code': stolen, 'state': state})}"), "nonce")

    def test_that_was_made_for_another_client(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        address = visitor.go_to_provider().replace(CLIENT_ID, OTHER_CLIENT_ID)
        refused(visitor.come_back(led_back_from(address)), "replayed")

    @pytest.mark.parametrize("code", ["", "unknown", "x" * 5_000, "a\x00b", "%", "é"])
    def test_that_is_none(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, code: str
    ) -> None:
        state = values_of(visitor.go_to_provider())["state"]
        answer = visitor.come_back(f"{HERE}?{urlencode({'code': code, 'state': state})}")
        is_one = 0 < len(code) < 5_000
        refused(answer, "replayed" if is_one else "configuration", 400 if is_one else 503)

    @pytest.mark.parametrize("methods", [["plain"], [], "S256", None])
    def test_without_a_hashed_verifier_none_is_asked_for(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, methods: Any
    ) -> None:
        provider.metadata["code_challenge_methods_supported"] = methods
        visitor.send("/sign-in/organisation")
        refused(visitor.client.get(ONWARD), "configuration", 503)
        assert [path for _method, path, _values in provider.asked] == [METADATA]

    @pytest.mark.parametrize("secret", ["wrong", ""])
    def test_for_a_client_with_another_secret(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, secret: str
    ) -> None:
        provider.clients[CLIENT_ID] = secret
        refused(visitor.sign_in(), "configuration", 503)


class TestAnswer:
    @pytest.mark.parametrize(
        ("error", "reason"),
        [
            ("access_denied", "declined"),
            ("interaction_required", "declined"),
            ("temporarily_unavailable", "unreachable"),
            ("server_error", "unreachable"),
            ("unauthorized_client", "configuration"),
            ("<script>alert(1)</script>", "configuration"),
            ("", "configuration"),
        ],
    )
    def test_an_error_is_told_in_our_own_words(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, error: str, reason: str
    ) -> None:
        state = values_of(visitor.go_to_provider())["state"]
        told = {
            "error": error,
            "error_description": "<script>canary</script>",
            "error_uri": "javascript:canary",
        }
        answer = visitor.come_back(f"{HERE}?{urlencode({**told, 'state': state, 'code': 'x'})}")
        refused(answer, reason, 400 if reason == "declined" else 503)
        assert "canary" not in answer.text
        assert "alert" not in answer.text
        assert TOKEN not in [path for _method, path, _values in provider.asked]

    def test_an_error_ends_the_attempt(self, visitor: Visitor, person: Person) -> None:
        address = led_back_from(visitor.go_to_provider())
        state = values_of(address)["state"]
        visitor.come_back(f"{HERE}?{urlencode({'error': 'access_denied', 'state': state})}")
        answer = visitor.come_back(address)
        assert SENTENCES["state"] in answer.text
        assert not visitor.is_signed_in()
        assert ways_of(visitor.app, person) == []

    def test_a_sentence_of_the_provider_that_refuses_a_code_is_not_shown(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        state = values_of(visitor.go_to_provider())["state"]
        answer = visitor.come_back(f"{HERE}?{urlencode({'code': 'unknown', 'state': state})}")
        refused(answer, "replayed")
        assert "canary" not in answer.text

    @pytest.mark.parametrize("issuer", ["https://evil.example", "", "{address}/"])
    def test_one_that_says_it_is_of_another_provider(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, issuer: str
    ) -> None:
        named = urlencode({"iss": issuer.format(address=provider.address)})
        refused(visitor.come_back(f"{led_back_from(visitor.go_to_provider())}&{named}"), "issuer")
        assert TOKEN not in [path for _method, path, _values in provider.asked]

    def test_one_that_does_not_say_whose_it_is_where_the_provider_always_does(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        provider.metadata["authorization_response_iss_parameter_supported"] = True
        refused(visitor.sign_in(), "issuer")

    def test_one_that_says_whose_it_is_will_do(self, visitor: Visitor, provider: OidcProvider) -> None:
        provider.metadata["authorization_response_iss_parameter_supported"] = True
        named = urlencode({"iss": provider.address})
        visitor.come_back(f"{led_back_from(visitor.go_to_provider())}&{named}")
        assert visitor.is_signed_in()


class TestPerson:
    def test_who_is_unknown(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, person: Person
    ) -> None:
        provider.subject = "nobody-here"
        answer = visitor.sign_in()
        refused(answer, "unknown", 403)
        assert person.email not in answer.text
        assert "Go to the page to sign in" in Visitor(visitor.app, checks_pages=True).sign_in().text

    def test_who_is_disabled_is_told_the_very_same(
        self,
        organisation_app: Flask,
        visitor: Visitor,
        provider: OidcProvider,
        person: Person,
        refused: Refused,
    ) -> None:
        with organisation_app.app_context():
            save_account(replace(person, active=False))
        answer = visitor.sign_in()
        refused(answer, "disabled", 403)
        assert SENTENCES["disabled"] == SENTENCES["unknown"]

    def test_whose_e_mail_address_is_that_of_an_account_takes_over_nothing(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, make_person: MakePerson
    ) -> None:
        owner = make_person()
        provider.subject = "attacker"
        provider.claims.update(
            email=owner.email,
            email_verified=True,
            xms_edov=True,
            preferred_username=owner.email,
            upn=owner.email,
            verified_primary_email=[owner.email],
        )
        answer = visitor.sign_in()
        refused(answer, "unknown", 403)
        assert owner.email not in answer.text
        assert ways_of(visitor.app, owner) == []

    def test_whose_number_is_that_of_somebody_at_another_provider(
        self,
        organisation_app: Flask,
        visitor: Visitor,
        provider: OidcProvider,
        refused: Refused,
        make_person: MakePerson,
    ) -> None:
        owner = make_person()
        provider.subject = "number-of-two"
        with visitor.app.app_context():
            link_identity(owner.id, "https://login.example.org/another", "number-of-two")
        refused(visitor.sign_in(), "unknown", 403)
        assert ways_of(visitor.app, owner) == []

    @pytest.mark.parametrize(
        "change", [str.upper, lambda subject: f"{subject} ", lambda subject: subject[:-1]]
    )
    def test_whose_number_is_almost_that_of_an_account(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, change: Callable[[str], str]
    ) -> None:
        provider.subject = change(f"{provider.subject}")
        refused(visitor.sign_in(), "unknown", 403)


class TestMetadata:
    @pytest.mark.parametrize(
        "issuer",
        [
            "https://login.example.org",
            "{address}/",
            "https://login.microsoftonline.com/{{tenantid}}/v2.0",
            None,
            7,
        ],
    )
    def test_of_another_issuer(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, issuer: Any
    ) -> None:
        is_text = isinstance(issuer, str)
        provider.metadata["issuer"] = issuer.format(address=provider.address) if is_text else issuer
        visitor.send("/sign-in/organisation")
        refused(visitor.client.get(ONWARD), "issuer")

    @pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
    @pytest.mark.parametrize(
        "address",
        [
            "https://evil.example/x", "http://127.0.0.1:9/x", "http://127.0.0.1@evil.example/x",
            "//evil.example/x", "javascript:alert(1)", "/token", "", None, ["x"], "{address}/x#y",
            "{address}\\@evil.example/x", "http://[/x", "{address}@evil.example/", "{address}.evil.example/",
        ],
    )  # fmt: skip
    def test_with_an_address_elsewhere(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, name: str, address: Any
    ) -> None:
        is_text = isinstance(address, str)
        provider.metadata[name] = address.format(address=provider.address) if is_text else address
        visitor.send("/sign-in/organisation")
        refused(visitor.client.get(ONWARD), "configuration", 503)
        assert [path for _method, path, _values in provider.asked] == [METADATA]

    @pytest.mark.parametrize("listed", [["HS256"], ["none"], [], "RS256"])
    def test_that_offers_no_sound_signature(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, listed: Any
    ) -> None:
        provider.metadata["id_token_signing_alg_values_supported"] = listed
        visitor.send("/sign-in/organisation")
        refused(visitor.client.get(ONWARD), "configuration", 503)

    @pytest.mark.parametrize("text", [b"", b"<html>", b"[]", b"null", b"7", b"[" * 90_000, b"\xff\xfe", b"{"])
    @pytest.mark.parametrize("path", [METADATA, TOKEN, KEYS])
    def test_and_other_answers_that_are_none(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, path: str, text: bytes
    ) -> None:
        provider.answers[path] = lambda handler: handler.answer(200, text)
        refused(_as_far_as_it_goes(visitor), "configuration", 503)


def _as_far_as_it_goes(visitor: Visitor) -> TestResponse:
    """Go the way to the provider and back, and return the answer at which it ends."""
    visitor.send("/sign-in/organisation")
    onward = visitor.client.get(ONWARD)
    return (
        visitor.come_back(led_back_from(onward.headers["Location"])) if onward.status_code == 302 else onward
    )


@pytest.fixture
def little_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for the provider for long."""
    monkeypatch.setattr(provider_requests, "ALL_SECONDS", 0.6)


class TestServer:
    def test_that_is_down(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        settings = visitor.app.config["SETTINGS"]
        elsewhere = replace(settings.identity_provider, issuer=f"http://127.0.0.1:{port}")
        monkeypatch.setitem(visitor.app.config, "SETTINGS", replace(settings, identity_provider=elsewhere))
        visitor.send("/sign-in/organisation")
        refused(visitor.client.get(ONWARD), "unreachable", 503)

    def test_for_which_nobody_vouches(
        self, visitor: Visitor, refused: Refused, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        certificate = tmp_path / "certificate.pem"
        write_certificate(certificate)
        with served_provider(certificate) as encrypted:
            settings = visitor.app.config["SETTINGS"]
            there = replace(settings.identity_provider, issuer=encrypted.address)
            monkeypatch.setitem(visitor.app.config, "SETTINGS", replace(settings, identity_provider=there))
            visitor.send("/sign-in/organisation")
            refused(visitor.client.get(ONWARD), "unreachable", 503)
            assert encrypted.asked == []
            # Whoever runs the installation may vouch for it.
            monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
            forget_documents()
            assert visitor.go_to_provider().startswith(f"{encrypted.address}/authorize?")

    @pytest.mark.parametrize("path", [METADATA, TOKEN, KEYS])
    def test_that_is_slow(
        self,
        visitor: Visitor,
        provider: OidcProvider,
        refused: Refused,
        monkeypatch: pytest.MonkeyPatch,
        path: str,
    ) -> None:
        monkeypatch.setattr(provider_requests, "READ_SECONDS", 0.2)
        stopping = provider.stopping

        def wait(_handler: Any) -> None:
            stopping.wait(20)

        provider.answers[path] = wait
        began = time.monotonic()
        refused(_as_far_as_it_goes(visitor), "unreachable", 503)
        assert time.monotonic() - began < 5

    @pytest.mark.parametrize("path", [METADATA, TOKEN, KEYS])
    @pytest.mark.parametrize("part", ["header", "body"])
    @pytest.mark.usefixtures("little_time")
    def test_that_draws_its_answer_out(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, path: str, part: str
    ) -> None:
        stopping = provider.stopping

        def drip(handler: Any) -> None:
            handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
            if part == "body":
                handler.wfile.write(b"Content-Length: 100000\r\n\r\n")
            for _time in range(100):
                if stopping.wait(0.1):
                    return
                handler.wfile.write(b"X-Word: word\r\n" if part == "header" else b" ")

        provider.answers[path] = drip
        began = time.monotonic()
        refused(_as_far_as_it_goes(visitor), "unreachable", 503)
        assert time.monotonic() - began < 5

    @pytest.mark.parametrize("path", [METADATA, TOKEN, KEYS])
    def test_whose_answer_is_huge(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, path: str
    ) -> None:
        sent: list[int] = []

        def pour(handler: Any) -> None:
            handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{")
            for _time in range(2_000):
                handler.wfile.write(b" " * 100_000)
                sent.append(100_000)

        provider.answers[path] = pour
        refused(_as_far_as_it_goes(visitor), "configuration", 503)
        assert sum(sent) < 50_000_000

    @pytest.mark.parametrize("path", [METADATA, TOKEN, KEYS])
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_that_leads_elsewhere(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, path: str, status: int
    ) -> None:
        with socket.create_server(("127.0.0.1", 0)) as elsewhere:
            elsewhere.settimeout(0.1)
            target = f"http://127.0.0.1:{elsewhere.getsockname()[1]}{path}"

            def lead(handler: Any) -> None:
                handler.send_response(status)
                handler.send_header("Location", target)
                handler.send_header("Content-Length", "0")
                handler.end_headers()

            provider.answers[path] = lead
            refused(_as_far_as_it_goes(visitor), "configuration", 503)
            with pytest.raises(TimeoutError):
                elsewhere.accept()

    @pytest.mark.parametrize("path", [METADATA, TOKEN, KEYS])
    @pytest.mark.parametrize("status", [500, 503, 404, 429])
    def test_that_fails(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, path: str, status: int
    ) -> None:
        provider.answers[path] = lambda handler: handler.answer(status, b"canary")
        answer = _as_far_as_it_goes(visitor)
        refused(answer, "unreachable" if status >= 500 else "configuration", 503)
        assert "canary" not in answer.text

    @pytest.mark.parametrize("content", [{}, {"id_token": 7, "access_token": "x"}, {"access_token": "x"}])
    def test_that_gives_no_token(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused, content: dict[str, Any]
    ) -> None:
        provider.answers[TOKEN] = lambda handler: handler.answer(200, content)
        refused(visitor.sign_in(), "configuration", 503)

    def test_that_did_not_answer_is_not_asked_again_at_once(
        self, visitor: Visitor, provider: OidcProvider, refused: Refused
    ) -> None:
        provider.answers[METADATA] = lambda handler: handler.answer(500, b"")
        visitor.send("/sign-in/organisation")
        answers = [visitor.client.get(ONWARD) for _time in range(5)]
        assert {answer.status_code for answer in answers} == {503}
        assert len(provider.asked) == 1
        del provider.answers[METADATA]
        forget_documents()
        assert visitor.sign_in().status_code == 302

    def test_is_spoken_to_without_what_the_machine_knows_of_other_servers(
        self,
        visitor: Visitor,
        provider: OidcProvider,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Any,
    ) -> None:
        netrc = tmp_path / "netrc"
        netrc.write_text("machine 127.0.0.1 login canary password canary\n")
        monkeypatch.setenv("NETRC", str(netrc))
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        seen: list[str | None] = []

        def look(handler: Any) -> None:
            seen.append(handler.headers.get("Authorization"))
            handler.answer(200, provider.document())

        provider.answers[METADATA] = look
        monkeypatch.setenv("NO_PROXY", "localhost")
        visitor.send("/sign-in/organisation")
        assert visitor.client.get(ONWARD).status_code == 302
        assert seen == [None]


class TestGuessing:
    def test_an_address_whose_answers_fail_too_often_has_to_wait(
        self, visitor: Visitor, provider: OidcProvider, person: Person, log_lines: Lines
    ) -> None:
        visitor.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
        statuses = [visitor.client.get(BACK).status_code for _time in range(51)]
        assert statuses == [400] * 50 + [429]
        answer = visitor.sign_in()
        assert answer.status_code == 429
        assert SENTENCES["locked_out"] in answer.text
        assert not visitor.is_signed_in()
        assert TOKEN not in [path for _method, path, _values in provider.asked]
        assert [each["kind"] for each in log_lines() if each["event"] == "locked_out"] == ["address"]
