"""Child processes of the benchmarks: started, spoken to, ended, and asked for their memory."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from planner.bench.results import NotMeasurableError

HOST = "127.0.0.1"
PATIENCE_SECONDS = 30.0


@contextmanager
def child(arguments: list[str], environment: Mapping[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """Run Python with the arguments, its output to be read, and end it however this goes."""
    process = subprocess.Popen(  # noqa: S603 - our own modules, with arguments made here
        [sys.executable, *arguments], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(port: int, process: "subprocess.Popen[str]") -> None:
    """Return once something listens on the port; raise NotMeasurableError if it does not come up."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise NotMeasurableError("The server to be measured did not come up.")


def memory_of(process: int | str, which: str) -> float:
    """Return a process's memory in MB: ``VmRSS`` what it holds now, ``VmHWM`` the most it ever held.

    Raises NotMeasurableError where the system does not tell.
    """
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        raise NotMeasurableError("This system does not tell how much memory a process holds.") from None
    found = re.search(rf"^{which}:\s+(\d+) kB$", status, re.MULTILINE)
    if found is None:
        raise NotMeasurableError("This system does not tell how much memory a process holds.")
    return int(found[1]) * 1024 / 1_000_000
