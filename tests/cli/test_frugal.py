"""A server leaves out what it never uses, and looks for garbage as a process must that stays."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASKED = """
import gc, sys
from planner.commands.frugal import keep_small, settle
keep_small()
import planner.app
settle()
heavy = ("authlib", "requests", "zxcvbn", "qrcode", "openpyxl", "plotly")
used = [name for name in heavy if name in sys.modules]
print(used, gc.get_threshold()[0], gc.get_freeze_count() > 100_000)
"""


def test_a_server_loads_nothing_that_only_some_requests_need() -> None:
    done = subprocess.run([sys.executable, "-c", ASKED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] 5000 True"
