"""Two persons or two checkouts never share their private services."""

from pathlib import Path

import pytest

from tools import places
from tools.console import DevError


def test_each_person_and_each_checkout_has_its_own_key() -> None:
    keys = {
        places.key_of(Path(root), uid) for root in ("/a/portail", "/b/portail") for uid in (1, 2)
    }
    assert len(keys) == 4


def test_a_key_is_a_plain_file_name() -> None:
    assert places.key_of(Path("/home/léa/Mon Portail (copie)"), 1000).startswith(
        "mon-portail-copie-"
    )


def test_root_never_uses_a_home_that_postgres_cannot_enter() -> None:
    found = places.candidates(Path("/root/portail"), 0, {"HOME": "/root"})
    assert [folder.parent for folder in found] == [Path("/var/tmp")]  # noqa: S108


def test_anybody_else_uses_their_own_data_folder_first() -> None:
    environ = {"HOME": "/home/lea"}
    found = places.candidates(Path("/srv/portail"), 1000, environ)
    assert found[0].is_relative_to("/home/lea/.local/share/msp-portal")
    environ["XDG_DATA_HOME"] = "/data/lea"
    assert places.candidates(Path("/srv/portail"), 1000, environ)[0].is_relative_to("/data/lea")


def test_a_home_too_long_for_a_socket_is_passed_over() -> None:
    environ = {"HOME": "/home/" + "tres-long-" * 8}
    first, second = places.candidates(Path("/srv/portail"), 1000, environ)
    assert not places.fits(first)
    assert places.fits(second)


def test_a_folder_open_to_others_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "prepared"
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(DevError, match="n'appartient pas qu'à vous"):
        places.make_private(folder, 0o700)


def test_a_link_prepared_by_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DevError):
        places.make_private(tmp_path / "link", 0o700)


def test_a_folder_of_ours_is_made_private(tmp_path: Path) -> None:
    places.make_private(tmp_path / "a" / "b", 0o700)
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
