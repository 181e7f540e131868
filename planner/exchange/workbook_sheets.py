"""All sheets of a plan workbook in their order."""

from planner.exchange.sheets_actions import ACTIONS, DATE_CHANGES, MILESTONES, UPDATES
from planner.exchange.sheets_measures import MEASURES, READINGS
from planner.exchange.sheets_scrutiny import CHALLENGE_EVENTS, CHALLENGES, CLAIMS, EVIDENCE, RISKS
from planner.exchange.sheets_strategy import AGENCIES, REASONS, SECTIONS, STAGES, STRATEGY, VERSIONS
from planner.exchange.sheets_theory import AIMS, ASSUMPTIONS, LINKS, OUTCOMES, PRIORITIES, VISION

INSTRUCTIONS = "Instructions"
COLUMNS = "Columns"
CLAUSES = "Clauses"
CHOICES = "Choices"
#: Sheets that are only there to be read.
REFERENCE_SHEETS = (INSTRUCTIONS, COLUMNS, CLAUSES, CHOICES)

SHEETS = (
    STRATEGY,
    AGENCIES,
    VISION,
    PRIORITIES,
    AIMS,
    OUTCOMES,
    ACTIONS,
    MEASURES,
    READINGS,
    UPDATES,
    DATE_CHANGES,
    MILESTONES,
    LINKS,
    ASSUMPTIONS,
    EVIDENCE,
    CLAIMS,
    REASONS,
    CHALLENGES,
    CHALLENGE_EVENTS,
    RISKS,
    STAGES,
    SECTIONS,
    VERSIONS,
)
