"""Which passwords will do: long ones that nobody would try (ASVS 6.2).

Nothing is asked of their make-up. The lists of passwords from breaches, and the guesser that knows how
people build on them, are zxcvbn's; it is asked by the few requests that set a password.
"""

from typing import Any

from flask_security import PasswordUtil

SHORTEST = 15
LONGEST = 256
#: The guesser's time grows with the length; what stands behind this many signs can only make it stronger.
LOOKED_AT = 72
#: From 0 (tried at once) to 4 (ten thousand million guesses); below it stands what is built from one word
#: of a list, a year and some signs to make it long enough. Three words that do not belong together are far
#: above it.
SOUND_SCORE = 4
CONTEXT_WORDS = ("partnership", "planner", "safeguarding", "strategy", "password", "children")

TOO_SHORT = f"Enter a password of {SHORTEST} characters or more. Three or four words will do."
TOO_LONG = f"Enter a password of {LONGEST} characters or fewer."
TOO_COMMON = (
    "This password is on lists of passwords from breaches, or is built from one. Choose words that do not "
    "belong together."
)


def fault_of(password: str, *, known_words: tuple[str, ...] = ()) -> str:
    """Return what is wrong with a password as a sentence, nothing where it will do.

    ``known_words`` are what an attacker would know of the person: their name and e-mail address.
    """
    if len(password) < SHORTEST:
        return TOO_SHORT
    if len(password) > LONGEST:
        return TOO_LONG
    return TOO_COMMON if _is_guessed(password, known_words) else ""


def _is_guessed(password: str, known_words: tuple[str, ...]) -> bool:
    from zxcvbn import zxcvbn
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    if password.lower() in FREQUENCY_LISTS["passwords"]:
        return True
    words = [*CONTEXT_WORDS, *(part for word in known_words for part in (word, *word.split("@")))]
    found = zxcvbn(password[:LOOKED_AT], user_inputs=words)
    return int(found["score"]) < SOUND_SCORE


class SoundPasswords(PasswordUtil):
    """The rule for every form of Flask-Security that sets a password; it is kept exactly as typed."""

    def normalize(self, password: str) -> str:
        """Return a password exactly as it was typed.

        One that is longer than any that is kept cannot be right; enough of it stays for it to be wrong.
        """
        return password[: LONGEST + 1]

    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[str] | None, str]:  # noqa: ARG002  # The library asks by this form.
        """Return what is wrong as a list of sentences, or nothing, and the password."""
        person = getattr(kwargs.get("user"), "person", None)
        known = (person.name, person.email) if person else ()
        fault = fault_of(password, known_words=known)
        return ([fault] if fault else None), self.normalize(password)
