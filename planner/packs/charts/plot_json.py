"""A drawing as JSON that may stand inside a page."""

import json
from typing import Any

from markupsafe import Markup


def plot_json(drawing: dict[str, Any]) -> Markup:
    """Return a drawing as JSON that can stand in a script: no tag can begin inside it."""
    text = json.dumps(drawing, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(character, code)
    return Markup(text)  # noqa: S704 - made safe above
