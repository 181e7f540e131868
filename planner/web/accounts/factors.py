"""Second steps of signing in: codes from an app, each worth something once, and codes to print."""

import re

from flask_security import MfRecoveryCodesUtil, Totp, UserMixin
from flask_security.utils import hash_password, verify_password
from markupsafe import Markup
from passlib.totp import TotpMatch

from planner.event_log import log_event
from planner.services.accounts import use_totp_code
from planner.web.accounts.account import Account

#: A recovery code is of so many signs, each of 4 random bits, in groups of four.
SIGNS = 12


class CodesOfAnApp(Totp):
    """Codes of an authenticator app: the one that was used last, and any before it, are refused."""

    def verify_totp(self, token: str, totp_secret: str, user: UserMixin, window: int = 0) -> bool:
        """Return whether a code is right and was not used before; other digits than ours are not."""
        return token.isascii() and bool(super().verify_totp(token, totp_secret, user, window))

    def get_last_counter(self, user: UserMixin) -> int | None:
        """Return the time step whose code a person used last."""
        return user.person.totp_counter if isinstance(user, Account) else None

    def set_last_counter(self, user: UserMixin, tmatch: TotpMatch) -> None:
        """Note the time step whose code was used now."""
        if isinstance(user, Account):
            use_totp_code(user.person.id, tmatch.counter)

    def generate_qrcode(self, username: str, totp: str) -> str:
        """Return the picture to scan as an inline drawing, which our policy allows where a file is not."""
        import qrcode
        from qrcode.image.svg import SvgPathImage

        drawing = qrcode.make(self.get_totp_uri(username, totp), image_factory=SvgPathImage)
        return Markup(drawing.to_string(encoding="unicode"))  # noqa: S704  # Made by the library, of paths alone.


class PrintedCodes(MfRecoveryCodesUtil):
    """Recovery codes: shown once, kept as salted hashes, and each worth something once."""

    def get_recovery_codes(self, user: UserMixin) -> list[str]:  # noqa: ARG002  # The library asks by this form.
        """Return nothing: a hash cannot be shown again."""
        return []

    def check_recovery_code(self, user: UserMixin, code: str) -> bool:
        """Return whether a code, however it is typed, is one that is left."""
        return self._place(user, code) is not None

    def delete_recovery_code(self, user: UserMixin, code: str) -> bool:
        """Use a code up."""
        place = self._place(user, code)
        if place is None or not isinstance(user, Account):
            return False
        codes = list(user.mf_recovery_codes or ())
        del codes[place]
        user.mf_recovery_codes = codes
        user.save()
        return True

    def create_recovery_codes(self, user: UserMixin) -> list[str]:
        """Make new codes in place of those that are left, and return them to be shown this once."""
        codes: list[str] = super().create_recovery_codes(user)
        if isinstance(user, Account):
            log_event("recovery_codes_made", person=user.person.id)
        return codes

    def _encrypt_codes(self, codes: list[str]) -> list[str]:
        return [hash_password(code) for code in codes]

    @staticmethod
    def _place(user: UserMixin, code: str) -> int | None:
        signs = re.sub("[^0-9a-f]", "", code.lower())
        if len(signs) != SIGNS:
            return None
        written = "-".join(signs[start : start + 4] for start in range(0, SIGNS, 4))
        codes = user.mf_recovery_codes or ()
        return next((place for place, kept in enumerate(codes) if verify_password(written, kept)), None)
