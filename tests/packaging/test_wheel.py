"""A wheel built from the project runs where there is no checkout."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]
UV = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
BUILD_LOCK, RUN_LOCK = ROOT / "requirements/build.lock", ROOT / "requirements/run.lock"

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


def outside(**more: str) -> dict[str, str]:
    """Return the environment of somebody who has no checkout and no settings of ours."""
    hidden = ("PLANNER_", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV", "COV_CORE", "COVERAGE")
    kept = {name: text for name, text in os.environ.items() if not name.startswith(hidden)}
    return {**kept, "UV_PYTHON_DOWNLOADS": "never", **more}


def first_that_works(commands: list[list[str | Path]], folder: Path, **more: str) -> None:
    """Run the first of several ways to do the same; fail with what each of them printed."""
    said = []
    for command in commands:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=folder,
            env=outside(**more),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            return
        said.append(f"{command[:4]}:\n{done.stdout}{done.stderr}")
    pytest.fail("\n".join(said))


def pip(*words: str | Path) -> list[str | Path]:
    """Return a command of the pip that belongs to the Python below this virtual environment."""
    base = Path(sys.base_prefix) / ("python.exe" if os.name == "nt" else "bin/python3")
    return [base, "-m", "pip", *words]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built with the locked build tools in an environment of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    ways = [pip("wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)]
    if UV:
        locked: list[str | Path] = ["--build-constraints", BUILD_LOCK]
        ways.insert(0, [UV, "build", "--quiet", "--wheel", *locked, "-o", folder, ROOT])
    first_that_works(ways, folder, PIP_BUILD_CONSTRAINT=str(BUILD_LOCK))
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def home(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder far from the checkout, whose ``bin`` has the installed ``planner``."""
    folder = tmp_path_factory.mktemp("outside")
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(folder / "environment")
    python = folder / "environment" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    locked: list[str | Path] = ["--require-hashes", "-r", RUN_LOCK]
    for what in (locked, ["--no-deps", wheel]):
        ways = [pip("--python", python, "install", "--quiet", *what)]
        if UV:
            ways.insert(0, [UV, "pip", "install", "--quiet", "--python", python, *what])
        first_that_works(ways, folder)
    return folder


def command(home: Path, name: str = "planner") -> str:
    """Return where a command of the environment outside is."""
    found = shutil.which(
        name, path=os.pathsep.join(str(home / "environment" / each) for each in ("bin", "Scripts"))
    )
    assert found, f"the wheel installed no {name}"
    return found


def demo_settings(home: Path) -> dict[str, str]:
    """Return the settings with which the installed commands use the demo's database."""
    return {"PLANNER_DATABASE_URL": f"sqlite:///{home}/instance/demo.sqlite3", "PLANNER_TODAY": "2026-11-21"}


def run(home: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run an installed command in the folder outside."""
    return subprocess.run(
        words, cwd=home, env=outside(**settings), capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def pack(home: Path) -> Path:
    """Return the folder of the demo's pack, built by the installed command."""
    done = run(home, command(home), "demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "exports/northvale-annual-review-2026.xlsx",
        "exports/northvale-annual-review-2026.html",
    ]
    return home / "exports"


def test_the_wheel_carries_its_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    data = {name.split("/")[2] for name in names if name.startswith("planner/_data/")}
    assert data == {"templates", "seed", "static"}
    assert "planner/_data/static/vendor/stamp" in names
    ours = {
        path.relative_to(ROOT)
        for kind in ("css", "images", "js")
        for path in (ROOT / "static" / kind).iterdir()
    }
    assert {f"planner/_data/{path.as_posix()}" for path in ours} <= set(names), "a page asks for each of them"
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"planner"}
    assert not [name for name in names if name.endswith((".sqlite3", ".pyc")) or "/tests/" in name]


def test_the_demo_is_made_in_the_current_folder(pack: Path, home: Path) -> None:
    assert sorted(path.name for path in home.iterdir()) == ["environment", "exports", "instance"]
    assert (home / "instance/demo.sqlite3").is_file()
    assert (pack / "northvale-annual-review-2026.xlsx").stat().st_size > 20_000
    page = (pack / "northvale-annual-review-2026.html").read_text(encoding="utf-8")
    assert "Northvale" in page
    assert "Plotly.newPlot" in page or "Plotly.react" in page


def test_the_installed_commands_work_from_the_wheel_alone(pack: Path, home: Path) -> None:
    where = run(home, command(home, "python"), "-c", "import planner.cli; print(planner.cli.__file__)")
    assert Path(where.stdout).is_relative_to(home)
    checked = run(home, command(home), "check", "--plan", "northvale", "--json", **demo_settings(home))
    assert ("V11", "R4.6") in [(each["code"], each["subject"]) for each in json.loads(checked.stdout)]
    examined = run(home, command(home), "doctor", **demo_settings(home))
    assert examined.stdout.startswith("Nothing is wrong with this installation.\n")


@pytest.fixture
def address(pack: Path, home: Path) -> Iterator[str]:
    """Return the address of the installed server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with subprocess.Popen(
        [command(home), "serve", "--port", port],
        cwd=home, env=outside(**demo_settings(home)), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        said = process.stdout.readline()
        try:
            assert f"http://127.0.0.1:{port}" in said, said + process.stdout.read()
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def test_pages_are_served_with_their_styles(address: str) -> None:
    # Nobody is signed in here, so that the overview leads to the page that asks for it.
    with urlopen(f"{address}/northvale/2025-28/") as answer:  # noqa: S310 - our own server on this machine.
        assert answer.url == f"{address}/sign-in?next=/northvale/2025-28/"
        page = answer.read().decode()
    assert "<h1" in page
    styles = re.findall(r'<link[^>]+href="(/static/[^"]+\.css[^"]*)"', page)
    assert len(styles) > 3
    for style in styles:
        with urlopen(address + style.replace("&amp;", "&")) as answer:  # noqa: S310 - as above.
            assert answer.status == 200
            assert answer.headers["Content-Type"].startswith("text/css")
