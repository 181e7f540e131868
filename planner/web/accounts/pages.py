"""What the page of one's own account shows."""

from dataclasses import dataclass

from flask import url_for

from planner.domain.calendar import long_date
from planner.domain.moments import london_time, long_moment
from planner.services.accounts import list_passkeys
from planner.services.memberships import list_memberships
from planner.services.sign_ins import SignedIn, list_sign_ins
from planner.web.accounts.devices import device_words

_WAYS = {
    "password": "password",
    "authenticator": "a code from an app as the second step",
    "passkey": "passkey",
    "recovery_code": "a recovery code as the second step",
    "identity_provider": "your organisation",
    "link": "invitation",
    "demonstration": "link of the demonstration",
}
_USES = {"first": "Instead of your password.", "secondary": "A second step after your password."}


@dataclass(frozen=True)
class SignInRow:
    """One browser in which the person is signed in."""

    number: int
    device: str
    started: str
    ends: str
    way: str
    address: str
    is_this: bool


@dataclass(frozen=True)
class MembershipRow:
    """One partnership that the person belongs to."""

    name: str
    role: str
    address: str


@dataclass(frozen=True)
class PasskeyRow:
    """One passkey of the person: what it is for, when it was added and when it was used last."""

    name: str
    use: str
    added: str
    used: str


@dataclass(frozen=True, kw_only=True)
class AccountPage:
    """Everything that the page of one's own account displays."""

    name: str
    email: str
    has_password: bool
    has_app: bool
    has_second_step: bool
    could_be_locked_out: bool
    recovery_codes: int
    passkeys: tuple[PasskeyRow, ...]
    memberships: tuple[MembershipRow, ...]
    sign_ins: tuple[SignInRow, ...]


def account_page(who: SignedIn) -> AccountPage:
    """Return the page of whoever is signed in."""
    person = who.person
    has_app = bool(person.totp_secret and person.second_factor)
    passkeys = passkey_rows(person.id)
    uses = {each.use for each in passkeys}
    has_second_step = has_app or _USES["secondary"] in uses
    return AccountPage(
        name=person.name,
        email=person.email,
        has_password=bool(person.password),
        has_app=has_app,
        has_second_step=has_second_step,
        # A passkey that stands for the password needs no second step.
        could_be_locked_out=has_second_step and not person.recovery_codes and _USES["first"] not in uses,
        recovery_codes=len(person.recovery_codes),
        passkeys=passkeys,
        memberships=tuple(
            MembershipRow(name, role.label, url_for("plans.show_partnership", partnership=slug))
            for slug, name, role in list_memberships(person.id)
        ),
        sign_ins=tuple(
            SignInRow(
                number=each.id,
                device=device_words(each.device),
                started=long_moment(each.started_at),
                ends=long_moment(each.expires_at),
                way=_WAYS.get(each.way, each.way),
                address=each.address,
                is_this=each.id == who.sign_in,
            )
            for each in list_sign_ins(person.id)
        ),
    )


def passkey_rows(person_id: int) -> tuple[PasskeyRow, ...]:
    """Return a person's passkeys, the oldest first."""
    return tuple(
        PasskeyRow(
            name=cells["name"],
            use=_USES[cells["usage"]],
            added=long_date(london_time(cells["created_at"]).date()),
            used=long_date(london_time(cells["used_at"]).date()),
        )
        for cells in list_passkeys(person_id)
    )
