"""What is kept about the people who use the product, as its privacy notice tells it.

Each part names the columns that hold it, so that nothing new can be kept without being told.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """One thing that is kept: what it is, what for, and in which columns of which tables."""

    title: str
    what: str
    purpose: str
    columns: Mapping[str, str]


KEPT_OF_PEOPLE = (
    Kept(
        "Your account",
        "Your name and e-mail address, when the account was made and whether it is in use, and your password "
        "in a form from which it cannot be read back.",
        "So that you can sign in, and others know who you are.",
        {"person": "id email name password active uniquifier is_demo created_at version"},
    ),
    Kept(
        "Your second step",
        "The key of your authenticator app, encrypted, and which code was used last; your recovery codes in "
        "a form from which they cannot be read back; for each passkey its public half, the name that you "
        "gave it, what kind of device holds it, and when it was added and last used.",
        "So that a stolen password is not enough to act in your name.",
        {
            "person": "second_factor totp_secret totp_counter recovery_codes passkey_handle",
            "passkey": "id person_id credential public_key sign_count transports extensions usage backed_up "
            "device_type name created_at used_at",
        },
    ),
    Kept(
        "Your organisation’s sign-in",
        "If you use it: which organisation’s sign-in it is, its own number for you, and since when.",
        "So that you are known when you come from there.",
        {"identity": "id person_id issuer subject linked_at"},
    ),
    Kept(
        "Where you are signed in",
        "For each sign-in the time, how you proved who you are, the network address, the browser as it "
        "describes itself, and when and why it ended.",
        "So that you can see whether somebody else was in your account, and end it.",
        {
            "sign_in": "id person_id token_hash way address device started_at expires_at ended_at "
            "ended_because"
        },
    ),
    Kept(
        "Tries that failed",
        "How often a wrong password or code was given lately for an account or from a network address. "
        "Neither is named there: a number stands for it.",
        "So that nobody can guess their way in.",
        {"failed_proof": "subject_hash failures last_at blocked_until"},
    ),
    Kept(
        "Your place in a partnership",
        "Your role, your agency, the posts that you hold, and from when until when. Of an invitation, also "
        "who sent it, and when it was used or withdrawn.",
        "So that you can do what your role allows and nothing else.",
        {
            "membership": "partnership_id id person_id role agency_id began_on ended_on version",
            "membership_post": "partnership_id membership_id position title",
            "invitation": "partnership_id id token_hash email name role agency_id post invited_by made_at "
            "expires_at used_at withdrawn_at inviter_id",
        },
    ),
    Kept(
        "What you change",
        "For each change your name, your role and the number of your account, the time, what was changed, "
        "how it was before and after, and the reason that you gave. No entry can be altered or taken out, "
        "not even by an administrator.",
        "So that a partnership can show how its plan came to be what it is.",
        {
            "change_log": "partnership_id seq at actor action plan subject before after reason previous_hash "
            "hash"
        },
    ),
)
