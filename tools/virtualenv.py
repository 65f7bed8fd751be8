"""The virtual environment: exactly the hashed requirement files, remade only when they change."""

import hashlib
import os
import re
import subprocess
import sys
import venv
from pathlib import Path

from tools.console import DevError, complain, step
from tools.locks import alone
from tools.places import ROOT, VENV

REQUIREMENTS = (ROOT / "requirements" / "base.txt", ROOT / "requirements" / "dev.txt")
PYTHON = VENV / "bin" / "python"
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
STAMP = VENV / ".requirements.sha256"


def fingerprint(contents: list[bytes], version: str) -> str:
    """What the environment was made from: the requirement files and the Python version."""
    digest = hashlib.sha256(version.encode())
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def requirement_block(text: str, name: str) -> str:
    """The pinned line of ``name`` with its hashes, as written in a compiled requirement file."""
    found = re.search(rf"^{re.escape(name)}==(?:.*\\\n)*.*$", text, re.MULTILINE)
    if not found:
        raise DevError(f"« {name} » n'est pas épinglé dans les fichiers de requirements/.")
    return found.group(0).partition("    # via")[0].rstrip() + "\n"


def _run(command: list[str], **extra: str) -> bool:
    environ = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "VIRTUAL_ENV": str(VENV), **extra}
    if SYSTEM_CERTIFICATES.exists():
        # Like pip, trust the authorities the machine trusts (a company's proxy, for one).
        environ.setdefault("UV_SYSTEM_CERTS", "true")
    return subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode == 0


def _bootstrap_uv() -> bool:
    block = VENV / ".uv.txt"
    block.write_text(requirement_block(REQUIREMENTS[1].read_text("utf-8"), "uv"), "utf-8")
    quiet = ["-q", "--disable-pip-version-check", "--no-input"]
    return _run([str(PYTHON), "-m", "pip", "install", *quiet, "--require-hashes", "-r", str(block)])


def _sync() -> None:
    files = [str(path) for path in REQUIREMENTS]
    options = ["--require-hashes", "--compile-bytecode", "-q"]
    # Copies: the cache is often on another disk, where hard links fail with a warning.
    uv = [str(VENV / "bin" / "uv"), "pip", "sync", *options, *files]
    if _bootstrap_uv() and _run(uv, UV_LINK_MODE=os.environ.get("UV_LINK_MODE", "copy")):
        return
    complain("uv n'a pas abouti : installation avec pip, plus lente.")
    listed = [argument for path in files for argument in ("-r", path)]
    pip = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
    if not _run([str(PYTHON), *pip, *listed]):
        raise DevError("Les bibliothèques Python n'ont pas pu être installées (voir ci-dessus).")


def ensure(folder: Path) -> None:
    """Make or refresh .venv when the requirement files or Python changed. ``folder``: for the lock."""
    wanted = fingerprint([path.read_bytes() for path in REQUIREMENTS], sys.version)
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted:
        return
    with alone(folder / "venv.lock"):
        if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted:
            return
        step("Bibliothèques Python (une minute la première fois)")
        same = "import pip, sys; sys.exit(sys.version != sys.argv[1])"
        usable = PYTHON.exists() and _run([str(PYTHON), "-c", same, sys.version])
        if not usable:
            venv.EnvBuilder(with_pip=True, clear=True, symlinks=True).create(VENV)
        _sync()
        STAMP.write_text(wanted)


def lock(folder: Path) -> None:
    """Compile the requirement files for every Python from 3.11, then install them.

    Pins that still satisfy the .in files stay; delete a line of the .txt file to renew it.
    """
    ensure(folder)
    for compiled in REQUIREMENTS:
        source = compiled.with_suffix(".in").relative_to(ROOT)
        options = ["--universal", "--python-version", "3.11", "--generate-hashes"]
        quiet = ["-q", "--no-header", "--no-emit-index-url", "-o", str(compiled.relative_to(ROOT))]
        if not _run([str(VENV / "bin" / "uv"), "pip", "compile", *options, *quiet, str(source)]):
            raise DevError(f"{source} n'a pas pu être compilé (voir ci-dessus).")
    ensure(folder)
