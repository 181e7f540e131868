"""The reference data as one frozen value, read from the YAML files of ``seed/`` and checked.

What the field's guidance asks stands in files that people can read and correct. A fault in them is
found here, when the application starts, and never later on a page.
"""

import json
from functools import cache
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from planner.domain.errors import Problem, SettingsError
from planner.domain.guidance import Guidance
from planner.paths import seed_folder
from planner.reference.cross_checks import cross_problems
from planner.reference.seed_files import SeedFile, read_seed_file

#: The file of each field of Guidance.
FILES = {
    "sources": "sources.yaml",
    "sections": "template_sections.yaml",
    "recommendations": "recommendations.yaml",
    "national": "national_recommendations.yaml",
    "rules": "rules.yaml",
    "language": "language.yaml",
    "groups": "groups.yaml",
    "forms": "forms.yaml",
    "glossary": "glossary.yaml",
    "presets": "status_presets.yaml",
    "scales": "scales.yaml",
    "benchmarks": "benchmarks.yaml",
    "duties": "reporting_duties.yaml",
}

_FAULTS = {
    "missing": ("The field is missing.", "Add it."),
    "unexpected_keyword_argument": ("There is no such field.", "Correct its name or take it out."),
    "string_type": ("This is not text.", "Write words, or put the number in quotation marks."),
    "tuple_type": ("This is not a list.", "Write each entry on a line of its own, after a hyphen."),
    "dict_type": ("This has no fields.", "Write a name, a colon and a value on each line."),
    "dataclass_type": ("This has no fields.", "Write a name, a colon and a value on each line."),
    "int_type": ("This is not a whole number.", "Write digits without quotation marks."),
    "int_parsing": ("This is not a whole number.", "Write digits without quotation marks."),
    "bool_type": ("This is neither true nor false.", "Write true or false."),
}


def load_guidance(folder: Path | None = None) -> Guidance:
    """Return all reference data of ``folder``, by default the product's own, which is read once.

    Raises SettingsError whose text names every problem at once by file, item, field and line: first
    what is malformed; then, when all is well formed, what does not fit together.
    """
    return _own_guidance() if folder is None else _load(folder)


@cache
def _own_guidance() -> Guidance:
    """Return the guidance of the folder that belongs to this installation."""
    try:
        return _load(seed_folder())
    except FileNotFoundError as error:
        raise SettingsError(str(error)) from None


def _load(folder: Path) -> Guidance:
    """Return the checked guidance of a folder."""
    files: dict[str, SeedFile] = {}
    problems: list[Problem] = []
    for field, name in FILES.items():
        read = read_seed_file(folder / name)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            files[field] = read
    guidance = _validated(files, problems)
    if guidance is not None:
        problems += cross_problems(guidance, files)
    if guidance is None or problems:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        told = "\n".join(f"- {problem}" for problem in problems)
        raise SettingsError(f"The reference data in {folder} cannot be used: {count}.\n{told}")
    return guidance


def _validated(files: dict[str, SeedFile], problems: list[Problem]) -> Guidance | None:
    """Return the content as frozen values, or nothing, with what keeps it from that added to ``problems``."""
    content = json.dumps([{field: read.content for field, read in files.items()}])
    try:
        return _adapter().validate_json(content)[0]
    except ValidationError as error:
        for each in error.errors(include_url=False, include_context=True):
            field, *path = each["loc"][1:]
            if field in files:  # What could not be read was told already.
                problems.append(Problem(files[str(field)].place(path), *_told(each)))
        return None


@cache
def _adapter() -> TypeAdapter[tuple[Guidance]]:
    """Return the checker, made when first needed.

    A plain dataclass takes no settings of its own; inside a tuple it takes the tuple's, all the way down.
    """
    return TypeAdapter(tuple[Guidance], config=ConfigDict(strict=True, extra="forbid"))


def _told(error: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong and what to do about it, in plain words."""
    if error["type"] == "enum":
        choices = error["ctx"]["expected"].replace("'", "")
        return f'"{error["input"]}" is not one of the words that can stand here.', f"Choose {choices}."
    return _FAULTS.get(error["type"], (f"{error['msg'].rstrip('.')}.", "Correct it."))
