"""One stops, all stop, and nobody is left behind. Real processes, no waiting on the clock."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tools.places import ROOT
from tools.supervisor import Program, Supervisor, prefixed, tied_to_parent

pytestmark = pytest.mark.processes

SLEEPER = ["sh", "-c", "echo up; exec sleep 600"]
# A parent whose child outlives it unless the whole session is stopped.
WITH_CHILD = ["sh", "-c", 'sleep 600 & echo $! > "$CHILD_PID"; wait']


def _supervisor(**extra: str) -> Supervisor:
    return Supervisor({**os.environ, **extra})


def _ended(process: int) -> bool:
    """True once the process behind this descriptor has ended; False if it never does."""
    readable, _, _ = select.select([process], [], [], 30)
    os.close(process)
    return bool(readable)


def test_each_line_says_which_process_speaks() -> None:
    assert prefixed("web", "prêt", 7, "36") == "    web │ prêt"


def test_what_a_process_prints_is_relayed(capsys: pytest.CaptureFixture[str]) -> None:
    supervisor = _supervisor()
    supervisor.start(Program("web", ["sh", "-c", "echo bonjour; echo erreur >&2"]))
    supervisor.wait()
    supervisor.stop()
    assert capsys.readouterr().out.splitlines() == ["    web │ bonjour", "    web │ erreur"]


def test_when_one_ends_all_stop_and_it_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    supervisor = _supervisor()
    supervisor.start(Program("web", SLEEPER))
    supervisor.start(Program("beat", ["sh", "-c", "exit 3"]))
    supervisor.wait()
    assert supervisor.stop() == 1
    assert "« beat » s'est arrêté tout seul (code 3)" in capsys.readouterr().err


def test_a_stop_that_was_asked_for_is_a_success() -> None:
    before = (
        signal.getsignal(signal.SIGTERM),
        signal.getsignal(signal.SIGINT),
        signal.getsignal(signal.SIGHUP),
    )
    supervisor = _supervisor()
    try:
        supervisor.listen()
        supervisor.start(Program("web", SLEEPER))
        os.kill(os.getpid(), signal.SIGTERM)
        supervisor.wait()
        assert supervisor.stop() == 0
        assert supervisor.asked
    finally:
        for number, handler in zip(
            (signal.SIGTERM, signal.SIGINT, signal.SIGHUP), before, strict=True
        ):
            signal.signal(number, handler)


def test_children_of_a_process_do_not_survive_it(tmp_path: Path) -> None:
    child = tmp_path / "child"
    supervisor = _supervisor(CHILD_PID=str(child))
    supervisor.start(Program("worker", WITH_CHILD))
    assert supervisor.wait_until(lambda: child.exists() and bool(child.read_text().strip()), 30)
    watched = os.pidfd_open(int(child.read_text()))
    supervisor.stop()
    assert _ended(watched)


def test_waiting_for_readiness_ends_when_a_process_does() -> None:
    supervisor = _supervisor()
    supervisor.start(Program("web", ["false"]))
    assert not supervisor.wait_until(lambda: False, 600)
    assert supervisor.stopping
    supervisor.stop()


def test_a_killed_parent_takes_its_processes_along() -> None:
    if tied_to_parent(["x"]) == ["x"]:
        pytest.skip("setpriv is not on this machine")
    program = (
        "from tools.supervisor import tied_to_parent as tied\n"
        "import subprocess, sys, time\n"
        "p = subprocess.Popen(tied(['sh', '-c', 'echo ready; exec sleep 600']), start_new_session=True)\n"
        "time.sleep(600)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        parent.kill()
        # The pipe closes only when the grandchild, which holds it too, has ended.
        readable, _, _ = select.select([parent.stdout], [], [], 30)
        assert readable
        assert parent.stdout.read() == b""
