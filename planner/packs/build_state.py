"""How far the building of a pack has come, in a small file that every process can read.

The file is written anew at every step and touched every second, so that a build whose process was
ended is known by its silence.
"""

import contextlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Event, Thread
from time import time

STATE_FILE = "build.json"
BUILDING, FAILED, STOPPED = "building", "failed", "stopped"
BEAT_SECONDS = 1.0
SILENT_SECONDS = 15.0


@dataclass(frozen=True, kw_only=True)
class BuildState:
    """One build that is no pack yet: how many steps are done, of how many, and what comes next.

    ``sentence`` says why a build failed.
    """

    year: int
    state: str = BUILDING
    done: int = 0
    of: int = 0
    what: str = "Reading the plan"
    sentence: str = ""


def write_state(folder: Path, state: BuildState) -> None:
    """Put the state into a build's folder, whole or not at all."""
    part = folder / f".{STATE_FILE}-{os.getpid()}"
    part.write_text(json.dumps(asdict(state), ensure_ascii=False), encoding="utf-8")
    part.replace(folder / STATE_FILE)


def read_state(folder: Path) -> BuildState | None:
    """Return the state of a build, nothing where none is written there."""
    file = folder / STATE_FILE
    try:
        state = BuildState(**json.loads(file.read_text(encoding="utf-8")))
        silent = time() - file.stat().st_mtime
    except (OSError, ValueError, TypeError):
        return None
    if state.state == BUILDING and silent > SILENT_SECONDS:
        return replace(state, state=STOPPED)
    return state


@contextmanager
def beating(folder: Path) -> Iterator[None]:
    """Show that the build of a folder is alive for as long as something runs inside."""
    over = Event()

    def beat() -> None:
        while not over.wait(BEAT_SECONDS):
            with contextlib.suppress(OSError):
                os.utime(folder / STATE_FILE)

    thread = Thread(target=beat, daemon=True, name="pack heartbeat")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
