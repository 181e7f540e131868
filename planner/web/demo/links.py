"""The links by which the demonstration is entered: one for each person, each of them used once.

They are held in the memory of the process that printed them. Another process, such as a server of the
installation, has none and no address to use one at.
"""

import secrets
from collections.abc import Mapping
from threading import Lock

from planner.domain.people.permissions import Role


class DemoLinks:
    """What each link stands for: the partnership to enter, and the secret of a sign-in."""

    def __init__(self, sign_ins: Mapping[str, Mapping[Role, str]]) -> None:
        self._lock = Lock()
        self._waiting: dict[str, tuple[str, str]] = {}
        self._names: dict[str, dict[Role, str]] = {}
        for partnership, by_role in sign_ins.items():
            names = self._names.setdefault(partnership, {})
            for role, token in by_role.items():
                name = secrets.token_urlsafe(16)
                names[role] = name
                self._waiting[name] = (partnership, token)

    def addresses(self, root: str) -> dict[str, dict[str, str]]:
        """Return every link by partnership and role, below the address of the server."""
        return {
            partnership: {role.value: f"{root}demo/{name}" for role, name in names.items()}
            for partnership, names in self._names.items()
        }

    def use(self, name: str) -> tuple[str, str] | None:
        """Return what a link stands for the first time that it is used, and nothing from then on."""
        with self._lock:
            return self._waiting.pop(name, None)
