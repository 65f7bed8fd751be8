"""« manage.py check » reads the files of the project models."""

from pathlib import Path

import pytest
from django.core import checks

from projects.registrations.starters import starters_are_whole
from projects.starters import loading


def test_the_check_is_run_with_the_others() -> None:
    assert starters_are_whole in checks.registry.registry.get_checks()


def test_whole_files_say_nothing() -> None:
    assert starters_are_whole() == []


def test_a_fault_is_told_with_its_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = (loading.DATA / "tabac.yml").read_text(encoding="utf-8")
    broken = words.replace("main_theme: TABAC", "main_theme: TABACS")
    (tmp_path / "tabac.yml").write_text(broken, encoding="utf-8")
    monkeypatch.setattr(loading, "DATA", tmp_path)
    loading.all_starters.cache_clear()
    try:
        (fault,) = starters_are_whole()
    finally:
        loading.all_starters.cache_clear()
    assert str(fault.msg).startswith("tabac.yml, ligne 8")
    assert fault.id == "projects.E001"
