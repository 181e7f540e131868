"""The map as files: what they are called, and how they are sent."""

import re
from collections.abc import Mapping
from dataclasses import replace

from flask import Response

from planner.domain.assessment import Assessment
from planner.domain.errors import NotFound
from planner.domain.phrases import counted
from planner.packs.maps.drawing import MOST_BOXES
from planner.packs.maps.file import MapDocument, map_document
from planner.services.map_files import draw_png
from planner.web.theory.map_choice import read_choice
from planner.web.theory.map_page import drawn_count, map_layout, map_view
from planner.web.theory.map_words import heading, sentence


def file_name(assessment: Assessment, ending: str) -> str:
    """Return the name under which a map is saved, which says whose it is and of what day."""
    whose = re.sub(r"[^a-z0-9-]", "-", assessment.plan.partnership.slug.lower())
    return f"{whose}-theory-of-change-{assessment.today.isoformat()}.{ending}"


def map_svg(assessment: Assessment, values: Mapping[str, str]) -> Response:
    """Return the map that the words of an address ask for as an SVG file to save.

    Raises ``NotFound`` for codes that do not exist, and where there is no map or too large a one.
    """
    return _download(assessment, _document(assessment, values).svg, "svg", "image/svg+xml")


def map_png(assessment: Assessment, values: Mapping[str, str]) -> Response:
    """Return the same map as a PNG; raises SettingsError where the server has no font besides."""
    document = _document(assessment, values)
    return _download(assessment, draw_png(document.svg, document.width, document.height), "png", "image/png")


def _document(assessment: Assessment, values: Mapping[str, str]) -> MapDocument:
    choice = read_choice(assessment, values)
    boxes = drawn_count(assessment, choice)
    if not boxes:
        raise NotFound("Nothing is on the map yet, so there is no drawing to download.")
    if boxes > MOST_BOXES:
        raise NotFound(
            f"The drawing would have {counted(boxes, 'boxes')}, more than anyone can read. Choose one aim on "
            "the map and download that."
        )
    layout, view = map_layout(assessment, choice), map_view(assessment, choice)
    # The title of the file says what the whole map is, folded or not.
    is_whole = not replace(choice, folded=frozenset()).values()
    about = [] if is_whole else [heading(assessment, choice), sentence(assessment, choice, layout)]
    return map_document(assessment, layout, view, about)


def _download(assessment: Assessment, content: str | bytes, ending: str, media_type: str) -> Response:
    """Return a file to save."""
    response = Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(assessment, ending)}"'
    return response
