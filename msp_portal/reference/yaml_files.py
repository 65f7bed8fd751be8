"""Reading a YAML file that people correct by hand: each field knows its line, none is given twice.

PyYAML keeps the last of two fields of one name in silence: what the other said would be lost.
"""

from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

import yaml


class DataFileError(ValueError):
    """A file that cannot be read; the message is for the person who writes it."""


class Block(dict[Any, Any]):
    """The fields of one block of the file, with its own line and the line of each field."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[Any, int] = {}


class _Loader(yaml.SafeLoader):
    """Mappings become :class:`Block`; a field given twice is a fault."""


def _block(loader: _Loader, node: yaml.MappingNode) -> Iterator[Block]:
    block = Block(node.start_mark.line + 1)
    yield block
    for key_node, value_node in node.value:
        key: Hashable = loader.construct_object(key_node, deep=True)  # type: ignore[no-untyped-call]
        if key in block:
            mark = key_node.start_mark
            raise yaml.constructor.ConstructorError(
                None, None, f"« {key} » est donné deux fois", mark
            )
        block.lines[key] = key_node.start_mark.line + 1
        block[key] = loader.construct_object(value_node, deep=True)  # type: ignore[no-untyped-call]


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _block)


def read_yaml(path: Path) -> Any:
    """What the file holds. Raises :class:`DataFileError` in French, with the line that is wrong."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataFileError(f"{path.name}, ligne {line} : {_told(error)}") from error


def _told(error: yaml.MarkedYAMLError) -> str:
    if isinstance(error, yaml.constructor.ConstructorError) and "deux fois" in str(error.problem):
        return f"{error.problem}."
    return "cette ligne ne se lit pas. Un texte qui contient « : » se met entre guillemets droits."
