"""Only what is missing is installed, and only for what the command needs."""

import sys
from pathlib import Path

import pytest

from tools import debian
from tools.console import DevError

LIST = """\
# comment
sh-package   always   command:sh|no-such-program
ghost        always   command:no-such-program
ghost-db     database command:no-such-program
ghost-web    browser  command:no-such-program  # said why
"""


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "packages.txt"
    path.write_text(LIST)
    monkeypatch.setattr(debian, "LIST", path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return path


def test_every_line_of_the_real_list_can_be_checked() -> None:
    packages = debian.read_list(debian.LIST.read_text("utf-8"))
    assert {"python3", "postgresql", "redis-server", "chromium"} <= {p.name for p in packages}
    assert all(isinstance(package.present, bool) for package in packages)


def test_a_line_without_a_proof_is_an_error() -> None:
    with pytest.raises(TypeError):
        debian.read_list("package always\n")


def test_a_library_that_cannot_be_loaded_is_missing() -> None:
    assert not debian.Package("x", "always", "library:libnowhere.so.0").present
    assert debian.Package("x", "always", "library:libc.so.6").present


def test_a_given_service_needs_no_server_here() -> None:
    assert debian.needs({}, browser=False) == {"always", "database", "redis"}
    assert debian.needs({"DATABASE_URL": "x", "REDIS_URL": "y"}, browser=True) == {
        "always",
        "browser",
    }


def test_only_what_is_missing_is_installed(listed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(debian, "_privilege", list)
    monkeypatch.setattr(
        debian.shutil, "which", lambda name: name if name in ("sh", "apt-get") else None
    )
    monkeypatch.setattr(debian, "_install", lambda names, privilege: asked.append(names))
    with pytest.raises(DevError, match="Toujours introuvable après installation : ghost, ghost-db"):
        debian.ensure(browser=False)
    assert asked == [["ghost", "ghost-db"]]


def test_who_may_not_install_reads_the_line_to_type(
    listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian, "_privilege", lambda: None)
    with pytest.raises(DevError) as refused:
        debian.ensure(browser=False)
    assert str(refused.value).endswith(
        "sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends ghost ghost-db'"
    )


def test_a_missing_browser_does_not_stop_a_test_that_may_not_need_it(
    listed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    listed.write_text("ghost-web browser command:no-such-program\n")
    monkeypatch.setattr(debian, "_privilege", lambda: None)
    debian.ensure(browser=True, optional_browser=True)
    assert "ghost-web" in capsys.readouterr().err
    with pytest.raises(DevError):
        debian.ensure(browser=True)


def test_the_shim_and_python_read_the_same_names() -> None:
    """./dev takes the first word of each line that is not a comment, with sed and read."""
    by_sed = [line.split("#")[0].split() for line in debian.LIST.read_text("utf-8").splitlines()]
    names = [words[0] for words in by_sed if words]
    assert names == [package.name for package in debian.read_list(debian.LIST.read_text("utf-8"))]
    assert sys.version_info >= (3, 11)
