"""Every event that is noted, and every field of its line: what each means, and the form of its value.

An event or a field that is not listed here cannot be written. ``docs/logs.md`` prints both lists.
"""

import logging
import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from typing import Any, NamedTuple

INFO, WARNING, ERROR = logging.INFO, logging.WARNING, logging.ERROR


class Event(NamedTuple):
    """How serious an event is, and what it means."""

    level: int
    meaning: str


EVENTS: Mapping[str, Event] = {
    "server_started": Event(INFO, "A server began to answer."),
    "server_stopped": Event(INFO, "A server ended in order."),
    "request": Event(INFO, "A request was answered."),
    "request_refused": Event(
        WARNING, "A request was refused for what it is: its host, its size or its form."
    ),
    "error": Event(ERROR, "The program failed; the places in the code are listed, the innermost last."),
    "library": Event(WARNING, "A library that we use had something to say; its place in the code says what."),
    "signed_in": Event(INFO, "A person signed in."),
    "signed_out": Event(INFO, "A person signed out."),
    "sign_in_ended": Event(INFO, "A sign-in was ended before its time."),
    "sign_in_failed": Event(WARNING, "A password, code, passkey or token was not the right one."),
    "locked_out": Event(WARNING, "An account or a network address has to wait after too many failures."),
    "password_changed": Event(INFO, "A person chose another password."),
    "reset_asked": Event(INFO, "Somebody asked for a link to choose another password."),
    "reset_used": Event(INFO, "A link to choose another password was used."),
    "link_refused": Event(WARNING, "A link was used, too old, withdrawn or not ours."),
    "second_factor_added": Event(INFO, "A person set up an authenticator app or a passkey."),
    "second_factor_removed": Event(WARNING, "An authenticator app or a passkey was taken away."),
    "recovery_codes_made": Event(INFO, "A person was given new recovery codes."),
    "person_invited": Event(INFO, "Somebody was invited into a partnership."),
    "invitation_used": Event(INFO, "An invitation was taken up."),
    "invitation_withdrawn": Event(INFO, "An invitation was withdrawn."),
    "role_changed": Event(INFO, "A person's role, agency or posts in a partnership changed."),
    "membership_ended": Event(INFO, "A person left a partnership."),
    "person_disabled": Event(WARNING, "An account was disabled."),
    "person_enabled": Event(INFO, "An account was enabled again."),
    "account_corrected": Event(INFO, "The name or e-mail address of an account was put right."),
    "account_removed": Event(WARNING, "An account was removed."),
    "identity_linked": Event(INFO, "An account was tied to the identity provider's."),
    "identity_unlinked": Event(WARNING, "An account was untied from the identity provider's."),
    "identity_refused": Event(WARNING, "An answer of the identity provider was refused."),
    "not_allowed": Event(WARNING, "A person asked for something that their role does not allow."),
    "mail_sent": Event(INFO, "The mail server took a message."),
    "mail_failed": Event(WARNING, "The mail server did not take a message."),
    "pack_built": Event(INFO, "A review pack was built."),
    "pack_failed": Event(WARNING, "A review pack could not be written to the disk."),
    "partnership_exported": Event(INFO, "Everything of a partnership was exported."),
    "partnership_erased": Event(WARNING, "Everything of a partnership was erased."),
}

WAYS = ("password", "authenticator", "passkey", "recovery_code", "identity_provider", "link", "demonstration")
REASONS = (
    "host", "size", "form", "other_site", "method",
    "unknown", "wrong", "used", "expired", "withdrawn", "disabled", "purpose",
    "signed_out", "ended_by_hand", "password_changed", "role_changed", "idle",
    "issuer", "audience", "nonce", "state", "signature", "replayed", "configuration", "unreachable",
    "declined",
)  # fmt: skip
KINDS = ("account", "address", "invitation", "reset", "sign_in", "notice", "authenticator", "passkey")


def _matches(pattern: str) -> Callable[[Any], bool]:
    form = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and form.fullmatch(value) is not None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_address(value: Any) -> bool:
    try:
        # A zone behind a % may be any text.
        return isinstance(value, str) and "%" not in value and bool(ip_address(value))
    except ValueError:
        return False


_is_name = _matches(r"[A-Za-z_][\w.]{0,99}")
_is_names = _matches(r"[A-Za-z_][\w.]{0,99}( [A-Za-z_][\w.]{0,99}){0,9}")
_is_places = _matches(r"[\w.<>]{1,120}:\d{1,6}( [\w.<>]{1,120}:\d{1,6}){0,99}")


class Field(NamedTuple):
    """What a field of a line holds, and whether a value has its form."""

    meaning: str
    fits: Callable[[Any], bool]


def _one_of(words: tuple[str, ...], meaning: str) -> Field:
    return Field(f"{meaning}: {', '.join(words)}", words.__contains__)


FIELDS: Mapping[str, Field] = {
    "request": Field("The request's own number, the same on each of its lines", _matches("[0-9a-f]{16}")),
    "endpoint": Field("The name of the page or act in the code", _is_name),
    "method": Field("The method of the request", _matches("[A-Z]{1,12}")),
    "status": Field("The status of the answer", _is_number),
    "milliseconds": Field("How long it took", _is_number),
    "person": Field("The number of the person's account", _is_number),
    "by": Field("The number of the account of whoever did it to another", _is_number),
    "membership": Field("The number of the membership in the partnership", _is_number),
    "invitation": Field("The number of the invitation", _is_number),
    "sign_in": Field("The number of the sign-in", _is_number),
    "partnership": Field("The partnership, as in addresses", _matches(r"[a-z0-9][a-z0-9-]{0,59}")),
    "address": Field("The network address of whoever asked", _is_address),
    "deed": Field("What was asked for, as in the table of roles", _is_name),
    "role": Field("The role that is meant, as in the table of roles", _is_name),
    "way": _one_of(WAYS, "How it was proved"),
    "reason": _one_of(REASONS, "Why"),
    "kind": _one_of(KINDS, "What it was about"),
    "count": Field("How many", _is_number),
    "seconds": Field("For how long", _is_number),
    "error": Field("The class of the error, and of each that led to it", _is_names),
    "places": Field("Places in the code, each a module and a line", _is_places),
    "logger": Field("Which library's log it is", _is_name),
}
