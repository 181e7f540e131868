"""Flask-Security's way to our accounts: it asks and saves here, and every change is a service's."""

from typing import Any

from flask import current_app
from flask_security import RoleMixin, UserDatastore, UserMixin, WebAuthnMixin

from planner.services import accounts
from planner.web.accounts.account import PASSKEY_NAMES, Account, Passkey
from planner.web.accounts.passkeys import asked_at
from planner.web.signed_in import signed_in


class NoRole(RoleMixin):
    """Roles are memberships of ours; Flask-Security knows of none."""


class AccountDatastore(UserDatastore):
    """Finds and saves accounts and passkeys, each change in a transaction of its own."""

    def __init__(self) -> None:
        super().__init__(Account, NoRole, Passkey)

    def find_user(self, case_insensitive: bool = False, **asked: Any) -> UserMixin | None:  # noqa: ARG002  # An address is the same in any case here.
        """Return the account that is asked for, nothing for none; whoever is signed in costs no question."""
        who = signed_in()
        if who is not None and asked == {"fs_uniquifier": who.person.uniquifier}:
            return Account(who.person)
        names = {"email": "email", "fs_uniquifier": "uniquifier", "fs_webauthn_user_handle": "passkey_handle"}
        person = accounts.find_account(**{names[name]: value for name, value in asked.items()})
        return Account(person) if person else None

    def find_role(self, role: str) -> None:
        """Return nothing: see ``NoRole``."""

    def put(self, model: Any) -> Any:
        """Save what changed of an account or of the use of a passkey, and return it."""
        if isinstance(model, Passkey):
            accounts.note_passkey_use(
                model.credential_id, model.sign_count, model.lastuse_datetime, asked_at=asked_at()
            )
        elif isinstance(model, Account):
            model.save()
        return model

    def commit(self) -> None:
        """Do nothing: ``put`` has saved it."""

    def delete(self, model: Any) -> None:
        """Remove a passkey; accounts are removed by no page."""
        if isinstance(model, Passkey):
            provider = current_app.config["SETTINGS"].identity_provider
            issuer = provider.issuer if provider else None
            accounts.delete_passkey(model.user.person.id, model.credential_id, issuer)

    def set_uniquifier(self, user: Any, uniquifier: str | None = None) -> None:
        """Let something else stand for a person from now on, so that cookies and links of before are void."""
        user.fs_uniquifier = uniquifier or accounts.new_uniquifier()
        self.put(user)

    def find_webauthn(self, credential_id: bytes) -> WebAuthnMixin | None:
        """Return a passkey by its credential, nothing for one that is not registered."""
        found = accounts.find_passkey(credential_id)
        return Passkey(found[0], Account(found[1])) if found else None

    def create_webauthn(self, user: Any, **cells: Any) -> None:  # type: ignore[override]  # By names alone.
        """Register a passkey of a person."""
        moment = accounts.utc_now()
        usual: dict[str, Any] = {
            "created_at": moment,
            "used_at": moment,
            "extensions": None,
            "transports": [],
        }
        given = {PASSKEY_NAMES[name]: value for name, value in cells.items() if name in PASSKEY_NAMES}
        accounts.add_passkey(user.person.id, usual | given)
