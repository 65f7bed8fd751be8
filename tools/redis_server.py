"""A private Redis: UNIX socket only, journalled to work and in memory to test."""

import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tools.console import DevError

DATABASES = 64
SOCKET_NAME = "redis.sock"
START_SECONDS = 20.0


def arguments(folder: Path, *, durable: bool) -> list[str]:
    """The command that starts the server."""
    kept = ["--appendonly", "yes"] if durable else ["--appendonly", "no", "--save", ""]
    return [
        "redis-server",
        "--port", "0",
        "--unixsocket", str(folder / SOCKET_NAME),
        "--unixsocketperm", "700",
        "--databases", str(DATABASES),
        "--dir", str(folder),
        "--logfile", str(folder / "log"),
        "--daemonize", "no",
        *kept,
    ]  # fmt: skip


def broker_url(redis_url: str, database: int | None = None) -> str:
    """The same Redis in the form Celery reads, in another database when one is given."""
    if not redis_url.startswith("unix:"):
        return redis_url
    path, _, query = redis_url.removeprefix("unix://").partition("?")
    if database is None:
        options = dict(pair.split("=", 1) for pair in query.split("&") if "=" in pair)
        return f"redis+socket://{path}?virtual_host={options.get('db', '0')}"
    return f"redis+socket://{path}?virtual_host={database}"


@dataclass
class Server:
    """One private Redis in ``folder``."""

    folder: Path
    durable: bool
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """REDIS_URL of this server."""
        return f"unix://{self.folder / SOCKET_NAME}?db=0"

    def running(self) -> bool:
        """True when the server answers and has finished reading its journal."""
        return self._ask("PING").startswith("+PONG")

    def start(self) -> None:
        """Start the server; safe to call when it runs."""
        if self.running():
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._process = subprocess.Popen(
            arguments(self.folder, durable=self.durable),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Its own session: Ctrl-C in the terminal must not stop it under a worker.
            start_new_session=True,
        )
        limit = time.monotonic() + START_SECONDS
        while not self.running():
            if self._process.poll() is not None or time.monotonic() > limit:
                log = (self.folder / "log").read_text("utf-8", errors="replace").splitlines()
                raise DevError("Redis n'a pas démarré :\n" + "\n".join(log[-10:]))
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop the server cleanly (its journal is written first); safe when it does not run."""
        # The server closes the connection at its very end: no answer is the good answer.
        answer = self._ask("SHUTDOWN")
        if answer.startswith("-"):
            raise DevError(f"Redis ne s'arrête pas : {answer.strip()}")
        if self._process:
            self._process.wait()

    def _ask(self, command: str) -> str:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(START_SECONDS)
            try:
                client.connect(str(self.folder / SOCKET_NAME))
                client.sendall(f"{command}\r\n".encode())
                return client.recv(1024).decode("utf-8", errors="replace")
            except OSError:
                return ""
