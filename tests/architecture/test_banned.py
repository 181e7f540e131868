"""What the product never does, read from its source: no text is run, and few modules speak to others."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "planner").rglob("*.py"))
    if "_data" not in path.parts
}
TREES = {name: ast.parse(text) for name, text in SOURCES.items()}

#: Calls by which a text would be run, or a foreign thing be brought to life.
RUNS_TEXT = {
    "eval", "exec", "compile", "__import__", "render_template_string", "from_string",
    "os.system", "os.popen", "pickle.loads", "pickle.load", "marshal.loads", "marshal.load", "shelve.open",
    "yaml.load", "yaml.full_load", "yaml.unsafe_load", "yaml.load_all",
    "hashlib.md5", "hashlib.sha1", "hashlib.new", "tempfile.mktemp", "input", "breakpoint",
}  # fmt: skip
NEVER_IMPORTED = {
    "pickle", "cPickle", "dill", "marshal", "shelve", "telnetlib", "ftplib", "imaplib", "poplib", "nntplib",
    "xmlrpc", "paramiko", "lxml", "code", "codeop", "ctypes", "pty",
}  # fmt: skip
#: Modules by which one may speak to another machine, and who of ours may use each, with the reason.
SPEAKS = {
    "socket", "ssl", "smtplib", "http", "http.client", "http.server", "urllib.request", "urllib3", "requests",
    "httpx", "aiohttp", "asyncio", "socketserver", "websockets", "flask_mailman", "authlib.integrations",
    "authlib.integrations.requests_client", "requests.adapters",
}  # fmt: skip
MAY_SPEAK = {
    "planner/commands/serving.py": {"socket"},  # It asks whether the port to serve at is free.
    "planner/bench/serving.py": {"http.client"},  # It measures a server that it has started itself.
    "planner/bench/children.py": {"socket"},  # It finds a free port on this machine.
    "planner/services/provider_requests.py": {  # The identity provider, if one is set.
        "authlib.integrations.requests_client",
        "requests",
        "requests.adapters",
    },
    # The doctor, of the address that it is given.
    "planner/services/live_check.py": {"http.client", "socket", "ssl"},
    "planner/services/mail.py": {"smtplib", "ssl"},  # The mail server, if one is set.
}
#: Where other programs are started, none of them by a shell and none for a page.
MAY_START = {"planner/bench/set_up.py", "planner/bench/serving.py", "planner/bench/children.py"}
#: Whoever makes markup of something that is no fixed text says in a comment why it is safe.
SAYS_WHY = re.compile(r"# noqa: S704")
#: Names chosen by nobody outside: each takes its name from a list of ours.
NAMED_BY_US = {
    "planner/web/access.py": ["setattr(view, _MARK, need)", "getattr(view, _MARK, None)"],
    "planner/web/actions/plan_rows.py": ["getattr(module, name)"],
}

TEMPLATES = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in (ROOT / "templates").rglob("*.html")
}
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false|\bmarkup\s*\(", re.IGNORECASE)
HANDLER = re.compile(
    r"""\s(on[a-z]+|style|srcdoc|formaction)\s*=\s*["'{]|javascript:|data:text""", re.IGNORECASE
)
UNQUOTED = re.compile(r"""\s[a-z-]+=\{\{""")
SCRIPTS = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in (ROOT / "static/js").glob("*.js")
}
IN_SCRIPTS = re.compile(
    r"\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setTimeout\(\s*[\"'`]"
    r"|https?://|postMessage|localStorage|\.cookie\b|XMLHttpRequest|WebSocket|sendBeacon|import\("
)


def calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call with the name that is called, as it is written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield the name of every module that is imported, wherever in the file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_text_is_run() -> None:
    found = [
        f"{name}:{node.lineno}: {called}"
        for name, tree in TREES.items()
        for called, node in calls(tree)
        if called in RUNS_TEXT or called.rpartition(".")[2] in {"render_template_string", "from_string"}
    ]
    assert found == []
    tops = {name: {module.partition(".")[0] for module in imports(tree)} for name, tree in TREES.items()}
    used = {name: tops[name] & NEVER_IMPORTED for name in tops if tops[name] & NEVER_IMPORTED}
    # It tells the C library one number, and hands it nothing of anybody's.
    assert used == {"planner/commands/frugal.py": {"ctypes"}}


def test_nothing_is_started_by_a_shell() -> None:
    shells = [
        f"{name}:{node.lineno} {called}"
        for name, tree in TREES.items()
        for called, node in calls(tree)
        if any(each.arg == "shell" for each in node.keywords)
    ]
    assert shells == []
    starts = {name for name, tree in TREES.items() if {"subprocess", "multiprocessing"} & set(imports(tree))}
    assert starts <= MAY_START


def test_only_these_speak_to_another_machine() -> None:
    # Of the package http, everybody needs the names of the statuses.
    speaks = {name: (SPEAKS & set(imports(tree))) - {"http"} for name, tree in TREES.items()}
    unplanned = {name: found - MAY_SPEAK.get(name, set()) for name, found in speaks.items()}
    assert {name: found for name, found in unplanned.items() if found} == {}


def test_chance_that_protects_somebody_comes_from_the_system() -> None:
    guessable = [name for name, tree in TREES.items() if "random" in set(imports(tree))]
    assert [name for name in guessable if not name.startswith("planner/bench/")] == []


def test_no_name_is_looked_up_that_somebody_sent() -> None:
    looked_up = {
        name: [
            ast.unparse(node)
            for called, node in calls(tree)
            if called in {"getattr", "setattr", "delattr", "hasattr", "vars", "globals", "locals"}
            and not (len(node.args) > 1 and isinstance(node.args[1], ast.Constant))
        ]
        for name, tree in TREES.items()
        if name.startswith("planner/web/")
    }
    assert {name: found for name, found in looked_up.items() if found} == NAMED_BY_US


def test_markup_is_a_fixed_text_or_says_why_it_is_safe() -> None:
    unsure = []
    for name, tree in TREES.items():
        lines = SOURCES[name].splitlines()
        for called, node in calls(tree):
            if called.rpartition(".")[2] != "Markup" or isinstance(node.args[0], ast.Constant):
                continue
            said = " ".join(lines[node.lineno - 1 : (node.end_lineno or node.lineno) + 1])
            if isinstance(node.args[0], ast.JoinedStr) or not SAYS_WHY.search(said):
                unsure.append(f"{name}:{node.lineno}")
    assert unsure == []


def test_a_template_escapes_everything_and_runs_nothing_of_an_attribute() -> None:
    assert len(TEMPLATES) > 50
    assert [name for name, text in TEMPLATES.items() if UNESCAPED.search(text)] == []
    # Whatever stands in quotation marks cannot end its attribute.
    bare = {name: re.sub(r'"[^"]*"', '""', text) for name, text in TEMPLATES.items()}
    assert [name for name, text in bare.items() if UNQUOTED.search(text)] == []
    tags = {name: re.sub(r"\{[%#].*?[%#]\}", "", text, flags=re.DOTALL) for name, text in TEMPLATES.items()}
    assert [name for name, text in tags.items() if HANDLER.search(text)] == []


def test_a_script_makes_no_markup_of_text_and_keeps_nothing() -> None:
    assert len(SCRIPTS) > 5
    names = {name: text.replace("http://www.w3.org/", "") for name, text in SCRIPTS.items()}
    assert [name for name, text in names.items() if IN_SCRIPTS.search(text)] == []


def test_what_is_allowed_is_there() -> None:
    assert set(MAY_SPEAK) | MAY_START | set(NAMED_BY_US) <= set(TREES), "take off the lists what is gone"
