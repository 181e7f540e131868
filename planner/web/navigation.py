"""What every page of a plan shows around its content: whose plan, which version, where to go."""

from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.calendar import full_month_year, long_date


@dataclass(frozen=True, kw_only=True)
class NavigationItem:
    """One entry of the service navigation, with a count beside it where there is one."""

    label: str
    endpoint: str
    count: int | None = None


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


def plan_page(assessment: Assessment) -> PlanPage:
    """Return the frame for the pages of one plan on one day."""
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
        navigation=(
            NavigationItem(label="Overview", endpoint="plans.show_overview"),
            NavigationItem(label="Action plan", endpoint="actions.list_actions"),
            NavigationItem(label="Measures", endpoint="measures.list_measures"),
            NavigationItem(label="Recommendations", endpoint="recommendations.list_recommendations"),
            NavigationItem(
                label="What needs attention",
                endpoint="findings.list_findings",
                count=len(assessment.findings),
            ),
        ),
    )
