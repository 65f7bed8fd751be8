"""Where the private things of one person and one checkout live on this machine."""

import hashlib
import os
import re
import stat
from pathlib import Path

from tools.console import DevError

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"

# A UNIX socket address holds 108 bytes on Linux, the closing zero included.
SOCKET_PATH_LIMIT = 107
LONGEST_SOCKET_SUFFIX = "/test-9/postgres/.s.PGSQL.5432"


def key_of(root: Path, uid: int) -> str:
    """A short name, different for each person and each checkout."""
    name = re.sub(r"[^a-z0-9]+", "-", root.name.lower()).strip("-")[:20] or "msp"
    digest = hashlib.sha256(f"{uid}:{root}".encode()).hexdigest()[:10]
    return f"{name}-{digest}"


def candidates(root: Path, uid: int, environ: dict[str, str]) -> list[Path]:
    """Folders that could hold the private services, the best first.

    PostgreSQL refuses to run as root and then runs as ``postgres``, which cannot enter root's
    home: root's services live in /var/tmp. Anybody else's live in their own data folder, unless
    its path is too long for a socket.
    """
    key = key_of(root, uid)
    shared = Path("/var/tmp") / f"msp-portal-{uid}-{key}"  # noqa: S108  (ownership is checked)
    if uid == 0:
        return [shared]
    found = [shared]
    home = environ.get("HOME", "")
    data = environ.get("XDG_DATA_HOME") or (f"{home}/.local/share" if home else "")
    if data:
        found.insert(0, Path(data) / "msp-portal" / key)
    return found


def fits(folder: Path) -> bool:
    """True when every socket under ``folder`` stays within the limit of the system."""
    return len(os.fsencode(f"{folder}{LONGEST_SOCKET_SUFFIX}")) < SOCKET_PATH_LIMIT


def make_private(folder: Path, mode: int) -> None:
    """Create ``folder`` for us alone, or refuse it when somebody else could have prepared it."""
    folder.mkdir(mode=mode, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise DevError(f"{folder} n'appartient pas qu'à vous : supprimez ce dossier.")
    folder.chmod(mode)


def private_folder() -> Path:
    """The folder of this person and this checkout, created when it does not exist yet."""
    uid = os.geteuid()
    for folder in candidates(ROOT, uid, dict(os.environ)):
        if not fits(folder):
            continue
        try:
            # 0711 for root: the user « postgres » must pass through, not look around.
            make_private(folder, 0o711 if uid == 0 else 0o700)
        except OSError:
            continue
        return folder
    raise DevError("Aucun dossier où ranger la base de données : indiquez XDG_DATA_HOME.")
