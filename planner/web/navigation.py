"""What every page of a plan shows around its content: whose plan, which version, where to go."""

from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.calendar import full_month_year, long_date
from planner.domain.people.permissions import Deed
from planner.web.addresses import plan_address
from planner.web.kept import Kept


@dataclass(frozen=True, kw_only=True)
class NavigationItem:
    """One entry of the service navigation or of an area, with a count beside it where there is one.

    ``pages`` are the entries of its area, and ``endpoints`` every page that belongs there. ``deed`` is the
    code of what its reader must be allowed to do, empty where everyone may.
    """

    label: str
    endpoint: str
    address: str
    count: int | None = None
    pages: tuple["NavigationItem", ...] = ()
    more: tuple[str, ...] = ()
    deed: str = ""

    @property
    def endpoints(self) -> tuple[str, ...]:
        """Return the endpoints of the pages on which this entry is the current one."""
        return (self.endpoint, *(page.endpoint for page in self.pages), *self.more)


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    """The frame of a plan's pages, in words."""

    partnership: str
    plan: str
    partnership_name: str
    title: str
    version: str
    plan_line: str
    today: str
    navigation: tuple[NavigationItem, ...]
    find_address: str
    glossary_address: str
    sources_address: str

    def area(self, endpoint: str | None) -> NavigationItem | None:
        """Return the entry of the navigation to which a page belongs, or nothing."""
        return next((item for item in self.navigation if endpoint in item.endpoints), None)


def _plan_page(assessment: Assessment) -> PlanPage:
    plan = assessment.plan
    version = plan.version
    label = "no version approved yet"
    if version:
        label = f"version {version.label}, {version.phase.label.lower()}"
    period = f"{full_month_year(plan.starts_on)} to {full_month_year(plan.ends_on)}"
    return PlanPage(
        partnership=plan.partnership.slug,
        plan=plan.slug,
        partnership_name=plan.partnership.name,
        title=plan.title,
        version=label,
        plan_line=f"Strategy {period}, {label}",
        today=long_date(assessment.today),
        navigation=_areas(assessment),
        find_address=plan_address(assessment, "find.find_anything"),
        glossary_address=plan_address(assessment, "guidance.list_terms"),
        sources_address=plan_address(assessment, "guidance.list_sources"),
    )


#: The frame for the pages of one plan on one day, made once for as long as the plan stays the same.
plan_page = Kept(_plan_page)


#: Pages that some readers of a plan may not have, and what they would have to be allowed to do.
_DEEDS = {"history.show_history": Deed.READ_HISTORY}

#: Every area with its label, its own page, the pages beside that one, and others that belong to it.
_AREAS: tuple[tuple[str, str, tuple[tuple[str, str], ...], tuple[str, ...]], ...] = (
    (
        "Overview",
        "plans.show_overview",
        (
            ("Where the plan stands", "plans.show_overview"),
            ("Text of the strategy", "sections.list_sections"),
            ("History", "history.show_history"),
        ),
        ("history.show_element_history",),
    ),
    (
        "Theory of change",
        "theory.show_map",
        (
            ("Map", "theory.show_map"),
            ("Outline", "theory.show_outline"),
            ("Table", "theory.show_table"),
            ("Assumptions and risks", "assumptions.list_assumptions"),
        ),
        ("theory.show_aim", "theory.show_outcome", "theory.print_map"),
    ),
    (
        "Action plan",
        "actions.list_actions",
        (
            ("Actions", "actions.list_actions"),
            ("Timeline", "actions.show_timeline"),
            ("Agencies", "agencies.list_agencies"),
        ),
        (
            "actions.show_action",
            "actions.record_update",
            "date_requests.ask_for_date",
            "date_requests.decide_on_date",
            "date_requests.list_date_requests",
        ),
    ),
    (
        "Measures",
        "measures.list_measures",
        (
            ("Scorecard", "measures.list_measures"),
            ("Evaluation framework", "measures.show_framework"),
        ),
        ("measures.show_measure", "measures.record_reading"),
    ),
    (
        "Recommendations",
        "recommendations.list_recommendations",
        (
            ("Claims and plan", "recommendations.list_recommendations"),
            ("Coverage matrix", "recommendations.show_coverage"),
        ),
        ("recommendations.show_clause",),
    ),
    (
        "What needs attention",
        "findings.list_findings",
        (("Findings", "findings.list_findings"), ("Challenges", "challenges.list_challenges")),
        (
            "challenges.raise_challenge",
            "challenges.reply_to_challenge",
            "challenges.take_challenge_further",
            "judgements.record_judgement",
        ),
    ),
    ("Review packs", "packs.list_packs", (), ("packs.show_build",)),
)


def _areas(assessment: Assessment) -> tuple[NavigationItem, ...]:
    counts = {"findings.list_findings": len(assessment.findings)}

    def item(
        label: str, endpoint: str, pages: tuple[NavigationItem, ...] = (), more: tuple[str, ...] = ()
    ) -> NavigationItem:
        return NavigationItem(
            label=label,
            endpoint=endpoint,
            address=plan_address(assessment, endpoint),
            count=counts.get(endpoint),
            pages=pages,
            more=more,
            deed=_DEEDS[endpoint].value if endpoint in _DEEDS else "",
        )

    return tuple(
        item(label, endpoint, tuple(item(*page) for page in pages), more)
        for label, endpoint, pages, more in _AREAS
    )
