"""What Flask-Security says to people, in our words: no sentence of its own reaches a page.

What is not named here says something that no page of ours can lead to, and would be told as ``ODD``.
"""

from flask import Flask

#: Problems stand in the summary at the top of a page, news above its heading; the rest is not shown,
#: because the page that it leads to says it itself.
PROBLEM, NEWS, UNSAID = "error", "success", "unsaid"

NOT_RIGHT = "The e-mail address or the password is not right"
ENTER_PASSWORD = "Enter your password"  # noqa: S105  # What to do, and no secret.
ENTER_NEW_PASSWORD = "Enter a new password"  # noqa: S105
NOT_THE_SAME = "The two new passwords are not the same. Type both again"
ODD_NAME = "Use letters, digits, spaces and plain punctuation in the name"
START_AGAIN = "Signing in took too long or was broken off. Start again."
ODD = "Something was not as it should be, and nothing was changed. Start again."
PASSKEY_REFUSED = "This passkey did not prove who you are. Try again, or use another way to sign in."

_PROBLEMS = {
    "API_ERROR": ODD,
    "GENERIC_AUTHN_FAILED": NOT_RIGHT,
    "DISABLED_ACCOUNT": NOT_RIGHT,
    "USER_DOES_NOT_EXIST": NOT_RIGHT,
    "EMAIL_NOT_PROVIDED": "Enter your e-mail address",
    "INVALID_EMAIL_ADDRESS": "Enter an e-mail address like name@example.org",
    "PASSWORD_NOT_PROVIDED": ENTER_PASSWORD,
    "INVALID_PASSWORD": "The password is not right",
    "RETYPE_PASSWORD_MISMATCH": NOT_THE_SAME,
    "PASSWORD_IS_THE_SAME": "The new password is the old one. Choose another",
    "INVALID_RESET_PASSWORD_TOKEN": "This link was used already, or is not whole. Ask for a new one.",
    "PASSWORD_RESET_EXPIRED": "This link is more than an hour old. Ask for a new one.",
    "TWO_FACTOR_INVALID_TOKEN": "The code is not right, or was used already. Enter the one that is shown now",
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": "Choose one of the ways that this page offers",
    "TWO_FACTOR_PERMISSION_DENIED": START_AGAIN,
    "TWO_FACTOR_SETUP_EXPIRED": "Setting up took too long. Start again.",
    "INVALID_RECOVERY_CODE": "The recovery code is not right, or was used already",
    "WEBAUTHN_NAME_REQUIRED": "Enter a name for the passkey",
    "WEBAUTHN_NAME_INUSE": "You have a passkey of that name. Choose another name",
    "WEBAUTHN_NAME_NOT_FOUND": "You have no passkey of that name any more.",
    "WEBAUTHN_NAME_DISALLOWED_CHARACTERS": ODD_NAME,
    "INVALID_INPUT": ODD_NAME,
    "INVALID_INPUT_LENGTH": "Use %(length)s characters or fewer in the name",
    "WEBAUTHN_EXPIRED": "The browser took too long. Start again.",
    "WEBAUTHN_CREDENTIAL_ID_INUSE": "This passkey is registered already.",
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": PASSKEY_REFUSED,
    "WEBAUTHN_ORPHAN_CREDENTIAL_ID": PASSKEY_REFUSED,
    "WEBAUTHN_NO_VERIFY": PASSKEY_REFUSED,
    "WEBAUTHN_MISMATCH_USER_HANDLE": PASSKEY_REFUSED,
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE": (
        "This passkey is for another use: see under “Passkeys” of your account what each of yours is for."
    ),
}
_NEWS = {
    "PASSWORD_CHANGE": "Your password has been changed. Everywhere else you were signed out.",
    "PASSWORD_RESET_NO_LOGIN": (
        "Your password has been changed. Sign in with the new one. Passkeys in place of the password and "
        "your organisation’s sign-in, if you used them, were removed: add them again in your account."
    ),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": "From now on you are asked for a code from your app.",
    "TWO_FACTOR_DISABLED": "You are not asked for a code from an app any more.",
    "WEBAUTHN_REGISTER_SUCCESSFUL": "The passkey “%(name)s” has been added.",
    "WEBAUTHN_CREDENTIAL_DELETED": "The passkey “%(name)s” has been removed.",
}
_UNSAID = (
    "ANONYMOUS_USER_REQUIRED",
    "FORGOT_PASSWORD",
    "PASSWORD_RESET_REQUEST",
    "REAUTHENTICATION_REQUIRED",
    "REAUTHENTICATION_SUCCESSFUL",
    "TWO_FACTOR_LOGIN_SUCCESSFUL",
    "UNAUTHENTICATED",
)
MESSAGES = {
    **{f"MSG_{name}": (sentence, PROBLEM) for name, sentence in _PROBLEMS.items()},
    **{f"MSG_{name}": (sentence, NEWS) for name, sentence in _NEWS.items()},
    **{f"MSG_{name}": ("", UNSAID) for name in _UNSAID},
}
MAIL_SUBJECTS = {
    "EMAIL_SUBJECT_PASSWORD_RESET": "Choose a new password for Partnership Planner",
    "EMAIL_SUBJECT_PASSWORD_NOTICE": "Your password for Partnership Planner was changed",
    "EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": "Your password for Partnership Planner was changed",
}
#: What our own forms say.
ENTER_CODE = "Enter the code"
ENTER_RECOVERY_CODE = "Enter a recovery code"
CHOOSE_WAY = "Choose how to confirm that it is you"
CHOOSE_USE = "Choose what the passkey is for"


def say_the_rest(app: Flask) -> None:
    """Let everything else that Flask-Security might say be ``ODD``; call this once it is there."""
    for name in [each for each in app.config if each.startswith("SECURITY_MSG_")]:
        if name.removeprefix("SECURITY_") not in MESSAGES:
            app.config[name] = (ODD, PROBLEM)
