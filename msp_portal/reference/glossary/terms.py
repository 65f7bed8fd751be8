"""The terms of the glossary: read from their files, found by what someone types."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from msp_portal.reference.data_files import DataRow, check_unique, read_rows
from msp_portal.reference.letters import spelled

DIRECTORY = Path(__file__).resolve().parent
KEYS = frozenset({"code", "terme", "formes", "clair", "voir"})
LONGEST_PLAIN = 260  # shown under a word, on a phone


@dataclass(frozen=True, slots=True)
class Term:
    """One word. ``forms``: how it is written in our texts; none for a word left unmarked there.

    ``plain`` explains it in one or two sentences; ``related`` are codes of words nearby.
    """

    code: str
    name: str
    forms: tuple[str, ...]
    plain: str
    related: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page of the glossary."""
        return self.code.lower().replace("_", "-")

    @property
    def letter(self) -> str:
        """Under which letter it is filed, without accent."""
        return spelled(self.name)[0].upper()


def read_terms(directory: Path = DIRECTORY) -> tuple[Term, ...]:
    """Every term, in alphabetical order. Raises ``DataFileError`` in French."""
    rows = [
        row
        for path in sorted(directory.glob("*.yml"))
        for row in read_rows(path, "termes", "terme")
    ]
    check_unique(rows)
    codes = frozenset(str(row.values.get("code")) for row in rows)
    terms = [_term(row, codes) for row in rows]
    _check_forms(rows, terms)
    return tuple(sorted(terms, key=lambda term: spelled(term.name)))


@lru_cache(maxsize=1)
def all_terms() -> tuple[Term, ...]:
    """The terms in use."""
    return read_terms()


@lru_cache(maxsize=1)
def _by_code() -> Mapping[str, Term]:
    return MappingProxyType({term.code: term for term in all_terms()})


def term_of_code(code: str) -> Term | None:
    """The term of this code."""
    return _by_code().get(code)


def found_terms(words: str) -> list[Term]:
    """The terms in which every word typed is found; those whose name begins so come first."""
    asked = spelled(words).split()
    found = [term for term in all_terms() if all(word in _searched(term.code) for word in asked)]
    if not asked:
        return found
    return sorted(found, key=lambda term: not spelled(term.name).startswith(asked[0]))


def terms_by_letter(terms: Iterable[Term]) -> dict[str, list[Term]]:
    """The same terms under their letter, in the order given."""
    letters: dict[str, list[Term]] = {}
    for term in terms:
        letters.setdefault(term.letter, []).append(term)
    return dict(sorted(letters.items()))


@lru_cache(maxsize=256)
def _searched(code: str) -> str:
    term = _by_code()[code]
    return spelled(" ".join([term.name, *term.forms, term.plain]))


def _term(row: DataRow, codes: frozenset[str]) -> Term:
    row.only(KEYS)
    forms = row.values.get("formes")
    if not isinstance(forms, list) or not all(isinstance(form, str) and form for form in forms):
        raise row.wrong("formes", "une liste est attendue, même vide : [].")
    row.among("voir", codes, "le terme « {} » n’est pas dans le lexique.")
    return Term(
        code=row.code(),
        name=row.text("terme", longest=90),
        forms=tuple(forms),
        plain=row.text("clair", longest=LONGEST_PLAIN),
        related=tuple(row.values["voir"]),
    )


def _check_forms(rows: Iterable[DataRow], terms: Iterable[Term]) -> None:
    """One writing belongs to one term, or a text could not tell which it means."""
    owner: dict[str, str] = {}
    for row, term in zip(rows, terms, strict=True):
        for form in term.forms:
            if owner.setdefault(form.lower(), term.code) != term.code:
                raise row.wrong(
                    "formes", f"« {form} » est déjà une forme de {owner[form.lower()]}."
                )
