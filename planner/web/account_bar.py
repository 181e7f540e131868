"""Who is signed in, at the top of every page: their name and role, pages for them, and the way out."""

from dataclasses import dataclass

from flask import Flask, g, url_for

from planner.domain.people.permissions import Deed
from planner.services.sign_ins import SignedIn

_DEEDS = {deed.value: deed for deed in Deed}
#: Pages of a whole partnership, with whom they are for.
_PAGES = (("People", "people.list_people", Deed.SEE_PEOPLE),)


@dataclass(frozen=True)
class BarLink:
    """One page that the bar leads to."""

    label: str
    address: str


@dataclass(frozen=True, kw_only=True)
class AccountBar:
    """What the bar says and where it leads; ``role`` is empty outside of a partnership."""

    name: str
    role: str
    links: tuple[BarLink, ...]


def account_bar() -> AccountBar | None:
    """Return the bar for whoever is signed in, nothing for nobody.

    It asks the database nothing: a page that reports a fault of the database has a bar, too, or none.
    """
    who: SignedIn | None = g.get("signed_in")
    if who is None:
        return None
    actor = who.actor
    pages = () if actor is None else [page for page in _PAGES if actor.may(page[2])]
    return AccountBar(
        name=who.person.name,
        role=actor.role.label if actor else "",
        links=tuple(
            BarLink(label, url_for(endpoint, partnership=actor.partnership if actor else ""))
            for label, endpoint, _deed in pages
        ),
    )


def may(deed: str) -> bool:
    """Return whether whoever is signed in may do a deed, named by its code, in the partnership of the page.

    Like the bar it asks the database nothing.
    """
    who: SignedIn | None = g.get("signed_in")
    return who is not None and who.actor is not None and who.actor.may_somewhere(_DEEDS[deed])


def show_account_bar(app: Flask) -> None:
    """Give every page the bar, and the question what its reader may do, so that no link leads nowhere."""
    app.context_processor(lambda: {"account_bar": account_bar()})
    app.jinja_env.globals["may"] = may
