"""A person and a passkey in the form in which Flask-Security handles them: with its names, changeable."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask_security import UserMixin, WebAuthnMixin

from planner.domain.people.people import Person
from planner.services import accounts

#: Flask-Security's names for what an account holds.
NAMES = {
    "id": "id",
    "email": "email",
    "password": "password",
    "active": "active",
    "fs_uniquifier": "uniquifier",
    "tf_primary_method": "second_factor",
    "tf_totp_secret": "totp_secret",
    "fs_webauthn_user_handle": "passkey_handle",
}
PASSKEY_NAMES = {
    "credential_id": "credential",
    "public_key": "public_key",
    "sign_count": "sign_count",
    "transports": "transports",
    "extensions": "extensions",
    "usage": "usage",
    "backup_state": "backed_up",
    "device_type": "device_type",
    "name": "name",
    "create_datetime": "created_at",
    "lastuse_datetime": "used_at",
}


class Account(UserMixin):
    """A person as Flask-Security's user. ``changed`` is the person with what was set since."""

    #: Flask-Security looks at the class for what it may use.
    fs_uniquifier = ""
    #: Whether the password is being chosen by a link, and not by somebody who is signed in.
    is_being_reset = False
    tf_phone_number = None

    def __init__(self, person: Person) -> None:
        self.roles: list[Any] = []
        self.take(person)

    def take(self, person: Person) -> None:
        """Take over what a person's account holds."""
        self.person = person
        for theirs, ours in NAMES.items():
            self.__dict__[theirs] = person.__dict__[ours]
        self.mf_recovery_codes: list[str] | None = list(person.recovery_codes)

    def changed(self) -> Person:
        """Return the person with every change that was made to this account."""
        cells = {ours: self.__dict__[theirs] for theirs, ours in NAMES.items()}
        return replace(self.person, **cells, recovery_codes=tuple(self.mf_recovery_codes or ()))

    def save(self) -> None:
        """Save what was changed; once a password was chosen by a link, nothing else lets anybody in."""
        if self.changed() != self.person:
            save = accounts.reset_password if self.is_being_reset else accounts.save_account
            self.take(save(self.changed()))

    def is_locked(self, form_error: list[str] | None = None) -> bool:  # noqa: ARG002  # The library asks by this form.
        """Return whether nobody may sign in to this account, by whatever way."""
        return not self.person.active

    @property
    def webauthn(self) -> list["Passkey"]:  # type: ignore[override]  # The library's own models have a column here.
        """The person's passkeys."""
        return [Passkey(cells, self) for cells in accounts.list_passkeys(self.person.id)]


class Passkey(WebAuthnMixin):
    """A passkey with Flask-Security's names for its cells."""

    credential_id: bytes
    sign_count: int
    lastuse_datetime: datetime

    def __init__(self, cells: dict[str, Any], owner: Account) -> None:
        self.user = owner
        for theirs, ours in PASSKEY_NAMES.items():
            self.__dict__[theirs] = cells[ours]

    def get_user_mapping(self) -> dict[str, Any]:
        """Return what finds the owner."""
        return {"fs_uniquifier": self.user.person.uniquifier}
