"""Figures of the review pack on the screen: the same drawings, tables and sentences.

``components/figure.html`` shows one; the filters that it needs are the pack's own, so that a cell on
the screen reads as it does in the pack.
"""

from flask import Flask

from planner.packs.charts.plot_json import plot_json
from planner.packs.page.cells import cell_class, cell_html


def show_figures(app: Flask) -> None:
    """Give templates what ``components/figure.html`` needs to show a figure of ``planner.packs``."""
    app.jinja_env.filters.update(cell=cell_html, column_class=cell_class, plot_json=plot_json)
