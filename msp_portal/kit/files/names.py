"""File names: what is kept of them, and those that must not be received at all."""

import re
import unicodedata

from msp_portal.reference.letters import spelled

LONGEST_NAME = 150
_FORBIDDEN_SIGNS = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
# Lists of named people of the public: only a number and an attestation are kept.
_NAMED_PEOPLE = re.compile(
    r"\bemargements?\b|\bfeuilles?( de| des)? presences?\b|\b(listes?|listings?|fichiers?|noms?)"
    r"( nominatifs?| nominatives?)?( de| des)?( la)? (patients?|patientes?|patientele|beneficiaires?)\b"
)


def clean_name(raw: str) -> str:
    """The name people will read again: no path, no sign that deceives, at most 150 characters.

    Bidirectional marks go: they make « liste\u202efdp.exe » read as a PDF.
    """
    base = unicodedata.normalize("NFC", raw).replace("\\", "/").rpartition("/")[2]
    name = " ".join(_FORBIDDEN_SIGNS.sub("", base).split()).strip(". ")
    if len(name) > LONGEST_NAME:
        stem, dot, extension = name.rpartition(".")
        if not dot or len(extension) > 10:
            return name[:LONGEST_NAME]
        name = f"{stem[: LONGEST_NAME - len(extension) - 1].rstrip()}.{extension}"
    return name or "fichier"


def extension_of(name: str) -> str:
    """The extension in lower case, without its dot; empty when there is none."""
    _, dot, extension = name.rpartition(".")
    return extension.lower() if dot else ""


def lists_named_people(name: str) -> bool:
    """Whether the name announces names of people of the public (« feuille d'émargement »)."""
    words = re.sub(r"[^a-z]+", " ", spelled(name)).replace(" d ", " ")
    return bool(_NAMED_PEOPLE.search(words))
