"""The log says what happened in names and numbers, and nothing that anybody wrote."""

import ast
import json
import logging
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.event_log import (
    WITHHELD,
    forget_request,
    log_event,
    log_failure,
    number_request,
    start_log,
    stop_log,
)
from planner.events import EVENTS, FIELDS, KINDS, REASONS, WARNING, WAYS

ROOT = Path(__file__).resolve().parents[1]
CANARY = "canary-7f3a of a person"
WORDS = {"way": WAYS, "reason": REASONS, "kind": KINDS}
#: One value of the right form for each field.
SOUND = {
    "request": "0123456789abcdef", "endpoint": "plans.show_overview", "method": "GET", "status": 200,
    "milliseconds": 1.5, "person": 12, "by": 1, "membership": 3, "invitation": 4, "sign_in": 5,
    "partnership": "northvale", "address": "2001:db8::1", "deed": "read_plan", "role": "viewer",
    "way": "password", "reason": "wrong", "kind": "account", "count": 3, "seconds": 60, "error": "KeyError",
    "places": "planner.web.clock:11", "logger": "waitress.queue",
}  # fmt: skip

Lines = Callable[[], list[dict[str, object]]]


@pytest.fixture
def plain() -> Iterator[StringIO]:
    """Return the stream of a log in plain words that keeps warnings and errors alone."""
    stream = StringIO()
    start_log(stream, as_json=False, least=WARNING)
    yield stream
    stop_log()


def test_a_line_is_json_with_time_in_utc_level_and_event(log_lines: Lines) -> None:
    log_event("sign_in_failed", person=12, address="192.0.2.7", way="password", reason="wrong")
    [line] = log_lines()
    at = datetime.fromisoformat(str(line.pop("at")))
    assert at.tzinfo == UTC
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=1)
    assert line == {
        "level": "warning",
        "event": "sign_in_failed",
        "person": 12,
        "address": "192.0.2.7",
        "way": "password",
        "reason": "wrong",
    }


def test_nothing_is_written_by_a_process_without_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    log_event("signed_in", person=1)
    assert capsys.readouterr() == ("", "")


def test_a_value_of_every_field_is_kept(log_lines: Lines) -> None:
    assert set(SOUND) == set(FIELDS)
    log_event("signed_in", **SOUND)
    assert SOUND.items() <= log_lines()[0].items()


@pytest.mark.parametrize("name", FIELDS)
def test_no_field_lets_a_text_in(log_lines: Lines, name: str) -> None:
    texts = (
        CANARY,
        f"{SOUND[name]} {CANARY}",
        f"{SOUND[name]}\r\n{CANARY}",
        f"{SOUND[name]}\n",
        "",
        "ö",
        b"x",
        [1],
    )
    for text in texts:
        log_event("signed_in", **{name: text})
    assert [line[name] for line in log_lines()] == [WITHHELD] * len(texts)


def test_a_field_of_nothing_is_left_out(log_lines: Lines) -> None:
    log_event("request", person=None, status=200)
    assert "person" not in log_lines()[0]


@pytest.mark.parametrize("name", ["person", "address", "partnership", "endpoint", "reason"])
@given(text=st.text())
def test_whatever_is_sent_makes_one_line_of_signs_that_cannot_mislead(name: str, text: str) -> None:
    stream = StringIO()
    start_log(stream, as_json=False)
    log_event("signed_in", **{name: text})
    stop_log()
    assert re.fullmatch(rf"[\x20-\x7e]+ {name}=\S+\n", stream.getvalue())


@pytest.mark.parametrize(
    ("event", "fields"), [("looked_around", {}), ("signed_in", {"email": "a@example.org"})]
)
def test_what_is_not_listed_cannot_be_written(
    log_lines: Lines, event: str, fields: dict[str, object]
) -> None:
    with pytest.raises(KeyError):
        log_event(event, **fields)
    assert log_lines() == []


def test_a_failure_tells_its_places_and_never_its_words(log_lines: Lines) -> None:
    def fail() -> None:
        secret, nothing = CANARY, dict[str, str]()
        try:
            nothing[secret]
        except KeyError as error:
            raise ValueError(f"{secret} cannot be used") from error

    with pytest.raises(ValueError, match=CANARY) as caught:
        fail()
    log_failure(caught.value)
    [line] = log_lines()
    assert (line["event"], line["level"], line["error"]) == ("error", "error", "ValueError KeyError")
    places = str(line["places"]).split()
    assert len(places) == 3, "the cause, then the test and its function"
    assert all(place.startswith("tests.test_event_log:") for place in places)
    assert "canary" not in json.dumps(line)


def test_a_library_is_told_by_its_place_and_not_by_its_words(log_lines: Lines) -> None:
    logging.getLogger("waitress").warning("Exception while serving %s", f"/invitation/{CANARY}")
    try:
        Path(CANARY).read_bytes()
    except FileNotFoundError:
        logging.getLogger("waitress").exception(CANARY)
    said, failed = log_lines()
    assert (said["event"], said["logger"]) == ("library", "waitress")
    assert re.fullmatch(r"test_event_log:\d+", str(said["places"]))
    assert (failed["event"], failed["error"], failed["logger"]) == ("error", "FileNotFoundError", "waitress")
    assert "canary" not in json.dumps([said, failed])


def test_the_lines_of_a_request_carry_its_number(log_lines: Lines) -> None:
    numbers = [number_request(), number_request()]
    log_event("signed_in", person=1)
    forget_request()
    log_event("signed_in", person=1)
    inside, after = log_lines()
    assert inside["request"] == numbers[1] != numbers[0]
    assert "request" not in after


def test_plain_words_keep_warnings_alone(plain: StringIO) -> None:
    log_event("signed_in", person=1)
    log_event("locked_out", kind="account", seconds=60)
    assert re.fullmatch(r"\S+Z warning locked_out kind=account seconds=60\n", plain.getvalue())


def test_a_stream_that_is_gone_stops_nothing() -> None:
    stream = StringIO()
    start_log(stream, as_json=True)
    stream.close()
    log_event("signed_in", person=1)
    stop_log()


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted((ROOT / "planner").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "log_event":
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_every_call_names_a_listed_event_and_listed_fields() -> None:
    calls = [call for call in _calls() if not call[0].startswith("planner/event_log.py")]
    assert calls
    for place, call in calls:
        [event] = call.args
        assert isinstance(event, ast.Constant), f"{place} names its event in so many letters"
        assert event.value in EVENTS, place
        for each in call.keywords:
            assert each.arg in FIELDS, f"{place}: {each.arg}"
            if isinstance(each.value, ast.Constant) and each.arg in WORDS:
                assert each.value.value in WORDS[str(each.arg)], f"{place}: {each.arg}"


def test_every_event_is_written_by_something() -> None:
    sources = [
        path.read_text(encoding="utf-8")
        for path in (ROOT / "planner").rglob("*.py")
        if path.name != "events.py"
    ]
    assert [event for event in EVENTS if not any(f'"{event}"' in text for text in sources)] == []


def test_the_manual_lists_every_event_and_field() -> None:
    text = (ROOT / "docs/logs.md").read_text(encoding="utf-8")
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in text.splitlines()]
    events = [
        (f"`{name}`", logging.getLevelName(event.level).lower(), event.meaning)
        for name, event in EVENTS.items()
    ]
    fields = [(f"`{name}`", field.meaning) for name, field in FIELDS.items()]
    assert [row for row in rows if row[0].startswith("`")] == [*events, *fields]
