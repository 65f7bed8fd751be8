"""Reading one file of a starter, remembering its lines, so that a fault is said where it is.

Every fault of a file is told at once, in plain French: « vaccination.yml, ligne 42, tâches, affiche :
« before » doit être un nombre entier entre -365 et 365. »
"""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from msp_portal.reference.yaml_files import Block, DataFileError, read_yaml


class StarterProblems(ValueError):  # noqa: N818  (several faults, told together)
    """What is wrong in the files, one sentence a fault."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_blocks(file: Path) -> Block:
    """The file as blocks. Raises :class:`StarterProblems` when it is not readable YAML."""
    try:
        content = read_yaml(file)
    except DataFileError as error:
        raise StarterProblems([str(error)]) from error
    if not isinstance(content, Block):
        raise StarterProblems([f"{file.name}, ligne 1 : on attend une liste de champs."])
    return content


class Part:
    """One block being read: each reader returns a value and notes a fault rather than stopping."""

    def __init__(self, file: str, block: Block, where: str, problems: list[str]) -> None:
        self.file, self.block, self.where, self.problems = file, block, where, problems
        self.read: set[str] = set()

    def fault(self, key: str, words: str) -> None:
        """Note a fault at the line of ``key``."""
        line = self.block.lines.get(key, self.block.line)
        place = f"{self.file}, ligne {line}"
        self.problems.append(
            f"{place}, {self.where} : {words}" if self.where else f"{place} : {words}"
        )

    def text(self, key: str, *, needed: bool = True, longest: int = 2_000) -> str:
        """Words, spaces tidied; line breaks of a long text are kept."""
        value = self._get(key)
        if value is None:
            if needed:
                self.fault(key, f"il manque « {key} ».")
            return ""
        if not isinstance(value, str):
            self.fault(key, f"« {key} » doit être un texte (mettez-le entre guillemets).")
            return ""
        words = "\n".join(" ".join(line.split()) for line in value.strip().splitlines())
        if not words and needed:
            self.fault(key, f"« {key} » est vide.")
        if len(words) > longest:
            self.fault(key, f"« {key} » dépasse {longest} signes ({len(words)}).")
        return words

    def whole(self, key: str, low: int, high: int, *, default: int | None = None) -> int:
        """A whole number within bounds."""
        value = self._get(key)
        if value is None and default is not None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.fault(key, f"« {key} » doit être un nombre entier entre {low} et {high}.")
            return low
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """« true » or « false »."""
        value = self._get(key)
        if value is not None and not isinstance(value, bool):
            self.fault(key, f"« {key} » s’écrit true ou false.")
        return value if isinstance(value, bool) else default

    def code(self, key: str, known: Collection[str], list_name: str, *, needed: bool = True) -> str:
        """A code of a shared list."""
        value = self._get(key)
        if value is None:
            if needed:
                self.fault(key, f"il manque « {key} ».")
            return ""
        if str(value) not in known:
            self.fault(key, f"« {value} » n’est pas un code de la liste « {list_name} ».")
        return str(value)

    def codes(self, key: str, known: Collection[str], list_name: str) -> tuple[str, ...]:
        """Several codes of a shared list; none is allowed."""
        values = self._list(key, needed=False)
        for value in values:
            if str(value) not in known:
                self.fault(key, f"« {value} » n’est pas un code de la liste « {list_name} ».")
        return tuple(str(value) for value in values)

    def texts(self, key: str) -> tuple[str, ...]:
        """Several sentences; at least one."""
        values = self._list(key)
        for value in values:
            if not isinstance(value, str):
                self.fault(key, f"« {key} » : chaque ligne doit être un texte entre guillemets.")
        return tuple(" ".join(str(value).split()) for value in values)

    def part(self, key: str) -> "Part":
        """The block under ``key``."""
        value = self._get(key)
        if not isinstance(value, Block):
            self.fault(key, f"il manque « {key} ».")
            value = Block(self.block.line)
        return Part(self.file, value, self._under(key), self.problems)

    def parts(self, key: str, *, needed: bool = True) -> list["Part"]:
        """The blocks listed under ``key``."""
        found = []
        for rank, value in enumerate(self._list(key, needed=needed), start=1):
            if isinstance(value, Block):
                name = str(value.get("key") or value.get("account") or f"no {rank}")
                found.append(Part(self.file, value, f"{self._under(key)}, {name}", self.problems))
            else:
                self.fault(key, f"« {key} », no {rank} : on attend des champs.")
        return found

    def done(self) -> None:
        """Say which fields nobody reads: a misspelt key would be lost in silence."""
        for key in self.block.keys() - self.read:
            self.fault(key, f"champ inconnu « {key} ».")

    def _get(self, key: str) -> Any:
        self.read.add(key)
        return self.block.get(key)

    def _list(self, key: str, *, needed: bool = True) -> list[Any]:
        value = self._get(key)
        if value is None and not needed:
            return []
        if not isinstance(value, list) or (needed and not value):
            self.fault(
                key,
                f"« {key} » doit être une liste" + (", d’une ligne au moins." if needed else "."),
            )
            return []
        return value

    def _under(self, key: str) -> str:
        return f"{self.where}, {key}" if self.where else key
