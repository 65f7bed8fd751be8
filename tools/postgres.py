"""A private PostgreSQL: UNIX socket only, French sorting, durable to work and fast to test."""

import os
import pwd
import re
import shutil
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.console import DevError, step

OLDEST = 15  # the first with ICU sorting for a whole cluster
USER = "msp"
SOCKET_NAME = ".s.PGSQL.5432"

_COMMON = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "max_locks_per_transaction": "256",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "Europe/Paris",
    "log_timezone": "Europe/Paris",
    "lc_messages": "C.UTF-8",
}
# Nothing here survives a power cut, and nothing has to: only for the tests.
_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "4GB",
}


def version_of(folder: Path) -> int:
    """The major version in a path such as /usr/lib/postgresql/15/bin; 0 when there is none."""
    found = re.search(r"/(\d+)(?:/|$)", str(folder))
    return int(found.group(1)) if found else 0


def servers() -> dict[int, Path]:
    """The folders of PostgreSQL programs on this machine, by major version."""
    folders = list(Path("/usr/lib/postgresql").glob("*/bin"))
    folders += Path("/usr").glob("pgsql-*/bin")
    found = {version_of(folder): folder for folder in folders if (folder / "initdb").exists()}
    program = shutil.which("initdb")
    if program:
        text = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
        version = re.search(r"(\d+)", text.stdout)
        if version:
            found.setdefault(int(version.group(1)), Path(program).resolve().parent)
    return {version: folder for version, folder in found.items() if version >= OLDEST}


def newest_server() -> Path | None:
    """The programs of the newest usable PostgreSQL, if any."""
    found = servers()
    return found[max(found)] if found else None


def configuration(sockets: Path, *, durable: bool) -> str:
    """The whole postgresql.conf of a private cluster."""
    settings = {**_COMMON, "unix_socket_directories": str(sockets), **({} if durable else _FAST)}
    lines = [
        f"{name} = '{value.replace(chr(39), chr(39) * 2)}'" for name, value in settings.items()
    ]
    return "\n".join(["# Written by ./dev at each start.", *lines, ""])


def address(sockets: Path, database: str) -> str:
    """DATABASE_URL of a private cluster, in the form libpq and Django both read."""
    return f"postgresql://{USER}@/{database}?host={sockets}"


@dataclass
class Cluster:
    """One private cluster in ``folder``, run by us or, when we are root, by ``postgres``."""

    folder: Path
    durable: bool
    database: str = "msp_portal"

    @property
    def data(self) -> Path:
        """The data folder of PostgreSQL."""
        return self.folder / "data"

    @property
    def url(self) -> str:
        """DATABASE_URL of this cluster."""
        return address(self.folder, self.database)

    def running(self) -> bool:
        """True when the server answers on its socket (a stale pid or socket file is no answer)."""
        with socket.socket(socket.AF_UNIX) as client:
            return client.connect_ex(str(self.folder / SOCKET_NAME)) == 0

    def start(self) -> None:
        """Start the server, making the cluster the first time; safe to call when it runs."""
        if self.running():
            return
        self._prepare_folder()
        if not (self.data / "PG_VERSION").exists():
            self._init()
        try:
            self._launch()
        except DevError:
            if self.durable:
                raise
            # A test cluster is not durable: after a power cut it is simply made again.
            shutil.rmtree(self.data)
            self._init()
            self._launch()
        self._create_database()

    def stop(self) -> None:
        """Stop the server cleanly; safe to call when it does not run."""
        if self.running():
            self._program("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "-s", "stop")

    def _owner(self) -> pwd.struct_passwd | None:
        if os.geteuid() != 0:
            return None
        try:
            return pwd.getpwnam("postgres")
        except KeyError:
            raise DevError(
                "PostgreSQL refuse de tourner en root et l'utilisateur « postgres » n'existe pas."
            ) from None

    def _prepare_folder(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = self._owner()
        if owner:
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)

    def _bin(self) -> Path:
        found = servers()
        marker = self.data / "PG_VERSION"
        if marker.exists():
            version = int(marker.read_text())
            if version not in found:
                raise DevError(
                    f"La base de données a été créée par PostgreSQL {version}, qui n'est plus installé : "
                    "réinstallez-le, ou repartez de zéro avec ./dev clean."
                )
            return found[version]
        if not found:
            raise DevError(f"Il faut PostgreSQL {OLDEST} ou plus récent.")
        return found[max(found)]

    def _program(self, name: str, *arguments: str, check: bool = True) -> str:
        owner = self._owner()
        done = subprocess.run(
            [str(self._bin() / name), *arguments],
            cwd="/",
            env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"},
            user=owner.pw_uid if owner else None,
            group=owner.pw_gid if owner else None,
            extra_groups=[] if owner else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # Its own session: Ctrl-C in the terminal must not stop the database under a worker.
            start_new_session=True,
            text=True,
            check=False,
        )
        if check and done.returncode:
            raise DevError(f"{name} a échoué :\n{done.stdout.strip()}\n{self._last_log_lines()}")
        return done.stdout

    def _last_log_lines(self) -> str:
        log = self.folder / "log"
        if not log.exists():
            return ""
        return "\n".join(log.read_text("utf-8", errors="replace").splitlines()[-15:])

    def _init(self) -> None:
        step("Création de la base de données privée")
        # Made aside then renamed: an interrupted creation never passes for a cluster.
        half = self.folder / "data.new"
        shutil.rmtree(half, ignore_errors=True)
        self._program(
            "initdb",
            "-D", str(half),
            "--username", USER,
            # The socket's folder is closed to everybody else: the folder is the password.
            "--auth", "trust",
            "--encoding", "UTF8",
            "--locale-provider", "icu",
            "--icu-locale", "fr-FR",
            "--locale", "C.UTF-8",
            "--no-instructions",
            *([] if self.durable else ["--no-sync"]),
        )  # fmt: skip
        half.rename(self.data)

    def _launch(self) -> None:
        settings = self.data / "postgresql.conf"
        settings.write_text(configuration(self.folder, durable=self.durable), "utf-8")
        log = self.folder / "log"
        log.unlink(missing_ok=True)
        self._program(
            "pg_ctl", "-D", str(self.data), "-l", str(log), "-w", "-t", "60", "-s", "start"
        )

    def _create_database(self) -> None:
        connection = ["-h", str(self.folder), "-U", USER]
        question = f"SELECT 1 FROM pg_database WHERE datname = '{self.database}'"  # noqa: S608
        if self._program("psql", *connection, "-d", "postgres", "-Atc", question).strip() != "1":
            self._program("createdb", *connection, self.database)
