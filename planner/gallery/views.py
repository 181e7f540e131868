"""Views of pages that only their address tells apart: filtered, focused, sorted, and with nothing found.

They are pictured and checked beside the pages themselves. Every address is of the demonstration.
"""

#: A view's name, the endpoint of its page, and what stands behind the question mark.
VIEWS: dict[str, tuple[str, str]] = {
    "actions-off-track": ("actions.list_actions", "delivery=off_track"),
    "actions-nothing-fits": ("actions.list_actions", "words=nothing+has+these+words"),
    "actions-by-agency": ("actions.list_actions", "group=agency"),
    "actions-by-month": ("actions.list_actions", "group=month&sort=end"),
    "actions-to-print": ("actions.list_actions", "pages=all"),
    "timeline-filtered": ("actions.show_timeline", "delivery=at_risk"),
    "timeline-nothing-fits": ("actions.show_timeline", "words=nothing+has+these+words"),
    "map-focused": ("theory.show_map", "focus=O3.2"),
    "map-by-evidence": ("theory.show_map", "lens=evidence"),
    "map-by-clause": ("theory.show_map", "lens=recommendations&clause=R3.6"),
    "map-by-group": ("theory.show_map", "lens=groups"),
    "map-by-agency": ("theory.show_map", "lens=agency"),
    "map-of-one-aim": ("theory.show_map", "aim=A4"),
    "map-if-an-action-fails": ("theory.show_map", "fails=1.2c"),
    "map-if-an-agency-fails": ("theory.show_map", "fails=police"),
    "map-to-print-on-a4": ("theory.print_map", "paper=a4"),
    "outline-open": ("theory.show_outline", "open=all"),
    "table-nothing-fits": ("theory.show_table", "words=nothing+has+these+words"),
    "measures-improving": ("measures.list_measures", "progress=improving"),
    "measures-nothing-fits": ("measures.list_measures", "words=nothing+has+these+words"),
    "recommendations-ahead": ("recommendations.list_recommendations", "gap=ahead"),
    "coverage-by-agency": ("recommendations.show_coverage", "by=agency"),
    "find-words": ("find.find_anything", "q=health"),
    "find-nothing": ("find.find_anything", "q=zzzz"),
    "glossary-of-both-nations": ("guidance.list_terms", "nation=both"),
    "history-of-two-days": ("history.show_history", "act=load_plan&from=2026-01-01"),
    "history-nothing-fits": ("history.show_history", "about=nothing"),
}
