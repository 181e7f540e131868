"""The sheets of the action plan: the guide's layout (aim, outcome, action, lead, dates), then the rest."""

from planner.domain.plan import Action, DateChange, Milestone, Update
from planner.exchange.sheets_theory import DESCRIPTION, JUDGED, RETIRED
from planner.exchange.workbook_table import Cell, Column, Sheet

ACTION = Column(heading="Action", field="parent.code", hint="The code of the action.", example="1.1a",
                choices="Actions")  # fmt: skip

ACTIONS = Sheet(
    title="Actions",
    record=Action,
    collection="actions",
    core=True,
    purpose="The action plan. The last status stands here; every update stands on the sheet Updates.",
    columns=(
        Column(heading="Aim", field="shown.aim", cell=Cell.SHOWN, width=24,
               hint="Only there to be read: it follows from the outcome and is not loaded."),
        Column(heading="Outcome", field="main.target", hint="The code of its main outcome.", example="O1.1",
               choices="Outcomes", width=10, starter=True),
        Column(heading="Code", field="code", hint="Used once in the plan.", example="1.1a", width=8,
               starter=True),
        Column(heading="Action", field="title", hint="What will be done, with the verb first.", width=55,
               example="Set up a rota of health specialists for strategy discussions", starter=True),
        Column(heading="Lead agency", field="lead_agency", hint="The agency that answers for it.",
               example="Mid Vale ICB", choices="Agencies", width=26, starter=True),
        Column(heading="Start", field="start_on", hint="The day it starts.", example="01/01/2026", width=13,
               starter=True),
        Column(heading="End", field="now.end_on", width=13, example="31/07/2026", starter=True,
               hint="The end date as it stands now. A date that was moved also needs a row on Date changes."),
        Column(heading="Status now", field="last.status", example="On track", width=13, starter=True,
               hint="The last status, by its word or letter. Left empty: nothing has been said yet."),
        Column(heading="As at", field="last.on", hint="The day on which that was said.", example="30/09/2026",
               width=13, starter=True),
        Column(heading="What is happening", field="last.sentence", width=50, starter=True,
               hint="One sentence behind the status.", example="The rota is agreed and starts in January."),
        Column(heading="Why it leads there", field="main.because", width=45, starter=True,
               hint="Why the action brings the outcome about.", example="A rota brings the specialist in."),
        Column(heading="Clauses", field="clauses", example="R6.3; R3.1", starter=True,
               hint="The codes of the clauses that it answers (sheet Clauses)."),
        Column(heading="Lead role", field="lead_role", hint="A post, not a person's name.", width=28,
               starter=True,
               example="Designated nurse"),
        Column(heading="Supporting agencies", field="supporting_agencies", choices="Agencies", width=26,
               hint="Names or codes, each on a line of its own."),
        Column(heading="Forum", field="forum", hint="The group that oversees it.", width=24),
        Column(heading="Stage", field="stage", hint="The code of its stage.", example="ST1", choices="Stages",
               width=9),
        Column(heading="First end date", field="now.first_end_on", width=13, example="30/06/2026",
               hint="Only where the end date was moved: the one that was agreed first."),
        Column(heading="Measures", field="indicators", hint="The codes of the measures that show it worked.",
               example="M07; M08"),
        Column(heading="Waits for", field="depends_on", hint="The codes of actions that must come first."),
        Column(heading="Affected groups", field="groups", hint="The codes of the groups it is for.",
               example="G2"),
        Column(heading="Prevention", field="prevention", hint="The level of prevention.", width=24),
        Column(heading="Importance", field="importance", hint="Must, should or could.", width=12),
        Column(heading="Why this importance", field="importance_because", hint="In a sentence.", width=30),
        Column(heading="Outputs", field="outputs", hint="What will be there when it is done.", width=30),
        Column(heading="Resources", field="resources", hint="Money, people or decisions that it needs.",
               width=30),
        Column(heading="Answers finding", field="answers_finding", width=24,
               hint="The finding of a review or self-assessment that it answers."),
        Column(heading="Embedded check on", field="embedded_check_on", width=13,
               hint="The day on which someone checks that it is still in use."),
        DESCRIPTION,
        *JUDGED,
        *RETIRED,
    ),
)  # fmt: skip

UPDATES = Sheet(
    title="Updates",
    record=Update,
    collection="actions",
    part="updates",
    purpose="Every status that was ever said, oldest first for each action.",
    columns=(
        ACTION,
        Column(heading="Date", field="on", hint="The day on which it was said.", example="30/06/2026"),
        Column(heading="Status", field="status", hint="The status that was declared.", example="At risk"),
        Column(heading="What is happening", field="sentence", hint="One sentence behind the status.",
               width=70),
        Column(heading="Said by", field="by_role", hint="A post, not a name.", width=28),
        Column(heading="What we ask", field="ask", hint="When off track: what is needed.", width=40),
        Column(heading="Of whom", field="ask_of", hint="When off track: who is asked.", width=24),
        Column(heading="By when", field="ask_by", hint="When off track: by which day."),
    ),
)  # fmt: skip

DATE_CHANGES = Sheet(
    title="Date changes",
    record=DateChange,
    collection="actions",
    part="date_changes",
    purpose="Every new end date with its reason, oldest first for each action.",
    columns=(
        ACTION,
        Column(heading="Changed on", field="on", hint="The day of the change.", example="15/06/2026"),
        Column(heading="New end", field="end_on", hint="The new end date.", example="31/07/2026"),
        Column(heading="Reason", field="reason", hint="Why the date had to move.", width=70),
        Column(heading="Approved by", field="approved_by", hint="A post or a forum.", width=28),
    ),
)  # fmt: skip

MILESTONES = Sheet(
    title="Milestones",
    record=Milestone,
    collection="actions",
    part="milestones",
    purpose="Staging points inside an action.",
    columns=(
        ACTION,
        Column(heading="Milestone", field="title", hint="What will be done by then.", width=60),
        Column(heading="Due", field="due_on", hint="By which day.", example="30/04/2026"),
        Column(heading="Done", field="done_on", hint="The day on which it was done; empty until then."),
    ),
)  # fmt: skip
