"""What is printed after the tests, and that pytest's own summary stays the last line."""

import io
import subprocess
from typing import cast

import pytest

from tools import checks
from tools.checks import Result


class Pieces(io.BytesIO):
    """A pipe that delivers a few bytes at a time."""

    def read1(self, size: int | None = -1) -> bytes:
        del size
        return self.read(3)


def _relay(text: bytes, source: type[io.BytesIO] = io.BytesIO) -> tuple[bytes, bytes]:
    target = io.BytesIO()
    last = checks.relay_but_last(cast("io.BufferedReader", source(text)), target)
    return target.getvalue(), last


SESSION = b"=== test session starts ===\nplatform linux\n\n....F [100%]\n\n=== FAILURES ===\nboom\n"


@pytest.mark.parametrize("source", [io.BytesIO, Pieces])
def test_the_closing_line_is_held_back(source: type[io.BytesIO]) -> None:
    shown, last = _relay(SESSION + b"=== 1 failed, 4 passed in 0.1s ===\n", source)
    assert shown == SESSION
    assert last == b"=== 1 failed, 4 passed in 0.1s ===\n"


def test_the_closing_line_is_held_back_in_colour() -> None:
    shown, last = _relay(b"ok\n\x1b[32m=== \x1b[1m1 passed\x1b[0m ===\x1b[0m\n", Pieces)
    assert shown == b"ok\n"
    assert last == b"\x1b[32m=== \x1b[1m1 passed\x1b[0m ===\x1b[0m\n"


def test_nothing_is_lost_when_pytest_dies() -> None:
    shown, last = _relay(b"=== starts ===\nSegmentation fault")
    assert shown + last == b"=== starts ===\nSegmentation fault"


def test_progress_is_shown_before_its_line_ends() -> None:
    class Answering(io.BytesIO):
        def flush(self) -> None:
            if self.getvalue() == b".." and process.stdin and not process.stdin.closed:
                process.stdin.close()  # the program goes on only once its dots were shown

    command = ["sh", "-c", "printf ..; read _; printf '.\\n=== done ===\\n'"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        target = Answering()
        last = checks.relay_but_last(cast("io.BufferedReader", process.stdout), target)
    assert (target.getvalue(), last) == (b"...\n", b"=== done ===\n")


def test_each_check_has_its_line() -> None:
    text = checks.table([Result("style", True, 1.25), Result("types (mypy)", False, 30)])
    assert text.splitlines() == ["  style         oui     1.2 s", "  types (mypy)  NON    30.0 s"]


def test_one_failed_check_does_not_hide_the_next(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        checks, "CHECKS", {"first": ["sh", "-c", "echo why; exit 3"], "second": ["true"]}
    )
    results = checks.run_checks({})
    assert [(result.name, result.passed) for result in results] == [
        ("first", False),
        ("second", True),
    ]
    assert "why" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("check", "tests", "code"), [("true", 0, 0), ("false", 0, 1), ("true", 1, 1)]
)
def test_the_exit_code_is_zero_only_when_all_passed(
    check: str,
    tests: int,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.setattr(checks, "CHECKS", {"style": [check]})
    monkeypatch.setattr(checks, "NEEDS_DATABASE", {})
    monkeypatch.setattr(
        checks, "PYTEST", ["sh", "-c", f"echo ran; echo '=== end ==='; exit {tests}"]
    )
    assert checks.everything({}) == code
    assert capfdbinary.readouterr().out.splitlines()[-1] == b"=== end ==="
