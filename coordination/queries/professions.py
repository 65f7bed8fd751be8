"""Finding a profession in the words people use: « infirmière », « kiné », « médecin traitant »."""

from collections.abc import Iterable

from msp_portal.reference.letters import words_alone
from msp_portal.reference.models import Profession

# Everyday words for the codes of the list; feminine and short forms the list does not write.
EVERYDAY = {
    "medecin": "10",
    "medecin generaliste": "10",
    "medecin traitant": "10",
    "generaliste": "10",
    "docteur": "10",
    "pharmacienne": "21",
    "dentiste": "40",
    "chirurgienne dentiste": "40",
    "sage femme": "50",
    "maieuticien": "50",
    "infirmiere": "60",
    "ide": "60",
    "idel": "60",
    "infirmiere liberale": "60",
    "infirmier liberal": "60",
    "kine": "70",
    "kinesitherapeute": "70",
    "masseuse kinesitherapeute": "70",
    "podologue": "80",
    "pedicure": "80",
    "audioprothesiste": "26",
    "opticien": "28",
    "opticienne": "28",
    "orthophoniste": "91",
    "orthoptiste": "92",
    "ergo": "94",
    "ergotherapeute": "94",
    "dieteticienne": "95",
    "diet": "95",
    "psychomotricienne": "96",
    "ipa": "IPA",
    "infirmiere en pratique avancee": "IPA",
    "infirmier en pratique avancee": "IPA",
    "asalee": "ISP_ASALEE",
    "infirmiere asalee": "ISP_ASALEE",
    "infirmier asalee": "ISP_ASALEE",
    "assistante medicale": "ASSISTANT_MEDICAL",
    "assistant medical": "ASSISTANT_MEDICAL",
    "secretaire": "SECRETAIRE",
    "secretaire medicale": "SECRETAIRE",
    "accueil": "SECRETAIRE",
    "psychologue": "PSYCHOLOGUE",
    "psy": "PSYCHOLOGUE",
    "apa": "APA",
    "enseignante apa": "APA",
    "enseignant apa": "APA",
    "educatrice sportive": "APA",
    "mediatrice": "MEDIATEUR",
    "mediateur": "MEDIATEUR",
    "mediatrice en sante": "MEDIATEUR",
    "assistante sociale": "TRAVAILLEUR_SOCIAL",
    "assistant social": "TRAVAILLEUR_SOCIAL",
    "travailleuse sociale": "TRAVAILLEUR_SOCIAL",
    "travailleur social": "TRAVAILLEUR_SOCIAL",
    "coordinatrice": "COORDINATEUR",
    "coordinateur": "COORDINATEUR",
    "coordo": "COORDINATEUR",
    "interne": "INTERNE",
    "etudiante": "INTERNE",
    "etudiant": "INTERNE",
    "gerante": "GERANT",
    "gerant": "GERANT",
}


def find_profession(text: str, professions: Iterable[Profession]) -> Profession | None:
    """The profession meant by ``text``, or None: never a guess between two."""
    wanted = words_alone(text)
    if not wanted:
        return None
    known = {profession.code: profession for profession in professions}
    exact = [p for p in known.values() if wanted in {words_alone(p.label), words_alone(p.code)}]
    if len(exact) == 1:
        return exact[0]
    return known.get(EVERYDAY.get(wanted, ""))
