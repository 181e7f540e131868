"""What Flask-Security says to people, in our words."""

_WORDS = {
    "GENERIC_AUTHN_FAILED": "The e-mail address or the password is not right",
    "GENERIC_RECOVERY": "If the address belongs to an account, a link is on its way to it.",
    "EMAIL_NOT_PROVIDED": "Enter your e-mail address",
    "INVALID_EMAIL_ADDRESS": "Enter an e-mail address like name@example.org",
    "PASSWORD_NOT_PROVIDED": "Enter your password",
    "INVALID_PASSWORD": "The password is not right",
    "PASSWORD_MISMATCH": "The password is not right",
    "RETYPE_PASSWORD_MISMATCH": "The two new passwords are not the same. Type both again",
    "PASSWORD_IS_THE_SAME": "The new password is the old one. Choose another",
    "INVALID_RESET_PASSWORD_TOKEN": "This link is not valid. Ask for a new one.",
    "PASSWORD_RESET_EXPIRED": "This link is too old. Ask for a new one.",
    "TWO_FACTOR_INVALID_TOKEN": "The code is not right, or was used already. Enter the one that is shown now",
    "INVALID_RECOVERY_CODE": "The recovery code is not right, or was used already",
    "INVALID_CODE": "The code is not right",
    "DISABLED_ACCOUNT": "The e-mail address or the password is not right",
    "WEBAUTHN_NAME_REQUIRED": "Enter a name for the passkey",
    "WEBAUTHN_NAME_INUSE": "You have a passkey of that name. Choose another name",
}
MESSAGES = {f"SECURITY_MSG_{name}": (sentence, "error") for name, sentence in _WORDS.items()}
