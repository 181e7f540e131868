"""What the first sheet of a plan workbook says: enough to fill it in having read nothing else."""

from planner.domain.vocabulary import Status
from planner.exchange.workbook_sheets import SHEETS

LETTERS = ", ".join(f"{status.letter} {status.label.lower()}" for status in Status)
CORE = ", ".join(sheet.title for sheet in SHEETS if sheet.core)

#: A mark, a heading and a text in each row; a row without a text is a heading of its own.
STEPS: tuple[tuple[str, str, str], ...] = (
    ("Your plan in one workbook", "", ""),
    (
        "",
        "What this is",
        (
            "This workbook holds a whole plan: the strategy, the theory of change, the action plan, the "
            "measures and their history. Fill it in, load it, and the planner draws the map, checks the "
            "plan and builds the annual review pack. Nothing in it may tell of any child, and people appear "
            "as posts, never by name."
        ),
    ),
    ("Fill it in, in this order", "", ""),
    (
        "1",
        "Strategy",
        "Answer the questions in the second column. Those with an asterisk are needed.",
    ),
    (
        "2",
        "Agencies",
        (
            "One row for each organisation, or department that leads in its own name. Give each a short "
            "code, such as police. The other sheets then offer the names; you may type the name or the "
            "code."
        ),
    ),
    (
        "3",
        "Vision, Priorities",
        (
            "One row with the vision (code V), then the few priorities (P1, P2). Each priority serves the "
            "vision unless you say No."
        ),
    ),
    (
        "4",
        "Aims",
        (
            "One row for each aim (A1, A2), with the code of the priority that it serves and, in a "
            "sentence, why it leads there."
        ),
    ),
    (
        "5",
        "Outcomes",
        (
            "One row for each outcome (O1.1, O1.2), with the code of its aim, why it leads there, and the "
            "affected groups (G1 to G9, named on the sheet Choices)."
        ),
    ),
    (
        "6",
        "Actions",
        (
            "One row for each action (1.1a, 1.1b), with the code of its outcome, the lead agency, the start "
            "and the end. Then where it stands: the status, the day on which that was said, and one "
            "sentence. Leave those three empty where nothing has been said yet. Under Clauses, write the "
            "codes of the recommendations that it answers, parted by semicolons: R3.1; R6.3 (all of them "
            "are on the sheet Clauses). The column Aim fills itself; what stands there is not loaded."
        ),
    ),
    (
        "7",
        "Measures",
        (
            "One row for each measure (M01, M02), with the code of the outcome that it shows, where it "
            "stood at the start and where it should go."
        ),
    ),
    (
        "8",
        "Readings",
        (
            "One row for each value of a measure: its code, the period in words, the day on which the "
            "period ended, and the value. Without readings, a measure shows no data."
        ),
    ),
    ("What the cells take", "", ""),
    (
        "",
        "Needed columns",
        (
            "Headings with an asterisk and a dark ground are for a first plan. Of these, codes and titles "
            "are needed in every row; where another is left empty, the planner loads the plan and says "
            "later what is missing. All other columns, and all other sheets, can wait."
        ),
    ),
    (
        "",
        "Codes",
        (
            "A code is up to 40 letters, digits, dots and hyphens, without spaces, and names one thing "
            "only: no action may have the code of a measure. Other rows refer to it, so change it "
            "everywhere or nowhere."
        ),
    ),
    (
        "",
        "Dates",
        (
            "Write the day first and the year with four digits: 31/03/2026, 31 March 2026 or 2026-03-31. A "
            "month alone is not enough: for March 2026 write its last day."
        ),
    ),
    (
        "",
        "Numbers",
        (
            "Write the number without its unit. A percentage is written as people say it: 41 (or 41%) for "
            "41 per cent."
        ),
    ),
    (
        "",
        "Small numbers",
        (
            "A count from 1 to 5 may point to a child. On the sheet Readings, leave Value, Numerator and "
            "Denominator empty and choose a Mark: Hidden: small number (or type c). A mark never turns into "
            "a number. The other marks say why else a number is missing, for example Not available."
        ),
    ),
    (
        "",
        "Words from a list",
        (
            "Cells with a fixed set of words offer them when you choose the cell. A status may also be "
            f"typed as its letter: {LETTERS}."
        ),
    ),
    (
        "",
        "Several in one cell",
        "Part them by semicolons, or put each on a line of its own (Alt and Enter).",
    ),
    ("When things change", "", ""),
    (
        "",
        "A new status",
        (
            "On the sheet Actions, type the new status, its day and its sentence over the old ones. The "
            "sheet Updates keeps the earlier ones, so leave it as it is. Use Updates itself for who said "
            "it, and for what you ask of whom when an action is off track."
        ),
    ),
    (
        "",
        "A moved end date",
        (
            "An end date never changes without a reason. Write the new date under End, the one that was "
            "agreed first under First end date, and add a row with the reason to the sheet Date changes."
        ),
    ),
    (
        "",
        "A further link",
        (
            "The first link of each element stands on its own sheet. If an action serves a second outcome "
            "as well, add a row to the sheet Links."
        ),
    ),
    ("Load it", "", ""),
    (
        "",
        "Save",
        "Save the file as an Excel workbook (.xlsx), for example as my-plan.xlsx.",
    ),
    (
        "",
        "Load",
        "In the folder of the planner, run: python3 run.py load my-plan.xlsx",
    ),
    (
        "",
        "If it is refused",
        (
            "Nothing is changed, and every problem is listed with its sheet and cell, what is wrong and "
            "what to do. Put them right and load the file again."
        ),
    ),
    (
        "",
        "Then",
        (
            "Run: python3 run.py serve, and open the address that it prints. For the annual review pack, "
            "run: python3 run.py pack --plan and the name in addresses, such as northvale."
        ),
    ),
    ("The sheets", "", ""),
    (
        "",
        "Needed sheets",
        (
            f"A workbook must keep these sheets: {CORE}. The others may stay empty. The sheets Instructions, "
            "Columns, Clauses and Choices are only there to be read. Columns may be moved, but not renamed."
        ),
    ),
    *(("", sheet.title, sheet.purpose) for sheet in SHEETS),
)
