"""Which tables the page shows in each section, and which of their columns."""

from dataclasses import dataclass, field

_ALL: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """One section of the page by the number of its sheet. Folded tables show when a reader asks."""

    number: int
    shown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    folded: dict[str, tuple[str, ...]] = field(default_factory=dict)


SECTIONS: tuple[Section, ...] = (
    Section(
        number=2,
        shown={
            "better": _ALL,
            "not-better": _ALL,
            "decisions": _ALL,
            "scrutineer": _ALL,
            "delivery-counts": _ALL,
            "progress-counts": _ALL,
            "gap-counts": _ALL,
            "claim-status-counts": _ALL,
        },
    ),
    Section(number=3, shown={"priorities": _ALL}),
    Section(
        number=4,
        folded={
            "actions": (
                "Code",
                "Action",
                "Lead agency",
                "End",
                "Status",
                "What lies behind it",
                "Latest note",
                "Strongest evidence",
            ),
        },
    ),
    Section(
        number=5,
        shown={
            "exceptions": (
                "Code",
                "Action",
                "Lead agency",
                "Status",
                "Reason given",
                "Days overdue",
                "What is asked",
                "Of whom",
                "By",
            ),
            "finished": ("Code", "Action", "Finished", "Status", "What changed", "Strongest evidence"),
        },
    ),
    Section(
        number=6,
        shown={
            "measures": (
                "Code",
                "Measure",
                "Baseline",
                "Latest",
                "Target",
                "Target by",
                "Progress",
                "Distance to target",
                "Second figure",
                "Second: latest",
                "Note",
            ),
        },
    ),
    Section(
        number=7,
        shown={
            "stories": (
                "Outcome",
                "What should change",
                "Numbers",
                "Audit and documents",
                "Voices",
                "Strongest evidence",
                "Next",
            ),
        },
    ),
    Section(
        number=8,
        shown={
            "clauses": (
                "Clause",
                "What it asks",
                "Force",
                "We claim",
                "The plan shows",
                "Claim and plan",
                "Gap",
                "Why",
                "Owner",
                "Actions",
                "Change since last review",
            ),
        },
    ),
    Section(number=17, shown={"assumptions": _ALL, "risks": _ALL}),
    Section(
        number=18,
        shown={
            "challenges": (
                "Code",
                "Kind",
                "State",
                "Raised on",
                "Raised by",
                "To",
                "What was asked",
                "Reply due",
                "Latest reply",
                "Days open",
            ),
        },
    ),
    Section(number=20, shown={"change-counts": _ALL}, folded={"changes": ("Subject", "Kind", "In words")}),
    Section(number=21, shown={"stages": ("Date", "Kind", "What")}, folded={"due": _ALL}),
    Section(
        number=22,
        shown={"hidden": _ALL, "duties": _ALL},
        folded={"sources": _ALL, "guidance": ("Code", "Title", "Publisher", "Year")},
    ),
    Section(
        number=1,
        shown={"delivery-key": _ALL, "cautions": _ALL, "left-out": _ALL},
        folded={"other-keys": _ALL, "glossary": _ALL},
    ),
)
