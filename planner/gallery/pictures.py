"""A picture of every page in every state, at the width of a desk and at the width of a phone."""

import secrets
from collections.abc import Iterator
from datetime import date
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from planner.app import create_app
from planner.config import Settings, sqlite_url
from planner.domain.people.permissions import Role
from planner.gallery.browser import served
from planner.gallery.states import DEMO, EXPORTS, make_states
from planner.gallery.views import VIEWS
from planner.services.plans import list_plans
from planner.store.database import db
from planner.web.page_addresses import page_addresses

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, Page

WIDTHS = (1280, 360)
#: As whom pages are photographed: whoever may have most of them, and then the others.
READERS = (Role.BUSINESS_MANAGER, Role.SCRUTINEER)
HEIGHT = 900
NO_SUCH_PAGE = "/no/such/page"
LIST_OF_PLANS = "plans.list_plans"
PLAIN_VERBS = ("show", "list")
#: How long to wait, in milliseconds, before each further try at a picture that Chromium refused.
WAITS = (500, 2_000)


def take_pictures(browser: "Browser", out: Path, today: date, only: str = "") -> Iterator[Path]:
    """Photograph every page into a folder, and return each picture's file as soon as it is written.

    ``only`` keeps the pages in whose name it occurs, such as ``map`` or ``longshire``. Raises OSError
    where the folder cannot be written to, and RuntimeError for a page that fails.
    """
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="planner-gallery-") as folder:
        for database in make_states(Path(folder), today):
            app = create_app(
                Settings(
                    database_url=sqlite_url(database),
                    secret_key=secrets.token_hex(),
                    today=today,
                    exports=Path(folder) / EXPORTS,
                )
            )
            try:
                for role in READERS:
                    pages = {name: page for name, page in pages_for(app, role).items() if only in name}
                    with served(app, to_reader=True, role=role) as address:
                        yield from _photograph(browser, address, pages, out)
            finally:
                with app.app_context():
                    db.engine.dispose()


def pages_for(app: "Flask", role: Role) -> dict[str, str]:
    """Return the pages that are photographed as a role sees them: those that no role before it may have."""
    pages = pictured_pages(app, role)
    for earlier in READERS[: READERS.index(role)]:
        seen = pictured_pages(app, earlier)
        pages = {name: address for name, address in pages.items() if name not in seen}
    return pages


def pictured_pages(app: "Flask", role: Role = Role.BUSINESS_MANAGER) -> dict[str, str]:
    """Return the address of every page that a role may have, by the name of its picture.

    Pages of a plan are there once for each plan of the database, all others once. Where there is no
    plan, the list of plans is the one page that looks another way.
    """
    with app.app_context():
        plans = [(each.partnership.slug, each.slug) for each in list_plans()]
    if not plans:
        return {"plans-none": page_addresses(app, "none", "none", role)[LIST_OF_PLANS]}
    pages = {"error": NO_SUCH_PAGE}
    for partnership, plan in plans:
        for endpoint, address in page_addresses(app, partnership, plan, role).items():
            of_plan = address.startswith(f"/{partnership}/")
            name = f"{page_name(endpoint)}-{partnership}" if of_plan else page_name(endpoint)
            if pages.setdefault(name, address) != address:
                raise LookupError(f"Two pages would have the picture {name}: rename {endpoint}.")
        if partnership == DEMO:
            pages |= _views(page_addresses(app, partnership, plan, role))
    return pages


def _views(addresses: dict[str, str]) -> dict[str, str]:
    return {f"view-{name}": f"{addresses[endpoint]}?{words}" for name, (endpoint, words) in VIEWS.items()}


def page_name(endpoint: str) -> str:
    """Return what a page is called: its endpoint's own words, without the plain verbs.

    >>> page_name("plans.show_overview")
    'overview'
    """
    verb, _, noun = endpoint.rpartition(".")[2].partition("_")
    return (noun if noun and verb in PLAIN_VERBS else f"{verb}_{noun}".strip("_")).replace("_", "-")


def _photograph(browser: "Browser", address: str, pages: dict[str, str], out: Path) -> Iterator[Path]:
    for width in WIDTHS:
        with browser.new_page(viewport={"width": width, "height": HEIGHT}) as page:
            for name, path in pages.items():
                if _open(page, address + path):
                    yield _take(page, out / f"{name}-{width}.png")


def _take(page: "Page", picture: Path) -> Path:
    """Photograph an open page and return the picture's file.

    On a busy machine Chromium now and then has no frame to give and says that it is unable to; it
    is asked again after a moment. Raises playwright's Error where it refuses every time.
    """
    from playwright.sync_api import Error

    for wait in WAITS:
        try:
            page.screenshot(path=picture, full_page=True, animations="disabled")
        except Error:
            page.wait_for_timeout(wait)
        else:
            return picture
    page.screenshot(path=picture, full_page=True, animations="disabled")
    return picture


def _open(page: "Page", address: str) -> bool:
    """Open a page and return whether it is one, and not the way to another that has its own picture."""
    response = page.goto(address)
    missing = address.endswith(NO_SUCH_PAGE)
    if response is None or response.status != (HTTPStatus.NOT_FOUND if missing else HTTPStatus.OK):
        raise RuntimeError(f"The page {address} answers {response.status if response else 'nothing'}.")
    return response.request.redirected_from is None
