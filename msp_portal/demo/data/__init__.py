"""The facts of the demo, as YAML files, and what reads them."""

from functools import cache
from pathlib import Path
from typing import Any

from msp_portal.kit.french import typo
from msp_portal.reference.yaml_files import read_yaml

FOLDER = Path(__file__).parent


def _typeset(value: Any) -> Any:
    """French typography for every text; keys and dates stay as they are."""
    if isinstance(value, str):
        return typo(value)
    if isinstance(value, list):
        return [_typeset(item) for item in value]
    if isinstance(value, dict):
        return {key: _typeset(item) for key, item in value.items()}
    return value


@cache
def read(name: str) -> Any:
    """The content of ``data/<name>.yml``. Shared between readers: not to be changed."""
    return _typeset(read_yaml(FOLDER / f"{name}.yml"))


def projects() -> list[dict[str, Any]]:
    """The projects of the demo, in the order of their file names."""
    return [read(f"projects/{path.stem}") for path in sorted((FOLDER / "projects").glob("*.yml"))]
