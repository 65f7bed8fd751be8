"""Mechanisms that were once written several times, and are to stay in one place."""

import re

import pytest

from tests.architecture.test_sizes import ROOT, python_files


@pytest.mark.parametrize(
    ("sign", "place"),
    [
        (r"^\s*(?:import|from) yaml\b", "msp_portal/reference/yaml_files.py"),
        (r"\bNFK?D\b", "msp_portal/reference/letters.py"),
    ],
    ids=["files that people correct are read", "accents are taken off"],
)
def test_in_one_place(sign: str, place: str) -> None:
    ours = [path for path in python_files() if "tests" not in path.relative_to(ROOT).parts]
    found = [
        path.relative_to(ROOT).as_posix()
        for path in ours
        if re.search(sign, path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert found == [place]
