"""Pages about the product itself."""

from flask import Blueprint, render_template

from planner.domain.vocabulary import Delivery, Gap, Progress, Severity, Strength
from planner.web.marks import evidence_mark, gap_mark, group_mark, progress_mark, severity_mark

about = Blueprint("about", __name__, url_prefix="/about")


@about.get("/marks")
def show_marks() -> str:
    """Show every mark with its word."""
    return render_template(
        "about/show_marks.html",
        page_title="What the marks mean",
        marks={
            "delivery": [group_mark(each) for each in Delivery],
            "progress": [progress_mark(each) for each in Progress],
            "evidence": [evidence_mark(each) for each in Strength],
            "claims": [gap_mark(each) for each in Gap],
            "severity": [severity_mark(each) for each in Severity],
        },
    )
