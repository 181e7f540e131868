"""The sheets of the theory of change: from the vision to the outcomes, and what leads where."""

from planner.domain.plan import Assumption, Link, Node, Outcome
from planner.exchange.workbook_table import Cell, Column, Sheet

RETIRED = (
    Column(heading="Retired on", field="retired_on", hint="Only for what has left the plan: since when."),
    Column(heading="Retired because", field="retired_because", hint="Why it has left the plan.", width=30),
)
JUDGED = (
    Column(heading="Confidence in the link", field="main.confidence",
           hint="How sure you are that it leads there."),
    Column(heading="Judgement of the link", field="main.judgement",
           hint="What a review made of the link. Left empty: not tested yet.", width=18),
    Column(heading="Link judged on", field="main.judged_on", hint="The day of that review."),
)  # fmt: skip
DESCRIPTION = Column(
    heading="Description", field="description", hint="More words, if they are needed.", width=50
)

VISION = Sheet(
    title="Vision",
    record=Node,
    collection="vision",
    core=True,
    purpose="The one thing that everything in the plan serves: a single row.",
    columns=(
        Column(heading="Code", field="code", hint="V.", example="V", starter=True),
        Column(heading="Vision", field="title", hint="The vision in one sentence.", width=70, starter=True,
               example="Every child in Northvale grows up safe from sexual abuse"),
        DESCRIPTION,
        *RETIRED,
    ),
)  # fmt: skip

PRIORITIES = Sheet(
    title="Priorities",
    record=Node,
    collection="priorities",
    core=True,
    purpose="The few strategic priorities. Each serves the vision unless you say No.",
    columns=(
        Column(heading="Code", field="code", hint="Used once in the plan.", example="P1", starter=True),
        Column(heading="Priority", field="title", hint="The priority in a few words.",
               example="Notice earlier",
               width=50, starter=True),
        Column(heading="Serves the vision", field="main.vision", cell=Cell.YES_NO, example="Yes", width=12,
               hint="Yes or No. Left empty: Yes."),
        Column(heading="Why it serves the vision", field="main.because", width=50, starter=True,
               hint="Why the one follows from the other.", example="A child who is noticed can be helped."),
        DESCRIPTION,
        *JUDGED,
        *RETIRED,
    ),
)  # fmt: skip

AIMS = Sheet(
    title="Aims",
    record=Node,
    collection="aims",
    core=True,
    purpose="What the strategy sets out to do, and the priority that each aim serves.",
    columns=(
        Column(heading="Code", field="code", hint="Used once in the plan.", example="A1", starter=True),
        Column(heading="Aim", field="title", hint="The aim in a few words.",
               example="Decide and act together",
               width=50, starter=True),
        Column(heading="Priority", field="main.target",
               hint="The code of the priority that it serves, or V for the vision itself.",
               example="P1", choices="Priorities", starter=True),
        Column(heading="Why it leads there", field="main.because", width=50, starter=True,
               hint="Why the aim serves the priority.", example="Joint decisions are quicker and fairer."),
        DESCRIPTION,
        *JUDGED,
        *RETIRED,
    ),
)  # fmt: skip

OUTCOMES = Sheet(
    title="Outcomes",
    record=Outcome,
    collection="outcomes",
    core=True,
    purpose="The changes that should follow, each under its main aim.",
    columns=(
        Column(heading="Code", field="code", hint="Used once in the plan.", example="O1.1", starter=True),
        Column(heading="Outcome", field="title", width=55, starter=True,
               hint="The change, and for whom: what will be different.",
               example="Strategy discussions hold the right people"),
        Column(heading="Aim", field="main.target", hint="The code of its main aim.", example="A1",
               choices="Aims", starter=True),
        Column(heading="Why it leads there", field="main.because", width=50, starter=True,
               hint="Why the outcome brings the aim about.",
               example="The right people make the right decision."),
        Column(heading="Affected groups", field="groups", starter=True, example="G1; G2",
               hint="The codes of the groups it is for, G1 to G9 (named on the sheet Choices)."),
        Column(heading="Who changes", field="beneficiaries", hint="One or more, from the sheet Choices.",
               example="Children; Families", width=24),
        Column(heading="How soon", field="horizon", hint="How soon it may be seen.", example="Early sign"),
        DESCRIPTION,
        *JUDGED,
        *RETIRED,
    ),
)  # fmt: skip

LINKS = Sheet(
    title="Links",
    record=Link,
    collection="links",
    purpose="Further links only: the first link of each element stands on the element's own sheet.",
    columns=(
        Column(heading="From", field="source", cell=Cell.CODE,
               hint="The code of what leads somewhere.", example="M20"),
        Column(heading="To", field="target", hint="The code of where it leads.", example="O5.2"),
        Column(heading="Main link", field="main", example="No", width=10,
               hint="Yes or No. An outcome has one main aim and an action one main outcome. Left empty: No."),
        Column(heading="Why it leads there", field="because", hint="Why the one follows from the other.",
               width=60),
        Column(heading="Confidence in the link", field="confidence",
               hint="How sure you are that it leads there."),
        Column(heading="Judgement of the link", field="judgement", width=18,
               hint="What a review made of the link. Left empty: not tested yet."),
        Column(heading="Link judged on", field="judged_on", hint="The day of that review."),
    ),
)  # fmt: skip

ASSUMPTIONS = Sheet(
    title="Assumptions",
    record=Assumption,
    collection="assumptions",
    purpose="What must be true for a link to hold.",
    columns=(
        Column(heading="Code", field="code", hint="Used once.", example="AS1"),
        Column(heading="From", field="source", cell=Cell.CODE,
               hint="The code at which the link starts.", example="1.1a"),
        Column(heading="To", field="target", hint="The code at which the link ends.", example="O1.1"),
        Column(heading="Assumption", field="text", hint="What must be true.", width=60),
        Column(heading="Confidence", field="confidence", hint="How sure you are."),
        Column(heading="How it is tested", field="how_tested", hint="What would show that it holds.",
               width=40),
        Column(heading="Tested on", field="tested_on", hint="When it was last tested."),
        Column(heading="Judgement", field="judgement",
               hint="What the test showed. Left empty: not tested yet."),
    ),
)  # fmt: skip
