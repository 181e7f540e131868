"""The 22 sheets that a full review pack could have: what each holds, and why some are not built.

The list is that of the domain brief, section 9.2. A sheet is built where the plan holds its data.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Planned:
    """One sheet of the list. ``missing`` says why it is not built; empty where it is."""

    number: int
    title: str
    holds: str
    missing: str = ""


_NOT_HELD = "Partnership Planner does not hold this yet, so nothing could be shown truly."

PLANNED: tuple[Planned, ...] = (
    Planned(1, "Cover and read-me", "What this pack is, how to read it, cautions and terms"),
    Planned(2, "Executive summary", "What is better, what is not, what is asked, and the counts"),
    Planned(3, "Plan on a page", "Vision, priorities, aims and outcomes with their counts"),
    Planned(4, "Action status", "Every live action, by aim and by lead agency"),
    Planned(5, "Exceptions", "What needs a decision, and what was finished"),
    Planned(6, "Scorecard", "Every measure with its last readings and its distance to the target"),
    Planned(7, "Outcome stories", "Numbers, audit, voice and judgement for every outcome"),
    Planned(8, "Recommendations tracker", "What is claimed and what the plan shows, clause by clause"),
    Planned(9, "Local data", "Local indicators over five years with comparators", _NOT_HELD),
    Planned(10, "Self-assessment results", "The instruments, compared with the year before", _NOT_HELD),
    Planned(11, "Support matrix", "Nine groups of people and the support that each can reach", _NOT_HELD),
    Planned(12, "Workforce", "Training needs, training, survey and supervision", _NOT_HELD),
    Planned(13, "Audits and reviews", "Audits done, samples, grades and what was closed", _NOT_HELD),
    Planned(
        14,
        "Closed investigations and threshold",
        "Leaders' questions on cases that police close at this time",
        _NOT_HELD,
    ),
    Planned(
        15,
        "Voice and feedback",
        "What was heard, who received it and what was told back",
        _NOT_HELD + " Voices that are evidence stand in Outcome stories.",
    ),
    Planned(16, "Equity", "Breakdowns and who is missed", _NOT_HELD),
    Planned(17, "Assumptions and risks", "What must be true, and what could stop the plan"),
    Planned(18, "Scrutiny log", "Challenges, replies and what came of them"),
    Planned(
        19,
        "Partner contributions and money",
        "Attendance, returns and money by agency",
        _NOT_HELD + " Who leads what stands in Action status.",
    ),
    Planned(
        20,
        "Changes since last review",
        "What was added, stopped and changed",
        "No plan of an earlier review is kept to compare with.",
    ),
    Planned(21, "Year ahead", "What falls due in twelve months, stages and reviews"),
    Planned(22, "Data sources and cross-walk", "Where numbers come from, what is hidden, duties answered"),
)
"""Every sheet in order. A reason given for a sheet that was built all the same is not shown."""
