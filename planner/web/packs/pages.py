"""What the pages of review packs show: those on disk, the form for another, and how a build goes."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from planner.config import Settings
from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.phrases import counted
from planner.packs.build_state import BUILDING, FAILED, BuildState
from planner.packs.shelf import PAGE, Pack
from planner.services.pack_builds import list_builds, list_packs
from planner.web.addresses import plan_address

_KINDS = {".xlsx": "Workbook (Excel)", PAGE: "Page (opens in a browser, without a network)"}


@dataclass(frozen=True)
class FileRow:
    """One file to download: what it is, how large, and what is in it."""

    kind: str
    name: str
    size: str
    holds: str
    address: str


@dataclass(frozen=True, kw_only=True)
class PackRow:
    """One pack on disk."""

    code: str
    title: str
    built: str
    data_on: str
    version: str
    compared_with: str
    address: str
    files: tuple[FileRow, ...]
    sheets: tuple[str, ...]


@dataclass(frozen=True)
class RunningRow:
    """One build that is under way."""

    title: str
    says: str
    address: str


@dataclass(frozen=True)
class YearChoice:
    """One year to build a pack for."""

    year: int
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class PacksPage:
    """Everything that the list of packs displays."""

    says: str
    packs: tuple[PackRow, ...]
    running: tuple[RunningRow, ...]
    years: tuple[YearChoice, ...]
    fault: str
    data_on: str


@dataclass(frozen=True, kw_only=True)
class BuildPage:
    """One build: a pack that is done, one that is being built, or one that failed."""

    title: str
    pack: PackRow | None
    is_running: bool
    done: int
    of: int
    what: str
    heading: str
    sentence: str
    address: str
    packs_address: str


def settings() -> Settings:
    """Return the settings of the application that answers."""
    chosen: Settings = current_app.config["SETTINGS"]
    return chosen


def review_years(assessment: Assessment) -> tuple[int, ...]:
    """Return the years for which a plan can have an annual review: those that it covers, and this one."""
    plan = assessment.plan
    covered = range(plan.starts_on.year, plan.ends_on.year + 1)
    return tuple(sorted({*covered, assessment.today.year}))


def packs_page(assessment: Assessment, fault: str = "") -> PacksPage:
    """Return the list of a plan's packs, with ``fault`` at the form where it was not filled in rightly."""
    plan = assessment.plan
    names = (settings().exports, plan.partnership.slug, plan.slug)
    packs = list_packs(*names)
    return PacksPage(
        says=f"{counted(len(packs), 'packs')}, the newest first." if packs else "",
        packs=tuple(_pack_row(assessment, pack) for pack in packs),
        running=tuple(
            RunningRow(
                f"Annual review {state.year}", state.what, _address(assessment, "packs.show_build", code)
            )
            for code, state in list_builds(*names)
        ),
        years=tuple(YearChoice(year, year == assessment.today.year) for year in review_years(assessment)),
        fault=fault,
        data_on=long_date(assessment.today),
    )


def build_page(assessment: Assessment, code: str, found: Pack | BuildState) -> BuildPage:
    """Return the page of one pack or build."""
    address = _address(assessment, "packs.show_build", code)
    packs_address = plan_address(assessment, "packs.list_packs")
    if isinstance(found, Pack):
        row = _pack_row(assessment, found)
        return BuildPage(
            title=row.title,
            pack=row,
            is_running=False,
            done=0,
            of=0,
            what="",
            heading="",
            sentence="",
            address=address,
            packs_address=packs_address,
        )
    running = found.state == BUILDING
    return BuildPage(
        title=f"Annual review {found.year}",
        pack=None,
        is_running=running,
        done=found.done,
        of=found.of,
        what=found.what,
        heading="" if running else "The pack was not built",
        sentence=found.sentence if found.state == FAILED else _STOPPED,
        address=address,
        packs_address=packs_address,
    )


_STOPPED = (
    "Partnership Planner was stopped while it was building. No pack was made. Build it again when you "
    "are ready."
)


def _pack_row(assessment: Assessment, pack: Pack) -> PackRow:
    label = pack.label
    return PackRow(
        code=pack.code,
        title=f"Annual review {label.year}",
        built=built_words(pack.built_at),
        data_on=long_date(label.data_on),
        version=label.version,
        compared_with=label.compared_with,
        address=_address(assessment, "packs.show_build", pack.code),
        files=tuple(
            FileRow(
                kind=_KINDS[file.path.suffix],
                name=file.name,
                size=size_words(file.size),
                holds=(
                    counted(label.figures, "figures") + " with their tables"
                    if file.path.suffix == PAGE
                    else counted(len(label.sheets), "sheets")
                ),
                address=_address(assessment, "packs.download_pack", pack.code, file.name),
            )
            for file in pack.files
        ),
        sheets=label.sheets,
    )


def _address(assessment: Assessment, endpoint: str, code: str, name: str = "") -> str:
    return plan_address(assessment, endpoint, code=code, **({"name": name} if name else {}))


def built_words(at: datetime) -> str:
    """Return the moment as GOV.UK pages write it, in the time of this machine.

    >>> built_words(datetime(2026, 11, 21, 12, 5).astimezone())
    '21 November 2026 at 12:05pm'
    """
    local = at.astimezone()
    hour = local.hour % 12 or 12
    return f"{long_date(local.date())} at {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def size_words(size: int) -> str:
    """Return the size of a file in kB or MB.

    >>> size_words(900), size_words(214_000), size_words(1_840_000)
    ('1 kB', '214 kB', '1.8 MB')
    """
    return f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{max(round(size / 1000), 1)} kB"
