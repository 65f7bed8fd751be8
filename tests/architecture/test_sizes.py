"""Small files, small functions: what keeps the house readable."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES_IN_A_FILE = 400
MOST_LINES_IN_A_FUNCTION = 50


def python_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "*.py", "dev"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    return [ROOT / name for name in listed if "/migrations/" not in name and (ROOT / name).exists()]


def functions_of(path: Path) -> list[tuple[str, int]]:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError:
        return []  # the sh shim « dev »
    return [
        (node.name, (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_there_are_files_to_check() -> None:
    assert len(python_files()) > 50


@pytest.mark.parametrize("limit", [MOST_LINES_IN_A_FILE])
def test_no_file_is_too_long(limit: int) -> None:
    long_files = {
        str(path.relative_to(ROOT)): lines
        for path in python_files()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > limit
    }
    assert long_files == {}


def test_no_function_is_too_long() -> None:
    long_functions = {
        f"{path.relative_to(ROOT)}::{name}": length
        for path in python_files()
        for name, length in functions_of(path)
        if length > MOST_LINES_IN_A_FUNCTION
    }
    assert long_functions == {}
