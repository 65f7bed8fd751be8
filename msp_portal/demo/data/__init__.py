"""The facts of the demo, as YAML files, and what reads them."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from msp_portal.kit.french import typo

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
    return _typeset(yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8")))


def projects() -> list[dict[str, Any]]:
    """The projects of the demo, in the order of their file names."""
    return [read(f"projects/{path.stem}") for path in sorted((FOLDER / "projects").glob("*.yml"))]
