"""The headers of every response and the nonce of every page.

The policy allows this origin's own style sheets, images and scripts, and inline scripts only with
the page's nonce. Nothing may frame the product, and nothing of it is kept by a shared cache.
"""

import secrets

from flask import Flask, Response, g


def csp_nonce() -> str:
    """Return the nonce of the page being made, the same one however often it is asked for."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def content_security_policy(nonce: str) -> str:
    """Return the policy for a page with this nonce."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}


def add_headers(response: Response) -> Response:
    """Return the response with the whole header set; a file that is sent with a stricter policy keeps it."""
    if "Content-Security-Policy" not in response.headers:
        response.headers["Content-Security-Policy"] = content_security_policy(csp_nonce())
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def protect(app: Flask) -> None:
    """Give every response of the application its headers, and templates the nonce."""
    app.after_request(add_headers)
    app.context_processor(lambda: {"csp_nonce": csp_nonce()})
