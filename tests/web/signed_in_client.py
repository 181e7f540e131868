"""A client that is signed in and checks nothing, for files and for lists that are read many times."""

from flask import Flask
from flask.testing import FlaskClient

from planner.web.accounts.browser_cookie import cookie_of_reader


def signed_in_client(app: Flask) -> FlaskClient:
    """Return Flask's own client, signed in as a business manager of every partnership that is there."""
    client = FlaskClient(app, app.response_class, use_cookies=True)
    client.set_cookie(*cookie_of_reader(app))
    return client
