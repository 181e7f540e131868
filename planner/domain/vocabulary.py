"""The field's own words: kinds, statuses and scales, each with its code and plain-English label.

A code is what files and the database hold; a label is what people read. Scales stand in the order in which
people should meet them. Sources: the brief, sections 3 to 5; the wording of the scales is ours.
"""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word of the field: its value is the stored code and ``label`` is what people read."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        term = str.__new__(cls, code)
        term._value_ = code
        term.label = label
        return term


class Nation(Term):
    ENGLAND = "england", "England"
    WALES = "wales", "Wales"


class Kind(Term):
    """The six kinds of element, from effect to cause."""

    VISION = "vision", "Vision"
    PRIORITY = "priority", "Priority"
    AIM = "aim", "Aim"
    OUTCOME = "outcome", "Outcome"
    ACTION = "action", "Action"
    MEASURE = "measure", "Measure"


class Phase(Term):
    """How far a version of the strategy has come (brief section 2, version states)."""

    OUTLINE = "outline", "Outline"
    DRAFT = "draft", "Draft"
    WITH_REVIEWERS = "with_reviewers", "With reviewers"
    REVISED = "revised", "Revised"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"
    UNDER_REVIEW = "under_review", "Under review"
    SUPERSEDED = "superseded", "Superseded"


class StatutoryPartner(Term):
    """Which of the three statutory partners an agency belongs to, if any."""

    LOCAL_AUTHORITY = "local_authority", "Local authority"
    POLICE = "police", "Police"
    HEALTH = "health", "Health"


class Status(Term):
    """What a lead declares about the delivery of an action (guide section 12, BRAG)."""

    letter: str

    def __new__(cls, code: str, label: str, letter: str) -> Self:
        term = str.__new__(cls, code)
        term._value_ = code
        term.label = label
        term.letter = letter
        return term

    NOT_STARTED = "not_started", "Not started", "N"
    ON_TRACK = "on_track", "On track", "G"
    AT_RISK = "at_risk", "At risk", "A"
    OFF_TRACK = "off_track", "Off track", "R"
    COMPLETE = "complete", "Complete", "B"
    EMBEDDED = "embedded", "Embedded", "E"
    PAUSED = "paused", "Paused", "P"
    WITHDRAWN = "withdrawn", "Withdrawn", "W"


class Delivery(Term):
    """How an action's delivery is shown and counted, worst first.

    It is the declared status where that status can be relied on, and unverified where it cannot:
    nobody has said so recently, the end date has passed, or nothing shows that it was done.
    """

    OFF_TRACK = "off_track", "Off track"
    AT_RISK = "at_risk", "At risk"
    UNVERIFIED = "unverified", "Unverified"
    ON_TRACK = "on_track", "On track"
    NOT_STARTED = "not_started", "Not started"
    PAUSED = "paused", "Paused"
    COMPLETE = "complete", "Complete"
    EMBEDDED = "embedded", "Embedded"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Flag(Term):
    """What the dates, updates and evidence of an action say beside its declared status."""

    OVERDUE = "overdue", "Overdue"
    DUE_SOON = "due_soon", "Due in 30 days"
    LATE_START = "late_start", "Should have started"
    SLIPPED = "slipped", "End date moved"
    STALE = "stale", "No recent update"
    GREEN_BUT_LATE = "green_but_late", "On track but past its end date"
    NO_EVIDENCE = "no_evidence", "Finished without evidence"
    NO_ASK = "no_ask", "Off track with no ask"
    TWO_REDS = "two_reds", "Off track twice running"
    WAITS_ON_LATE = "waits_on_late", "Waits for a late action"


class Progress(Term):
    """What the readings of a measure say, seen from its target: nearer or further, never up or down."""

    MET = "met", "Target met"
    IMPROVING = "improving", "Improving"
    NO_CHANGE = "no_change", "No change"
    WORSE = "worse", "Getting worse"
    TOO_EARLY = "too_early", "Too early to say"
    NO_DATA = "no_data", "No data"
    CONTEXT = "context", "Context only"


PROGRESS_BY_NEED = (
    Progress.WORSE,
    Progress.NO_CHANGE,
    Progress.IMPROVING,
    Progress.MET,
    Progress.TOO_EARLY,
    Progress.NO_DATA,
    Progress.CONTEXT,
)
"""Every word of progress, the one that most needs somebody first: the order of counts and charts."""


class Strength(Term):
    """How much an item of evidence shows, weakest first."""

    NONE = "none", "No evidence"
    SAYS_SO = "says_so", "Says so"
    ACTIVITY = "activity", "Shows activity"
    QUALITY = "quality", "Shows quality"
    CHANGE = "change", "Shows change for people"

    @property
    def step(self) -> int:
        """Return 0 for no evidence up to 4 for change for people: the number of filled dots."""
        return list(Strength).index(self)


class EvidenceKind(Term):
    """What sort of thing an item of evidence is; voices come first on every page."""

    FAMILY_VOICE = "family_voice", "Voice of children and families"
    SURVIVOR_VOICE = "survivor_voice", "Voice of victims/survivors"
    PRACTITIONER = "practitioner", "Practitioners"
    AUDIT = "audit", "Audit"
    DATA = "data", "Data"
    DOCUMENT = "document", "Document"


class Confidence(Term):
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class Judgement(Term):
    """What a review made of a link or an assumption."""

    UNTESTED = "untested", "Not tested yet"
    HELD = "held", "Held"
    WEAKENED = "weakened", "Weakened"
    FAILED = "failed", "Failed"


class MeasureKind(Term):
    QUANTITATIVE = "quantitative", "Quantitative"
    QUALITATIVE = "qualitative", "Qualitative"
    MILESTONE = "milestone", "Milestone"


class Question(Term):
    """The outcomes-based accountability question that a measure answers."""

    HOW_MUCH = "how_much", "How much"
    HOW_WELL = "how_well", "How well"
    BETTER_OFF = "better_off", "Better off"


class Level(Term):
    ACTIVITY = "activity", "Activity"
    OUTPUT = "output", "Output"
    EARLY_IMPACT = "early_impact", "Early impact"
    OUTCOME = "outcome", "Outcome"
    POPULATION = "population", "Population"


class Direction(Term):
    """Which way a measure should go."""

    HIGHER = "higher", "Higher is better"
    LOWER = "lower", "Lower is better"
    RANGE = "range", "Inside a range is better"
    RISE_THEN_FALL = "rise_then_fall", "A rise is expected first, then a fall"
    CONTEXT = "context", "Context only"


class Collection(Term):
    """The honest state of a measure's collection."""

    COLLECTED = "collected", "Collected"
    PROXY = "proxy", "Stand-in for the real thing"
    NOT_YET = "not_yet", "Not collected yet"
    CANNOT_BE = "cannot_be", "Cannot be collected"


class Frequency(Term):
    """How often a reading is due; ``months`` is the length of its period, 0 for a single reading."""

    months: int

    def __new__(cls, code: str, label: str, months: int) -> Self:
        term = str.__new__(cls, code)
        term._value_ = code
        term.label = label
        term.months = months
        return term

    MONTHLY = "monthly", "Monthly", 1
    QUARTERLY = "quarterly", "Quarterly", 3
    TERMLY = "termly", "Termly", 4
    HALF_YEARLY = "half_yearly", "Half-yearly", 6
    YEARLY = "yearly", "Yearly", 12
    ONE_OFF = "one_off", "Once", 0


class Mark(Term):
    """Why a reading has no number: the suppression and missing-data symbols of official files."""

    CONFIDENTIAL = "c", "Hidden: small number"
    LOW = "low", "Hidden: low number"
    ROUNDS_TO_ZERO = "k", "Low, rounds to zero"
    UNRELIABLE = "u", "Low reliability"
    NOT_AVAILABLE = "x", "Not available"
    NOT_APPLICABLE = "z", "Not applicable"


class Importance(Term):
    MUST = "must", "Must do"
    SHOULD = "should", "Should do"
    COULD = "could", "Could do"


class Prevention(Term):
    """The three levels of prevention of the public health approach (guide chapter 8)."""

    PRIMARY = "primary", "Primary: everyone"
    SECONDARY = "secondary", "Secondary: people at risk"
    TERTIARY = "tertiary", "Tertiary: after harm"


class Beneficiary(Term):
    """Who would change if an outcome came about."""

    CHILDREN = "children", "Children"
    FAMILIES = "families", "Families"
    ADULT_SURVIVORS = "adult_survivors", "Adult victims/survivors"
    PRACTITIONERS = "practitioners", "Practitioners"
    AGENCIES = "agencies", "Agencies"
    SYSTEM = "system", "The whole system"


class Horizon(Term):
    """How soon an outcome may be seen."""

    EARLY_SIGN = "early_sign", "Early sign"
    MEDIUM = "medium", "Medium term"
    LONG = "long", "Long term"


class Force(Term):
    """How strongly a clause asks, in the published text's own verb."""

    MUST = "must", "must"
    SHOULD = "should", "should"
    NEED_TO = "need_to", "need to"
    NEED_SHOWN = "need_shown", "need shown"
    IMPORTANT = "important", "important"
    MAY = "may", "may"


class ClaimStatus(Term):
    """What the partnership claims about a clause; ``step`` is its height on the ladder, 0 to 4."""

    step: int

    def __new__(cls, code: str, label: str, step: int) -> Self:
        term = str.__new__(cls, code)
        term._value_ = code
        term.label = label
        term.step = step
        return term

    NOT_LOOKED_AT = "not_looked_at", "Not looked at", 0
    GAP_CONFIRMED = "gap_confirmed", "Gap confirmed", 0
    PLANNED = "planned", "Planned", 1
    UNDER_WAY = "under_way", "Under way", 2
    IN_PLACE = "in_place", "In place", 3
    EVIDENCED = "in_place_and_evidenced", "In place and evidenced", 4
    NOT_APPLICABLE = "not_applicable", "Not applicable", 0


class Shown(Term):
    """What the plan itself shows about a clause; ``step`` is its height on the ladder, 0 to 4."""

    step: int

    def __new__(cls, code: str, label: str, step: int) -> Self:
        term = str.__new__(cls, code)
        term._value_ = code
        term.label = label
        term.step = step
        return term

    NOTHING = "nothing", "Nothing mapped", 0
    PLANNED = "planned", "Planned, nothing live", 1
    UNDER_WAY = "under_way", "Under way", 2
    IN_PLACE = "in_place", "In place", 3
    EVIDENCED = "in_place_and_evidenced", "In place and evidenced", 4


class Gap(Term):
    """How a claim stands to what the plan shows."""

    AHEAD = "ahead", "Claim runs ahead"
    MATCHES = "matches", "Claim matches"
    BEHIND = "behind", "Claim runs behind"
    NOT_APPLICABLE = "not_applicable", "Not applicable"


class ChallengeKind(Term):
    QUESTION = "question", "Question"
    CONCERN = "concern", "Concern"
    RECOMMENDATION = "recommendation", "Recommendation"
    PRAISE = "praise", "Praise"


class ChallengeStep(Term):
    """What happened to a challenge after it was raised."""

    REPLIED = "replied", "Replied"
    REOPENED = "reopened", "Reopened"
    CLOSED = "closed", "Closed"


class Answer(Term):
    """How far a challenge was taken up."""

    ACCEPTED = "accepted", "Accepted"
    PARTLY = "partly", "Partly accepted"
    NOT_ACCEPTED = "not_accepted", "Not accepted"


class Assurance(Term):
    """How far a scrutineer is assured that something works; how sure they are is told apart."""

    FULL = "full", "Full"
    SUBSTANTIAL = "substantial", "Substantial"
    PARTIAL = "partial", "Partial"
    MINIMAL = "minimal", "Minimal"
    NONE_YET = "none_yet", "None yet"


class DateDecision(Term):
    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Refused"


class Rating(Term):
    """Likelihood or impact of a risk."""

    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class SectionState(Term):
    DRAFT = "draft", "Draft"
    READY = "ready", "Ready"


class Severity(Term):
    """How serious a finding is: filled diamond must be fixed, hollow diamond should be checked."""

    ERROR = "error", "Must be fixed"
    WARNING = "warning", "Should be checked"
