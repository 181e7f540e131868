"""Pages go out compressed: an overview of 36 kB becomes 6.

The standard library does it, as it is one call. The length of a compressed page tells how often a text
stands there, which would betray a secret beside text that a stranger can choose: the one secret of our
pages, the token of forms, is another one each time (``planner.web.form_tokens``).
"""

import gzip

from flask import Flask, Response, request

SMALLEST = 1_000
LEVEL = 5


def compress(response: Response) -> Response:
    """Return the response with its text compressed, if the browser takes gzip and it is worth it."""
    response.vary.add("Accept-Encoding")
    if (
        response.mimetype != "text/html"
        or response.direct_passthrough
        or request.accept_encodings.quality("gzip") == 0
        or "Content-Encoding" in response.headers
        or len(response.get_data()) < SMALLEST
    ):
        return response
    response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return response


def compress_pages(app: Flask) -> None:
    """Compress every page of the application."""
    app.after_request(compress)
