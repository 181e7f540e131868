"""The headers of every response and the nonce of every page.

A page may use this origin's style sheets and images, and scripts only where the page itself carries
its nonce on them: no script runs because of where its file lies. Nothing may frame the product, and no
cache keeps anything of it. What is downloaded may do nothing at all in a browser that opens it.
"""

import secrets

from flask import Flask, Response, g

from planner.config import Settings

#: What is saved, and a static file that somebody opens by itself, need nothing from anywhere.
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
#: Of these a page needs none, and neither does anything that may get into one.
UNUSED = ("camera", "display-capture", "geolocation", "hid", "microphone", "midi", "payment", "serial", "usb")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
    "Cache-Control": "no-store",
}
#: For a year a browser comes back over an encrypted connection alone, here and below.
ENCRYPTED_ALONE = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


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
            f"script-src 'nonce-{nonce}'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )


def headers_for(settings: Settings) -> dict[str, str]:
    """Return what every response of an installation carries, whatever it is."""
    # On one's own computer there is no encrypted connection to insist on.
    return HEADERS | (ENCRYPTED_ALONE if settings.is_production else {})


def protect(app: Flask) -> None:
    """Give every response of the application its headers, and templates the nonce."""
    everywhere = headers_for(app.config["SETTINGS"])

    @app.after_request
    def add_headers(response: Response) -> Response:
        is_download = "attachment" in response.headers.get("Content-Disposition", "")
        policy = FILE_POLICY if is_download else content_security_policy(csp_nonce())
        response.headers["Content-Security-Policy"] = policy
        for name, value in everywhere.items():
            response.headers[name] = value
        # Who is signed in decides what a page says, even where it happens to say the same to all.
        response.vary.update(["Accept-Encoding", "Cookie"])
        return response

    app.context_processor(lambda: {"csp_nonce": csp_nonce()})
