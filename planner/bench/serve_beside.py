"""Run as a child: one waitress server with the product, and beside it a bare Flask view.

``python -m planner.bench.serve_beside DATABASE ADDRESS...`` prints its port and the cookie of a reader.
The bare view answers ``/bare/0`` with the very bytes that the product gave for the first address, and so
on; ``/bare/seconds`` tells how much processor time the process
has used.
"""

import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response
from waitress.server import create_server

from planner.bench.children import HOST
from planner.bench.workbench import application, signed_in_client
from planner.web.accounts.browser_cookie import cookie_of_reader

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BARE = "/bare/"
SECONDS = f"{BARE}seconds"
THREADS = 8


def bare_app(bodies: list[bytes]) -> Flask:
    """Return an application that answers with bytes it holds, and does nothing else."""
    app = Flask("bare", static_folder=None)

    @app.get(f"{BARE}<int:number>")
    def give(number: int) -> Response:
        return Response(bodies[number], mimetype="text/html")

    @app.get(SECONDS)
    def tell() -> Response:
        return Response(str(time.process_time()), mimetype="text/plain")

    return app


def both(product: "WSGIApplication", bare: "WSGIApplication") -> "WSGIApplication":
    """Return one application that sends each request to the one or the other."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        chosen = bare if environ["PATH_INFO"].startswith(BARE) else product
        return chosen(environ, start_response)

    return answer


def main(database: Path, addresses: list[str]) -> None:
    """Serve until the process is ended."""
    with application(database) as app:
        bodies = [signed_in_client(app).get(address).data for address in addresses]
        server = create_server(both(app, bare_app(bodies)), host=HOST, port=0, threads=THREADS)
        cookie = "=".join(cookie_of_reader(app))
        print(server.effective_port, cookie, flush=True)  # noqa: T201 - told to the parent
        server.run()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
