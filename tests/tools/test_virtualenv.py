"""The environment is remade when, and only when, its recipe changes."""

import pytest

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
