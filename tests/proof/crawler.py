"""A visitor who follows every link, chooses every filter and sends every form, and keeps what comes back."""

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from io import BytesIO
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tests.proof.expectations import questions
from tests.proof.world import World

_LINK = re.compile(r"""(?:href|src|action|hx-get|data-address)="([^"]+)\"""")
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_NAME, _VALUE = re.compile(r'\bname="([^"]*)"'), re.compile(r'\bvalue="([^"]*)"')
_SELECT = re.compile(r"<select\b([^>]*)>(.*?)</select>", re.DOTALL)
_INPUT = re.compile(r"<(?:input|textarea)\b([^>]*)>")
#: Files of the product itself, and what leads out of it, are not followed.
_NOT_FOLLOWED = ("/static/", "//")

#: Is told an address, and what was answered there.
Look = Callable[[str, str], None]


class Crawler:
    """Follows what one visitor is shown, and hands each answer to somebody who looks at it.

    So many pages are followed of each address in which only a name differs, and so many addresses of each
    kind of filter, one filter at a time.
    """

    def __init__(
        self,
        world: World,
        visitor: str,
        look: Look,
        *,
        words: tuple[str, ...],
        of_each_page: int,
        of_each_kind: int,
    ) -> None:
        self._world, self._visitor, self._look, self._words = world, visitor, look, words
        self._of_each_page, self._of_each_kind = of_each_page, of_each_kind
        self._rules = world.app.url_map.bind("localhost")
        self._often: Counter[tuple[str, frozenset[str]]] = Counter()
        self._waiting: list[str] = []
        #: Every address that was asked for, with the status of its answer.
        self.asked: dict[str, int] = {}

    def crawl(self, *starts: str) -> Mapping[str, int]:
        """Follow everything from these addresses on, and return what was asked for."""
        self._waiting.extend(starts)
        while self._waiting:
            address = self._waiting.pop(0)
            if self._is_followed(address):
                self._often[self._kind_of(address)] += 1
                response = self._world.ask(self._visitor, address)
                self.asked[address] = response.status_code
                self._look(address, said_by(response))
                self._waiting.extend(self._leads(address, response))
        return self.asked

    def send_forms(self) -> None:
        """Send the forms of both partnerships, as they should be and as they should not, and undo it all."""
        for form in questions(self._world):
            wrong = (dict.fromkeys(form.form, word) for word in ("", *self._words))
            for fields in (form.form, *wrong) if form.is_form and form.partnership else ():
                response = self._send(form.address, form.entry.method, fields)
                if response.location:
                    self._send(urljoin(form.address, response.location), "GET", {})
                self._world.put_back()

    def _send(self, address: str, method: str, fields: Mapping[str, str]) -> TestResponse:
        response = self._world.ask(self._visitor, address, method, fields, may_write=True)
        self._look(address, said_by(response))
        return response

    def _is_followed(self, address: str) -> bool:
        if address in self.asked or not address.startswith("/") or address.startswith(_NOT_FOLLOWED):
            return False
        path, names = self._kind_of(address)
        most = self._of_each_kind if names else self._of_each_page
        return len(names) <= 1 and self._often[path, names] < most

    def _kind_of(self, address: str) -> tuple[str, frozenset[str]]:
        """Return what tells an address from others of its kind: what it filters by, and its page."""
        parts = urlsplit(address)
        names = frozenset(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
        try:
            endpoint, values = self._rules.match(unquote(parts.path), "GET")
        except HTTPException:
            endpoint, values = parts.path, {}
        return (parts.path if names else f"{endpoint} {values.get('partnership', '')}"), names

    def _leads(self, address: str, response: TestResponse) -> Iterator[str]:
        """Yield every address to which an answer leads: by links, by itself, and by forms that ask."""
        if response.location:
            yield urljoin(address, response.location)
        if response.mimetype != "text/html":
            return
        page = response.text
        for link in _LINK.findall(page):
            yield urljoin(address, unescape(link)).partition("#")[0]
        for about, content in _FORM.findall(page):
            if 'method="post"' not in about:
                action = _LINK.search(about)
                path = urljoin(address, unescape(action[1])) if action else address
                yield from self._asked_by_form(urlsplit(path).path, content)

    def _asked_by_form(self, path: str, content: str) -> Iterator[str]:
        for about, options in _SELECT.findall(content):
            for value in _VALUE.findall(options):
                yield f"{path}?{urlencode({_name(about): unescape(value)})}"
        for about in _INPUT.findall(content):
            for word in self._words:
                yield f"{path}?{urlencode({_name(about): word})}"


def said_by(response: TestResponse) -> str:
    """Return everything that an answer says: its headers, and its content with what is packed in it."""
    return f"{response.headers}\n{_content(response.data)}"


def _content(data: bytes) -> str:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as workbook:
            return "\n".join(f"{name} {_content(workbook.read(name))}" for name in workbook.namelist())
    return unescape(data.decode(errors="replace"))


def _name(about: str) -> str:
    found = _NAME.search(about)
    return unescape(found[1]) if found else ""
