"""The address of every page, found from the application itself, so that none is forgotten."""

from typing import Any

from flask import Flask, url_for


def page_addresses(app: Flask, partnership: str, plan: str) -> dict[str, str]:
    """Return the address of every page that can be read, by the name of its endpoint.

    Raises LookupError for a page whose address needs something that is not known here: add it.
    """
    known = {"partnership": partnership, "plan": plan}
    addresses = {}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()):
                continue
            unknown = ", ".join(sorted(rule.arguments - set(known)))
            if unknown:
                raise LookupError(f"The address of {rule.endpoint} needs a value for {unknown}.")
            values: dict[str, Any] = {name: known[name] for name in rule.arguments}
            addresses[rule.endpoint] = url_for(rule.endpoint, **values)
    return addresses
