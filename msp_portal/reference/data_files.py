"""Data files that people correct by hand: what is wrong is said in French, with its place.

Pure: reads a YAML file into rows that check their own values.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, cast

from msp_portal.reference.yaml_files import Block, DataFileError, read_yaml

__all__ = ["DataFileError", "DataRow", "check_unique", "read_file", "read_rows"]
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class DataRow:
    """One row of a file. ``name`` says which, in errors: « fiche PASSAGES »."""

    file: str
    name: str
    values: Mapping[str, Any]

    def wrong(self, key: str, problem: str) -> DataFileError:
        """The error to raise: file, row, line, key, what was expected."""
        line = f" (ligne {self._line(key)})" if isinstance(self.values, Block) else ""
        row = f", {self.name}" if self.name else ""
        return DataFileError(f"{self.file}{row}{line}, «\u00a0{key}\u00a0»\u00a0: {problem}")

    def only(self, keys: Collection[str]) -> None:
        """Refuse a key nobody reads: it is a misspelling."""
        for key in self.values:
            if key not in keys:
                raise self.wrong(str(key), "cette ligne n’est pas prévue ici.")

    def text(self, key: str, *, longest: int = 0) -> str:
        """A text that is there, of ``longest`` signs at most (0: no limit)."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "un texte est attendu.")
        text = value.strip()
        if longest and len(text) > longest:
            raise self.wrong(key, f"{len(text)} signes, {longest} au plus.")
        return text

    def code(self, key: str = "code", *, longest: int = 60) -> str:
        """Capitals without accents, digits and « _ »."""
        code = self.text(key, longest=longest)
        if not code.isascii() or code != code.upper() or not code.replace("_", "").isalnum():
            raise self.wrong(key, "des majuscules sans accent, des chiffres et « _ » seulement.")
        return code

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of at least one text."""
        values = self.values.get(key)
        if not isinstance(values, list) or not values:
            raise self.wrong(key, "une liste d’au moins une phrase est attendue.")
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.wrong(
                key, "chaque ligne est une phrase, entre guillemets droits s’il y a « : »."
            )
        return tuple(value.strip() for value in values)

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        """One of the codes."""
        return self._chosen(key, self.values.get(key), choices)

    def choices(self, key: str, choices: type[Choice]) -> tuple[Choice, ...]:
        """Some of the codes; an empty list must be written."""
        values = self.values.get(key)
        if not isinstance(values, list):
            raise self.wrong(key, "une liste est attendue, même vide : [].")
        return tuple(self._chosen(key, value, choices) for value in values)

    def among(self, key: str, known: Collection[str], problem: str) -> frozenset[str]:
        """Codes that all exist; ``problem`` holds « {} » for the one that does not."""
        values = self.values.get(key)
        if not isinstance(values, list):
            raise self.wrong(key, "une liste est attendue, même vide : [].")
        for value in values:
            if value not in known:
                raise self.wrong(key, problem.format(value))
        return frozenset(values)

    def _line(self, key: str) -> int:
        """Of this key, or of the row when the key is not there."""
        block = cast(Block, self.values)
        return block.lines.get(key, block.line)

    def _chosen(self, key: str, value: Any, choices: type[Choice]) -> Choice:
        try:
            return choices(value)
        except ValueError as error:
            allowed = ", ".join(choices)
            raise self.wrong(key, f"« {value} » n’est pas prévu. Choix : {allowed}.") from error


def read_file(path: Path) -> DataRow:
    """The whole file, as one row of values. Raises ``DataFileError``."""
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise DataFileError(f"{path.name} : le fichier est vide ou n’a pas la forme attendue.")
    return DataRow(path.name, "", content)


def read_rows(path: Path, key: str, called: str) -> list[DataRow]:
    """The rows of the list ``key``; ``called`` is the word for one of them (« fiche »)."""
    whole = read_file(path)
    rows = whole.values.get(key)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise whole.wrong(key, "une liste est attendue.")
    return [
        DataRow(path.name, f"{called} {row.get('code') or f'n° {rank}'}", row)
        for rank, row in enumerate(rows, start=1)
    ]


def check_unique(rows: Collection[DataRow]) -> None:
    """Raise ``DataFileError`` when two rows carry the same code, over all files."""
    seen: set[str] = set()
    for row in rows:
        code = str(row.values.get("code"))
        if code in seen:
            raise DataFileError(f"{row.file} : le code {code} sert deux fois, il doit être unique.")
        seen.add(code)
