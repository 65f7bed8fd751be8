"""The private PostgreSQL and Redis, for real: addresses, locks, start and stop."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from tools import services
from tools.console import DevError
from tools.places import private_folder
from tools.postgres import Cluster, configuration, version_of
from tools.redis_server import arguments, broker_url
from tools.services import Services


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A short private folder (a socket path is at most 107 characters), erased afterwards."""
    name = f"self-{tmp_path_factory.getbasetemp().name}"
    own = Services(private_folder() / name, durable=False)
    yield own.folder
    if own.folder.exists():
        own.erase()


def test_the_broker_address_keeps_the_database_number() -> None:
    assert broker_url("unix:///run/r.sock?db=3") == "redis+socket:///run/r.sock?virtual_host=3"
    assert broker_url("unix:///run/r.sock") == "redis+socket:///run/r.sock?virtual_host=0"
    assert broker_url("unix:///run/r.sock?db=0", 1) == "redis+socket:///run/r.sock?virtual_host=1"
    assert broker_url("redis://host:6379/2", 1) == "redis://host:6379/2"


def test_only_a_private_redis_to_work_is_journalled() -> None:
    assert "yes" in arguments(Path("/x"), durable=True)
    assert "yes" not in arguments(Path("/x"), durable=False)


def test_only_tests_give_up_durability() -> None:
    assert "fsync" not in configuration(Path("/x"), durable=True)
    assert "fsync = 'off'" in configuration(Path("/x"), durable=False)
    assert "listen_addresses = ''" in configuration(Path("/x"), durable=True)
    assert "unix_socket_directories = '/l''eau'" in configuration(Path("/l'eau"), durable=True)


def test_the_version_is_read_from_the_folder() -> None:
    assert version_of(Path("/usr/lib/postgresql/15/bin")) == 15
    assert version_of(Path("/usr/bin")) == 0


def test_addresses_given_by_the_environment_win(place: Path) -> None:
    given = {"DATABASE_URL": "postgresql://db/x", "REDIS_URL": "redis://cache:6379/0"}
    own = Services(place, durable=False)
    with own.in_use(given) as addresses:
        assert not own.postgres.running()
        assert not own.redis.running()
    assert addresses == {**given, "CELERY_BROKER_URL": "redis://cache:6379/0"}


@pytest.mark.processes
def test_services_serve_then_stop_with_their_last_user(place: Path) -> None:
    own, neighbour = Services(place, durable=False), Services(place, durable=False)
    with own.in_use({}) as addresses:
        with neighbour.in_use({}) as same:
            assert same == addresses
        with psycopg.connect(addresses["DATABASE_URL"]) as connection:
            # Sorted the French way, without any locale of the system.
            words = connection.execute(
                "SELECT string_agg(w, ' ' ORDER BY w) FROM unnest('{zèbre,été,elle,Étape}'::text[]) w"
            ).fetchone()
            assert words == ("elle Étape été zèbre",)
            connection.execute("CREATE EXTENSION unaccent")
            connection.execute("CREATE EXTENSION pg_trgm")
            connection.execute("CREATE EXTENSION btree_gin")
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        with redis.Redis.from_url(addresses["REDIS_URL"].replace("db=0", "db=63")) as client:
            assert client.set("x", "1")
    assert not own.postgres.running()
    assert not own.redis.running()
    with own.in_use({}):  # a second start finds the same cluster
        assert own.postgres.running()


@pytest.mark.processes
def test_kept_services_survive_their_user_and_stop_when_asked(place: Path) -> None:
    own = Services(place, durable=False)
    given = {"DATABASE_URL": "postgresql://db/x"}
    with own.in_use(given):
        own.kept.touch()
    assert own.redis.running()
    own.stop()
    assert not own.redis.running()
    assert not own.kept.exists()


def test_services_in_use_are_not_erased(place: Path) -> None:
    given = {"DATABASE_URL": "postgresql://db/x", "REDIS_URL": "redis://cache:6379/0"}
    with (
        Services(place, durable=False).in_use(given),
        pytest.raises(DevError, match="tourne encore"),
    ):
        Services(place, durable=False).erase()
    assert place.exists()


def test_two_test_runs_side_by_side_do_not_share_services(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"DATABASE_URL": "postgresql://db/x", "REDIS_URL": "redis://cache:6379/0"}
    started: list[Path] = []
    monkeypatch.setattr(Services, "start", lambda self, _: started.append(self.folder))
    with services.to_test(place, given), services.to_test(place, given):
        pass
    assert [folder.name for folder in started] == ["test-1", "test-2"]


def test_a_cluster_of_a_version_that_is_gone_says_so(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "PG_VERSION").write_text("3\n")
    with pytest.raises(DevError, match="PostgreSQL 3, qui n'est plus installé"):
        Cluster(tmp_path, durable=True).start()
