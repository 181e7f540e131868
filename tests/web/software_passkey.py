"""A device that holds a passkey, made of software: it answers rightly, or as a thief would."""

import html
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from werkzeug.test import TestResponse

from tests.web.visitor import Visitor, problems_of

HERE = "http://localhost"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text_of(data: bytes) -> str:
    """Return bytes in the base64 of addresses."""
    return urlsafe_b64encode(data).decode().rstrip("=")


def bytes_of(text: str) -> bytes:
    """Return what a text in the base64 of addresses stands for."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Device:
    """One passkey and what it says; ``knows_owner`` tells whether it asks for a finger or a PIN."""

    def __init__(self, *, origin: str = HERE, knows_owner: bool = True) -> None:
        self.origin, self.knows_owner = origin, knows_owner
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = token_bytes(32)
        self.owner = b""
        self.count = 0

    def register(self, options: str) -> str:
        """Return the answer to a page that asks for a new passkey."""
        asked = json.loads(options)
        self.owner = bytes_of(asked["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(public)
        data = self._data(asked["rp"]["id"], ATTESTED) + attested
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked["challenge"])
        return self._answer(
            {
                "attestationObject": text_of(statement),
                "clientDataJSON": text_of(client),
                "transports": ["usb"],
            }
        )

    def sign(self, options: str, **other: Any) -> str:
        """Return the answer to a page that asks for a passkey; ``other`` replaces what it would say."""
        asked = json.loads(options)
        self.count += 1
        data = self._data(other.get("host", asked["rpId"]), 0)
        client = self._client("webauthn.get", other.get("challenge", asked["challenge"]))
        key = other.get("key", self.key)
        signature = key.sign(data + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "authenticatorData": text_of(data),
                "clientDataJSON": text_of(client),
                "signature": text_of(signature),
                "userHandle": text_of(other.get("owner", self.owner)),
            }
        )

    def _data(self, host: str, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.knows_owner else 0)
        return sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _answer(self, response: dict[str, Any]) -> str:
        credential = {"id": text_of(self.id), "rawId": text_of(self.id), "type": "public-key"}
        return json.dumps({**credential, "response": response, "extensions": "{}"})


def asked(page: TestResponse) -> tuple[str, str]:
    """Return what a page asks of a device, and where the answer is sent."""
    options = re.search(r'data-options="([^"]+)"', page.text)
    address = re.search(r'<form method="post" action="([^"]+/[\w.-]{20,}[^"]*)"', page.text)
    assert options is not None
    assert address is not None
    return html.unescape(options[1]), html.unescape(address[1])


def add_passkey(
    visitor: Visitor, device: Device, name: str = "Work phone", usage: str = "first"
) -> TestResponse:
    """Return the answer to adding a passkey for whoever is signed in."""
    page = visitor.send("/account/passkeys", name=name, usage=usage)
    assert not problems_of(page), problems_of(page)
    options, address = asked(page)
    return visitor.post(address, page, follow=True, credential=device.register(options))
