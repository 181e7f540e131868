"""Every address of an application, found from the application itself, so that none is forgotten."""

import re

from flask import Flask

NORTHVALE = {"partnership": "northvale", "plan": "2025-28", "code": "A1", "name": "x"}


def every_address(app: Flask, **known: str) -> dict[str, str]:
    """Return one address for each rule, by its endpoint; a place for which nothing is known holds a 1."""
    values = {**NORTHVALE, **known}
    return {
        f"{rule.endpoint} {rule.rule}": re.sub(
            r"<(?:[^:<>]+:)?(\w+)>", lambda match: values.get(match[1], "1"), rule.rule
        )
        for rule in app.url_map.iter_rules()
    }
