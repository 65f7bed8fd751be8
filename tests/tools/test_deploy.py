"""Production: what was backed up comes back, and the compose file holds together."""

import http.server
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import yaml

from tools import postgres
from tools.deploy.healthy import healthy, public_name
from tools.places import ROOT, private_folder
from tools.services import Services

DEPLOY = ROOT / "tools" / "deploy"


@pytest.fixture
def environ(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A private PostgreSQL with one database, and folders for the files and the backups."""
    own = Services(private_folder() / f"self-{tmp_path.parent.name[-8:]}", durable=False)
    media = tmp_path / "media"
    media.mkdir()
    (media / "affiche.txt").write_text("première")
    programs = postgres.newest_server()
    with own.in_use({"REDIS_URL": "redis://unused"}):
        yield {
            "PATH": f"{programs}:{os.environ['PATH']}",
            "PGHOST": str(own.postgres.folder),
            "PGUSER": postgres.USER,
            "PGDATABASE": own.postgres.database,
            "MEDIA_ROOT": str(media),
            "BACKUP_DIR": str(tmp_path / "backups"),
        }
    own.erase()


def _run(script: str, environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["sh", str(DEPLOY / script), *arguments]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


def _query(environ: dict[str, str], sql: str) -> list[tuple[object, ...]]:
    address = postgres.address(Path(environ["PGHOST"]), environ["PGDATABASE"])
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else []


@pytest.mark.processes
def test_what_was_backed_up_comes_back(environ: dict[str, str]) -> None:
    _query(environ, "CREATE TABLE note (id int PRIMARY KEY, text text CHECK (text <> ''))")
    _query(environ, "INSERT INTO note VALUES (1, 'été')")
    done = _run("backup.sh", environ)
    assert done.returncode == 0, done.stderr
    (backup,) = Path(environ["BACKUP_DIR"]).iterdir()

    _query(environ, "DROP TABLE note")
    (Path(environ["MEDIA_ROOT"]) / "affiche.txt").unlink()
    (Path(environ["MEDIA_ROOT"]) / "plus-tard.txt").write_text("après la sauvegarde")
    done = _run("restore.sh", environ, str(backup))
    assert done.returncode == 0, done.stderr

    assert _query(environ, "SELECT id, text FROM note") == [(1, "été")]
    with pytest.raises(psycopg.errors.CheckViolation):
        _query(environ, "INSERT INTO note VALUES (2, '')")
    # Sorting stays French in the database that was made again.
    assert _query(environ, "SELECT 'été' < 'zoo', 'elle' < 'Étape'") == [(True, True)]
    assert [path.name for path in Path(environ["MEDIA_ROOT"]).iterdir()] == ["affiche.txt"]


@pytest.mark.processes
def test_a_damaged_backup_is_refused_and_touches_nothing(environ: dict[str, str]) -> None:
    _query(environ, "CREATE TABLE note (id int)")
    assert _run("backup.sh", environ).returncode == 0
    (backup,) = Path(environ["BACKUP_DIR"]).iterdir()
    with (backup / "database.dump").open("ab") as dump:
        dump.write(b"x")
    assert _run("restore.sh", environ, str(backup)).returncode != 0
    assert _query(environ, "SELECT count(*) FROM note") == [(0,)]


@pytest.mark.processes
def test_old_backups_leave_except_the_first_of_each_month(environ: dict[str, str]) -> None:
    folder = Path(environ["BACKUP_DIR"])
    for day in ("2026-01-01", "2026-01-02", "2026-01-03", "2026-02-01", "2026-02-02"):
        (folder / f"{day}T023000").mkdir(parents=True)
    (folder / "notes").mkdir()
    assert _run("backup.sh", {**environ, "KEEP_DAYS": "1"}).returncode == 0
    kept = sorted(path.name[:10] for path in folder.iterdir() if path.name < "2026-06")
    assert kept == ["2026-01-01", "2026-02-01", "2026-02-02"]
    assert (folder / "notes").exists()


def test_a_backup_that_fails_leaves_no_half_backup(tmp_path: Path) -> None:
    environ = {
        "PATH": f"{postgres.newest_server()}:{os.environ['PATH']}",
        "PGHOST": str(tmp_path),
        "PGDATABASE": "nowhere",
        "BACKUP_DIR": str(tmp_path / "backups"),
    }
    assert _run("backup.sh", environ).returncode != 0
    assert list((tmp_path / "backups").iterdir()) == []


def test_health_asks_for_a_name_that_django_accepts() -> None:
    assert public_name(".example.org, portail.example.org") == "portail.example.org"
    assert public_name("*") == "localhost"


@pytest.mark.parametrize(
    ("status", "verdict"), [(200, True), (302, True), (400, False), (503, False)]
)
def test_health_follows_what_the_portal_answers(status: int, verdict: bool) -> None:
    asked: list[str | None] = []

    class Portal(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.extend([self.headers["Host"], self.headers["X-Forwarded-Proto"]])
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Portal) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        assert healthy("127.0.0.1", server.server_port, name="portail.example.org") is verdict
        thread.join()
    assert asked == ["portail.example.org", "https"]


def test_the_compose_file_holds_together() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    services = compose["services"]
    assert {"web", "worker", "beat", "postgres", "redis", "backup"} <= set(services)
    for name, service in services.items():
        assert set(service.get("depends_on", {})) <= set(services), name
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in compose["volumes"] or (ROOT / source).exists(), f"{name}: {source}"
        assert name == "migrate" or service.get("restart") == "unless-stopped", name
    published = [port for service in services.values() for port in service.get("ports", [])]
    assert published == ["127.0.0.1:${PORT:-8000}:8000"]  # neither the database nor Redis


def test_every_script_is_valid_shell() -> None:
    scripts = [ROOT / "dev", ROOT / ".ci" / "run", *DEPLOY.glob("*.sh")]
    for script in scripts:
        checked = subprocess.run(["sh", "-n", str(script)], capture_output=True, check=False)
        assert checked.returncode == 0, script.name
        assert os.access(script, os.X_OK), script.name
