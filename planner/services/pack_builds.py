"""Building a pack for a page: in the background, one build of a pack at a time, with its progress kept."""

import contextlib
import errno
import secrets
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from planner.config import Settings
from planner.domain.errors import NotFound, PlannerError
from planner.event_log import log_event, log_failure
from planner.packs.build_state import (
    BUILDING,
    FAILED,
    STATE_FILE,
    STOPPED,
    BuildState,
    beating,
    read_state,
    write_state,
)
from planner.packs.shelf import PAGE, Pack, folder_of, packs_of
from planner.services.packs import build_annual_review
from planner.services.plans import show_plan
from planner.services.today import current_day
from planner.store.database import database_open

LOCK = ".building-"
NAMED_SECONDS, NEW_SECONDS = 0.1, 1
KEPT_SECONDS = 24 * 60 * 60
FAULT = "Something went wrong in Partnership Planner itself, and its log says what. Nothing was kept."
_DISK = {
    errno.ENOSPC: "The disk is full.",
    errno.EDQUOT: "The share of the disk that packs may use is full.",
    errno.EACCES: "Partnership Planner may not write to the folder for packs.",
    errno.EPERM: "Partnership Planner may not write to the folder for packs.",
    errno.EROFS: "The folder for packs can only be read.",
}


def list_packs(exports: Path, partnership: str, plan: str) -> tuple[Pack, ...]:
    """Return the packs of a plan on disk, the newest first, whoever built them."""
    return packs_of(exports, partnership, plan)


def list_builds(exports: Path, partnership: str, plan: str) -> tuple[tuple[str, BuildState], ...]:
    """Return the builds of a plan that are under way, by their names in addresses, the newest first."""
    folder = folder_of(exports, partnership, plan)
    states = ((each.name, read_state(each)) for each in sorted(folder.glob("*/"), reverse=True))
    return tuple((code, state) for code, state in states if state and state.state == BUILDING)


def find_pack(exports: Path, partnership: str, plan: str, code: str) -> Pack:
    """Return one pack; raises ``NotFound`` where there is none of the name."""
    for pack in packs_of(exports, partnership, plan):
        if pack.code == code:
            return pack
    raise NotFound("There is no such pack. It may have been moved or deleted.")


def find_build(exports: Path, partnership: str, plan: str, code: str) -> Pack | BuildState:
    """Return the pack of this name, or how far its building has come; raises ``NotFound`` for neither."""
    folder = folder_of(exports, partnership, plan)
    state = next((read_state(each) for each in folder.glob("*/") if each.name == code), None)
    if state is None or (state.state == STOPPED and _is_pack(folder / code)):
        return find_pack(exports, partnership, plan, code)
    return state


def start_build(settings: Settings, partnership: str, plan: str, year: int) -> str:
    """Begin to build the annual review of a year, and return the build's name in addresses.

    Where the same pack is being built already, that build is returned. Raises ``NotFound`` for a
    plan that does not exist and ``PlannerError`` where nothing can be written.
    """
    show_plan(partnership, plan, current_day(settings))
    shelf = folder_of(settings.exports, partnership, plan)
    code = f"{year}-{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    folder = shelf / code
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(shelf)
        running = _take_lock(shelf, year, code)
        if running:
            return running
        _begin(folder, year)
    except OSError as error:
        raise PlannerError(f"The pack was not built. {_disk_words(error)}") from error
    job = _Job(settings, partnership, plan, year, folder)
    Thread(target=job.run, name=f"pack {code}", daemon=True).start()
    return code


def _begin(folder: Path, year: int) -> None:
    """Make the folder of a build with word that it has begun; give the lock back where that fails."""
    try:
        folder.mkdir()
        write_state(folder, BuildState(year=year))
    except OSError:
        give_back_lock(folder, year)
        raise


@dataclass(frozen=True)
class _Job:
    """One build, in a thread of its own with a database session of its own."""

    settings: Settings
    partnership: str
    plan: str
    year: int
    folder: Path

    def run(self) -> None:
        """Build the pack whole, or leave nothing but why it failed; give the lock back either way."""
        try:
            with beating(self.folder):
                sentence = _sentence_of_failure(self._build)
            if sentence:
                _keep_nothing(self.folder, BuildState(year=self.year, state=FAILED, sentence=sentence))
            else:
                (self.folder / STATE_FILE).unlink(missing_ok=True)
                log_event("pack_built", partnership=self.partnership)
        finally:
            give_back_lock(self.folder, self.year)

    def _build(self) -> None:
        today = current_day(self.settings)
        with database_open(self.settings.database_url):
            build_annual_review(
                self.partnership, self.plan, today, self.folder, year=self.year, progress=self._tell
            )

    def _tell(self, done: int, of: int, what: str) -> None:
        write_state(self.folder, BuildState(year=self.year, done=done, of=of, what=what))


def _sentence_of_failure(work: Callable[[], None]) -> str:
    """Do the work and return why it failed in a sentence for people, nothing if it did not."""
    try:
        work()
    except PlannerError as error:
        return str(error)
    except OSError as error:
        log_event("pack_failed", error=type(error).__name__)
        return f"{_disk_words(error)} Nothing was kept."
    except Exception as error:  # noqa: BLE001 - whatever it is, the thread ends with it
        log_failure(error)
        return FAULT
    return ""


def _disk_words(error: OSError) -> str:
    return _DISK.get(error.errno or 0, "The folder for packs cannot be written to.")


def _take_lock(shelf: Path, year: int, code: str) -> str:
    """Return nothing once this build alone may build the pack, or the name of the one that does so now."""
    lock = shelf / f"{LOCK}{year}"
    for _ in range(3):
        try:
            with lock.open("x", encoding="utf-8") as file:
                file.write(code)
        except FileExistsError:
            running = _holder(lock)
            if running:
                return running
            lock.unlink(missing_ok=True)
        else:
            return ""
    raise FileExistsError(errno.EEXIST, "another build takes the lock again and again", str(lock))


def _holder(lock: Path) -> str:
    """Return the build that holds a lock, nothing where its process has ended without giving it back."""
    try:
        code = lock.read_text(encoding="utf-8")
        if not code:
            # Whoever took the lock this moment has yet to write its name.
            time.sleep(NAMED_SECONDS)
            code = lock.read_text(encoding="utf-8")
        is_new = time.time() - lock.stat().st_mtime < NEW_SECONDS
    except OSError:
        return ""
    state = read_state(lock.parent / code) if code else None
    # A lock that was taken this moment may have no state beside it yet.
    return code if (state and state.state == BUILDING) or (is_new and code) else ""


def give_back_lock(folder: Path, year: int) -> None:
    """Remove the lock of a build, unless another has taken it since."""
    lock = folder.parent / f"{LOCK}{year}"
    with contextlib.suppress(OSError):
        if lock.read_text(encoding="utf-8") == folder.name:
            lock.unlink(missing_ok=True)


def _keep_nothing(folder: Path, state: BuildState) -> None:
    """Remove whatever a failed build has written, and leave word of why it failed."""
    for file in folder.iterdir():
        file.unlink(missing_ok=True)
    write_state(folder, state)


def _is_pack(folder: Path) -> bool:
    """Return whether a build wrote all its files: the page is the last of them."""
    return any(folder.glob(f"*{PAGE}"))


def _remove_leftovers(shelf: Path) -> None:
    """Remove what builds of earlier days left that never became packs; packs are never removed."""
    for folder in shelf.glob("*/"):
        state = read_state(folder)
        file = folder / STATE_FILE
        if (
            state
            and state.state != BUILDING
            and not _is_pack(folder)
            and time.time() - file.stat().st_mtime > KEPT_SECONDS
        ):
            shutil.rmtree(folder, ignore_errors=True)
