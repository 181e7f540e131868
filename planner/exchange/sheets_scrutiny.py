"""The sheets of evidence and scrutiny: evidence, challenges and their answers, risks, claims."""

from planner.domain.plan import Challenge, ChallengeEvent, Claim, Evidence, Risk
from planner.exchange.workbook_table import Column, Sheet

EVIDENCE = Sheet(
    title="Evidence",
    record=Evidence,
    collection="evidence",
    purpose="What can be looked at, and how much it shows.",
    columns=(
        Column(heading="Code", field="code", hint="Used once.", example="E01"),
        Column(heading="Kind", field="kind", hint="What sort of thing it is.", width=28, example="Audit"),
        Column(heading="Date", field="on", hint="Its day.", example="30/09/2026"),
        Column(heading="Title", field="title", hint="What it is called.", width=45),
        Column(heading="What it shows", field="shows", hint="In a sentence.", width=60),
        Column(heading="Strength", field="strength", hint="How much it shows.", width=24,
               example="Shows quality"),
        Column(heading="About", field="about", hint="The codes of elements and clauses.",
               example="1.1a; R3.1",
               width=18),
        Column(heading="Link", field="link", hint="Where it can be found.", width=30),
        Column(heading="Reading of", field="reading_on",
               hint="The end of the period of the reading that it supports, if it supports one."),
    ),
)  # fmt: skip

CHALLENGES = Sheet(
    title="Challenges",
    record=Challenge,
    collection="challenges",
    purpose="What a scrutineer or member asked, and what came of it.",
    columns=(
        Column(heading="Code", field="code", hint="Used once.", example="C1"),
        Column(heading="Kind", field="kind", hint="What sort of challenge it is.", width=18,
               example="Concern"),
        Column(heading="Raised on", field="raised_on", hint="The day.", example="30/06/2026"),
        Column(heading="Raised by", field="raised_by", hint="A post, not a name.", width=28),
        Column(heading="Challenge", field="text", hint="What is asked or said.", width=60),
        Column(heading="About", field="about", hint="The code of an element, clause or section.",
               example="1.2c"),
        Column(heading="Put to", field="to_agency", hint="The agency that must answer.", choices="Agencies",
               width=26),
        Column(heading="Evidence asked for", field="evidence_asked", hint="What would settle it.", width=40),
        Column(heading="Reply due on", field="reply_due_on", hint="By which day."),
        Column(heading="Answer", field="answer", hint="How far it was taken up.", width=18),
        Column(heading="Why this answer", field="answer_because", hint="The reason for it.", width=40),
        Column(heading="Resulting action", field="resulting_action", hint="The code of an action."),
        Column(heading="Effect seen", field="effect_seen", hint="What changed because of it.", width=40),
    ),
)  # fmt: skip

CHALLENGE_EVENTS = Sheet(
    title="Challenge events",
    record=ChallengeEvent,
    collection="challenges",
    part="events",
    purpose="Replies, reopenings and closings, oldest first for each challenge.",
    columns=(
        Column(heading="Challenge", field="parent.code", hint="The code of the challenge.", example="C1",
               choices="Challenges"),
        Column(heading="Date", field="on", hint="The day.", example="15/07/2026"),
        Column(heading="Step", field="step", hint="What happened.", example="Replied"),
        Column(heading="Text", field="text", hint="What was said.", width=70),
        Column(heading="By", field="by_role", hint="A post, not a name.", width=28),
    ),
)  # fmt: skip

RISKS = Sheet(
    title="Risks",
    record=Risk,
    collection="risks",
    purpose="What could stop an action or outcome.",
    columns=(
        Column(heading="Code", field="code", hint="Used once.", example="K1"),
        Column(heading="Risk", field="text", hint="What could happen.", width=60),
        Column(heading="Likelihood", field="likelihood", hint="How likely it is.", example="Medium"),
        Column(heading="Impact", field="impact", hint="How much it would harm the plan.", example="High"),
        Column(heading="Response", field="response", hint="What is done about it.", width=50),
        Column(heading="Owner role", field="owner_role", hint="The post that watches it.", width=28),
        Column(heading="Owner agency", field="owner_agency", hint="The agency of that post.",
               choices="Agencies",
               width=26),
        Column(heading="About", field="about", hint="The codes of actions and outcomes.", example="4.2b"),
        Column(heading="Reviewed on", field="reviewed_on", hint="When it was last looked at."),
    ),
)  # fmt: skip

CLAIMS = Sheet(
    title="Claims",
    record=Claim,
    collection="claims",
    purpose="What the partnership says about a clause, oldest first; the latest stands.",
    columns=(
        Column(heading="Clause", field="clause", hint="The code of the clause.", example="R3.1",
               choices="Clauses"),
        Column(heading="Status", field="status", hint="What is claimed.", width=24, example="Under way"),
        Column(heading="Date", field="on", hint="The day.", example="30/09/2026"),
        Column(heading="Said by", field="by_role", hint="A post, not a name.", width=28),
        Column(heading="Reason", field="reason", hint="Why; needed for not applicable.", width=50),
        Column(heading="Owner agency", field="owner_agency", hint="The agency that answers for the clause.",
               choices="Agencies", width=26),
        Column(heading="Forum", field="forum", hint="Where it is looked at.", width=24),
        Column(heading="Confidence", field="confidence", hint="How sure the partnership is."),
    ),
)  # fmt: skip
