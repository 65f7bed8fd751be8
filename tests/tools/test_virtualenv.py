"""The environment is remade when, and only when, its recipe changes."""

from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import virtualenv
from tools.console import DevError

COMPILED = """\
typer==1.0 \\
    --hash=sha256:aaaa
    # via x
uv==0.13.9 \\
    --hash=sha256:bbbb \\
    --hash=sha256:cccc
    # via -r requirements/dev.in
uv-extra==1.0 \\
    --hash=sha256:dddd
"""


def test_the_fingerprint_follows_each_file_and_the_python_version() -> None:
    same = virtualenv.fingerprint([b"a", b"b"], "3.11")
    assert same == virtualenv.fingerprint([b"a", b"b"], "3.11")
    others = {
        virtualenv.fingerprint([b"a", b"c"], "3.11"),
        virtualenv.fingerprint([b"ab", b""], "3.11"),
        virtualenv.fingerprint([b"a", b"b"], "3.12"),
    }
    assert same not in others
    assert len(others) == 3


def test_the_installer_keeps_its_pin_and_all_its_hashes() -> None:
    block = virtualenv.requirement_block(COMPILED, "uv")
    assert block == "uv==0.13.9 \\\n    --hash=sha256:bbbb \\\n    --hash=sha256:cccc\n"


def test_an_installer_without_a_pin_is_refused() -> None:
    with pytest.raises(DevError, match="n'est pas épinglé"):
        virtualenv.requirement_block(COMPILED, "pip")


def test_the_real_requirements_pin_the_installer() -> None:
    block = virtualenv.requirement_block(virtualenv.REQUIREMENTS[1].read_text("utf-8"), "uv")
    assert block.count("--hash=sha256:") >= 1


@pytest.mark.parametrize("version", ["3.11.0", "3.11.9", "3.12.0", "3.13.0"])
def test_every_library_needed_by_each_supported_python_is_pinned(version: str) -> None:
    """Debian 12's own Python is 3.11.2: files compiled for 3.11.7 alone lack a library there."""
    texts = [path.read_text("utf-8") for path in virtualenv.REQUIREMENTS]
    lines = [line.partition(" \\")[0] for text in texts for line in text.splitlines()]
    pinned = {canonicalize_name(Requirement(line).name) for line in lines if line[:1].isalnum()}
    python = {"python_full_version": version, "python_version": version.rpartition(".")[0]}
    missing = set()
    for name in pinned:
        try:
            needed = [Requirement(text) for text in requires(name) or ()]
        except PackageNotFoundError:
            continue  # for another system or another Python than the one running the tests
        missing |= {
            canonicalize_name(other.name)
            for other in needed
            if other.marker is None
            or other.marker.evaluate({**default_environment(), **python, "extra": ""})
        } - pinned
    assert not missing
