"""The review pack as one self-contained page: it opens from disk without a network, and prints."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from planner.domain.calendar import long_date
from planner.domain.errors import SettingsError
from planner.packs.badges import delivery_badge
from planner.packs.charts.every_figure import figures_of
from planner.packs.charts.figures import Figure
from planner.packs.charts.plot_json import plot_json
from planner.packs.label import label_of
from planner.packs.marks import sprite, use
from planner.packs.page.cells import cell_class, cell_html, slug
from planner.packs.page.layout import SECTIONS, Section
from planner.packs.review import Review
from planner.packs.tables.table import Sheet, Table
from planner.packs.text import clean
from planner.paths import static_folder, templates_folder

_STYLES = ("tokens.css", "mark.css", "ladder.css", "map-drawing.css", "pack.css")
_BUNDLE = "vendor/plotly/plotly-cartesian.min.js"


@dataclass(frozen=True)
class _Part:
    """One section of the page, ready for the template."""

    slug: str
    title: str
    lead: str
    open_tables: tuple[Table, ...]
    folded_tables: tuple[Table, ...]
    figures: tuple[Figure, ...]


def write_page(review: Review, sheets: tuple[Sheet, ...], path: Path) -> None:
    """Write the page. Raises SettingsError where the chart library or a style sheet was not fetched."""
    path.write_text(page_text(review, sheets), encoding="utf-8", newline="\n")


def page_text(review: Review, sheets: tuple[Sheet, ...]) -> str:
    """Return the whole page. The same review gives the same text, byte for byte."""
    figures = figures_of(review, sheets)
    plan = review.plan
    about = next(sheet for sheet in sheets if sheet.number == 1).table("about")
    template = _environment().get_template("packs/review.html")
    return template.render(
        label=label_of(review, sheets, len(figures)).as_json(),
        title=clean(f"Annual review {review.year}: {plan.partnership.name}"),
        partnership=clean(plan.partnership.name),
        strategy=clean(plan.title),
        year=review.year,
        data_date=long_date(review.today),
        lead=clean(review.assessment.lead_sentence),
        about=about,
        parts=tuple(_parts(sheets, figures)),
        sprite=Markup(sprite()),  # noqa: S704 - our own drawing
        styles=Markup(_styles()),  # noqa: S704 - our own style sheets
        bundle=Markup(_bundle()),  # noqa: S704 - the fetched library, made safe to stand in a script
    )


def _parts(sheets: tuple[Sheet, ...], figures: tuple[Figure, ...]) -> Iterator[_Part]:
    by_number = {sheet.number: sheet for sheet in sheets}
    for section in SECTIONS:
        sheet = by_number.get(section.number)
        if sheet is None:
            continue
        yield _Part(
            slug=slug(sheet.title),
            title=sheet.title,
            lead=clean(sheet.lead),
            open_tables=_chosen(sheet, section, folded=False),
            folded_tables=_chosen(sheet, section, folded=True),
            figures=tuple(figure for figure in figures if figure.section == section.number),
        )


def _chosen(sheet: Sheet, section: Section, *, folded: bool) -> tuple[Table, ...]:
    chosen = section.folded if folded else section.shown
    tables = []
    for name, headings in chosen.items():
        table = sheet.table(name)
        tables.append(table.only(*headings) if headings else table)
    return tuple(tables)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update({"cell": cell_html, "column_class": cell_class, "plot_json": plot_json})
    environment.globals.update({"badge": delivery_badge, "mark": _mark})
    return environment


def _mark(name: str, css_class: str) -> Markup:
    return Markup(use(name, css_class))  # noqa: S704 - our own drawing


def _styles() -> str:
    return "\n".join(_read(static_folder() / "css" / name) for name in _STYLES)


def _bundle() -> str:
    path = static_folder() / _BUNDLE
    # Inside a script element, only the element's own end tag could break out.
    return _read(path).replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SettingsError(
            f"The page of the review pack needs {path.name}, and this installation has not fetched it: run "
            "“python3 run.py” once with a network, or install Partnership Planner again."
        ) from None
