"""The sheets of the strategy itself: its names and dates, agencies, stages, versions and sections."""

from planner.domain.plan import Agency, RecordedReason, Section, Stage, Version
from planner.exchange.plan_file import PlanFile
from planner.exchange.workbook_table import Column, Sheet

STRATEGY = Sheet(
    title="Strategy",
    record=PlanFile,
    is_form=True,
    core=True,
    purpose="The partnership and the strategy: one answer in each row.",
    columns=(
        Column(heading="Partnership", field="plan.partnership.name", hint="The partnership's full name.",
               example="Northvale Safeguarding Children Partnership", starter=True),
        Column(heading="Short name", field="plan.partnership.short_name", hint="What people call the area.",
               example="Northvale", starter=True),
        Column(heading="Name in addresses", field="plan.partnership.slug",
               hint="Small letters, digits and hyphens only. It stands in the address of every page.",
               example="northvale", starter=True),
        Column(heading="Nation", field="plan.partnership.nation", hint="England or Wales.", example="England",
               starter=True),
        Column(heading="Title of the strategy", field="plan.title", hint="As on its cover.",
               example="Child sexual abuse strategy 2025 to 2028", starter=True),
        Column(heading="Strategy in addresses", field="plan.slug",
               hint="Small letters, digits and hyphens only, mostly the years.", example="2025-28",
               starter=True),
        Column(heading="Starts on", field="plan.starts_on", hint="The first day of the strategy.",
               example="1 October 2025", starter=True),
        Column(heading="Ends on", field="plan.ends_on", hint="The last day of the strategy.",
               example="30 September 2028", starter=True),
        Column(heading="Next review on", field="plan.next_review_on",
               hint="The day by which it is next reviewed as a whole.", example="31 October 2027"),
        Column(heading="Guidance edition", field="plan.guidance_edition",
               hint="The edition of the statutory guidance that it follows."),
        Column(heading="Status letters", field="plan.status_preset",
               hint="The code of the key that the delivery status wears. Left empty: brag.", example="brag"),
        Column(heading="Days an update stays fresh", field="plan.freshness_days",
               hint="An older status shows as unverified. Left empty: 90.", example="90"),
        Column(heading="Snapshot label", field="snapshot.label",
               hint="Only for an earlier plan that is kept beside the current one: what it is called.",
               example="Annual review 2026"),
        Column(heading="Snapshot taken on", field="snapshot.taken_on",
               hint="Only for an earlier plan: the day that it shows.", example="30 September 2026"),
    ),
)  # fmt: skip

AGENCIES = Sheet(
    title="Agencies",
    record=Agency,
    collection="agencies",
    core=True,
    purpose="Every organisation, or department that leads in its own name; other sheets offer these names.",
    columns=(
        Column(heading="Code", field="code", hint="A short word of your own, used once.", example="police",
               starter=True),
        Column(heading="Name", field="name", hint="The name that people know.", example="Valeshire Police",
               width=40, starter=True),
        Column(heading="Statutory partner", field="statutory_partner", width=24, starter=True,
               hint="Which of the three statutory partners it belongs to; empty for everyone else.",
               example="Police"),
    ),
)  # fmt: skip

STAGES = Sheet(
    title="Stages",
    record=Stage,
    collection="stages",
    purpose="The strategy's time cut into stages, if it is.",
    columns=(
        Column(heading="Code", field="code", hint="Used once.", example="ST1"),
        Column(heading="Title", field="title", hint="What the stage is for.", example="Foundations",
               width=40),
        Column(heading="Starts on", field="starts_on", hint="Its first day.", example="01/10/2025"),
        Column(heading="Ends on", field="ends_on", hint="Its last day.", example="31/03/2026"),
    ),
)  # fmt: skip

VERSIONS = Sheet(
    title="Versions",
    record=Version,
    collection="versions",
    purpose="The versions of the strategy, oldest first.",
    columns=(
        Column(heading="Label", field="label", hint="What the version is called.", example="1.0"),
        Column(heading="Phase", field="phase", hint="How far it has come.", example="Approved", width=18),
        Column(heading="Dated", field="dated_on", hint="Its day.", example="30/09/2025"),
        Column(heading="Agreed by", field="agreed_by", hint="The forum that agreed it.", width=30),
        Column(heading="Note", field="note", hint="What changed.", width=50),
    ),
)  # fmt: skip

SECTIONS = Sheet(
    title="Sections",
    record=Section,
    collection="sections",
    purpose="The text of the strategy's eleven sections, S1 to S11 (named on the sheet Choices).",
    columns=(
        Column(heading="Code", field="code", hint="S1 to S11.", example="S1"),
        Column(heading="State", field="state", hint="How far the text has come.", example="Draft"),
        Column(heading="Text", field="text", hint="The section's text.", width=120),
    ),
)  # fmt: skip

REASONS = Sheet(
    title="Recorded reasons",
    record=RecordedReason,
    collection="recorded_reasons",
    purpose="Why nothing in the plan answers a clause or an affected group.",
    columns=(
        Column(heading="Clause or group", field="subject", hint="The code of a clause or an affected group.",
               example="R4.6"),
        Column(heading="Reason", field="reason", hint="Why nothing answers it.", width=70),
        Column(heading="Recorded on", field="recorded_on", hint="The day of the decision.",
               example="30/09/2026"),
        Column(heading="Recorded by", field="by_role", hint="A post, not a name.", width=30),
    ),
)  # fmt: skip
