"""Finds what could name a patient in free text, before it is kept.

No patient data, ever: the portal holds counts, never people. This reads a text and points at
numbers, dates and names that look like somebody's identity. It is a help, not a proof: it misses
some and doubts too much about others, hence three strengths (see ``Strength``).

The text found is never stored, logged nor put in an exception: a ``Finding`` holds its place in the
text and a masked excerpt. Sources: list of traits in the data-protection note (NIR 13 or 15 digits,
e-mail, phone, « M./Mme + nom », date of birth); shape and key of the NIR: Insee.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from msp_portal.kit.sensitive_words import (
    FIRST_NAMES,
    NOT_NAMES,
    PLACES,
    ROLES,
    SHARED_MAILBOXES,
    THINGS,
)

NBSP = "\u00a0"


class Strength(StrEnum):
    """What a form does with a finding."""

    NEVER = "never"  # refused, whatever the person says
    STRONG = "strong"  # must be rewritten
    MILD = "mild"  # the person may say it is no patient


class Kind(StrEnum):
    """What was recognised."""

    NIR = "nir"
    INS = "ins"
    PATIENT_NAME = "patient_name"
    PATIENT_NUMBER = "patient_number"
    BIRTH_DATE = "birth_date"
    BIRTH_YEAR = "birth_year"
    NIR_LIKE = "nir_like"
    PERSON_NAME = "person_name"
    PERSON_AGE = "person_age"
    EMAIL = "email"
    PHONE = "phone"


_STRENGTHS = {
    Kind.NIR: Strength.NEVER,
    Kind.INS: Strength.NEVER,
    Kind.PATIENT_NAME: Strength.STRONG,
    Kind.PATIENT_NUMBER: Strength.STRONG,
    Kind.BIRTH_DATE: Strength.STRONG,
}
_RANK = {Strength.NEVER: 0, Strength.STRONG: 1, Strength.MILD: 2}

_ADVICE = {
    Kind.NIR: "un numéro de sécurité sociale. Retirez-le.",
    Kind.INS: "une identité nationale de santé. Retirez-la.",
    Kind.PATIENT_NAME: "le nom d’un patient. Écrivez «\u00a0un patient\u00a0» ou «\u00a0une patiente\u00a0».",
    Kind.PATIENT_NUMBER: "un numéro de dossier de patient. Retirez-le.",
    Kind.BIRTH_DATE: "une date de naissance. Écrivez une tranche d’âge. Pour une structure, dites «\u00a0créée le\u00a0».",
    Kind.BIRTH_YEAR: "une année de naissance. Écrivez plutôt une tranche d’âge.",
    Kind.NIR_LIKE: "un numéro proche d’un numéro de sécurité sociale. Vérifiez-le.",
    Kind.PERSON_NAME: "le nom d’une personne. Vérifiez que ce n’est pas un patient.",
    Kind.PERSON_AGE: "une personne et son âge. Vérifiez que le prénom a été changé.",
    Kind.EMAIL: "une adresse électronique. Vérifiez que ce n’est pas celle d’un patient.",
    Kind.PHONE: "un numéro de téléphone. Vérifiez que ce n’est pas celui d’un patient.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that may name a patient, at ``text[start:end]``; the text itself is not kept."""

    kind: Kind
    start: int
    end: int
    excerpt_masked: str
    advice: str

    @property
    def strength(self) -> Strength:
        """What a form does with it."""
        return _STRENGTHS.get(self.kind, Strength.MILD)


def find_identities(text: str) -> list[Finding]:
    """What could name a patient, in the order of the text, without overlaps.

    Where two traits cover the same words, the stronger one is kept.
    """
    found = [finding for detect in _DETECTORS for finding in detect(text)]
    found.sort(key=lambda f: (_RANK[f.strength], f.start - f.end, f.start))
    kept: list[Finding] = []
    covered = bytearray(len(text))
    for finding in found:
        if not any(covered[finding.start : finding.end]):
            covered[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
            kept.append(finding)
    return sorted(kept, key=lambda f: f.start)


# ---- Masking --------------------------------------------------------------------------------


def _masked(secret: str) -> str:
    """The shape of the text, not its content: first letter of each word, first digit of all."""
    result, digits_seen, previous = [], 0, " "
    for character in secret[:40]:
        hide = character.isalnum()
        if character.isdigit():
            digits_seen += 1
            hide = digits_seen > 1
        elif hide:
            hide = previous.isalnum()
        result.append("•" if hide else character)
        previous = character
    return "".join(result)


def _finding(kind: Kind, match: re.Match[str], end: int | None = None) -> Finding:
    """Masks the group « secret »; the words around it (« née le ») stay readable."""
    stop = match.end() if end is None else end
    start = match.start("secret") if "secret" in match.re.groupindex else match.start()
    text = match.string
    excerpt = text[match.start() : start] + _masked(text[start:stop])
    return Finding(kind, match.start(), stop, " ".join(excerpt.split()), _ADVICE[kind])


# ---- Numbers --------------------------------------------------------------------------------

_SEP = r"[ \u00a0\u202f./_-]{0,2}"
# Sex, year, month (20 to 42 and 50 up: months Insee could not know), department, commune, order, key.
_NIR = re.compile(
    rf"(?<![\dA-Za-z])[12]{_SEP}\d\d{_SEP}(?:0[1-9]|1[0-2]|[2-9]\d){_SEP}"
    rf"(?:\d\d|2[AaBb]){_SEP}\d{{3}}{_SEP}\d{{3}}(?P<key>{_SEP}\d\d)?(?!\d)"
)
# The same fifteen digits cut anywhere: only the key tells them from another number.
_ANY_15 = re.compile(
    r"(?<![\dA-Za-z])[12](?:[ \u00a0\u202f.-]?[\dABab]){14}(?![ \u00a0\u202f.-]?\d)"
)
_NIR_DIGITS = re.compile(r"[12]\d\d(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d\d|2[AB])\d{8}")
_INS = re.compile(
    r"\b(?:INS|(?i:identité nationale de santé))\b[^\d\n]{0,20}"
    r"(?P<secret>\d(?:[ \u00a0.]?[\dABab]){12,14})"
    r"|(?<![\d.])1\.2\.250\.1\.213\.1\.4\.\d{1,2}(?![\d.]*\d)"
)
_PATIENT_NUMBER = re.compile(
    r"\b(?:IPP|(?i:(?:dossier|identifiant|numéro) (?:du |de la )?patiente?))\b"
    r"\s*(?:n[°o]|numéro)?\s*[:=]?\s*(?P<secret>\d{4,})"
)
_PHONE = re.compile(
    r"(?<![\d+])(?<!\d[ .-])(?:(?:\+|00)(?:33|262|590|594|596)[ \u00a0.-]?(?:\(0\))?|0)"
    r"[1-79](?:[ \u00a0.-]?\d\d){4}(?![ .-]?\d)"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[A-Za-z]{2,15}\b")


def nir_key_is_valid(digits: str) -> bool:
    """Is the key (two last of fifteen characters) that of the number? 2A counts 19, 2B 18."""
    body = digits[:13].upper()
    if body[5:7] in {"2A", "2B"}:
        body = body[:5] + {"2A": "19", "2B": "18"}[body[5:7]] + body[7:]
    return body.isdigit() and digits[13:].isdigit() and 97 - int(body) % 97 == int(digits[13:])


def _nirs(text: str) -> Iterator[Finding]:
    for match in _NIR.finditer(text):
        key = match.group("key")
        digits = re.sub(r"[^\dAaBb]", "", match.group())
        if key is None or nir_key_is_valid(digits):
            yield _finding(Kind.NIR, match)
        elif key[0].isdigit():  # fifteen in a row with a wrong key: a slip, or another number
            yield _finding(Kind.NIR_LIKE, match)
        else:  # the two last digits stand apart: they may belong to what follows
            yield _finding(Kind.NIR, match, match.start("key"))
    for match in _ANY_15.finditer(text):
        digits = re.sub(r"[^\dAaBb]", "", match.group()).upper()
        if _NIR_DIGITS.fullmatch(digits) and nir_key_is_valid(digits):
            yield _finding(Kind.NIR, match)


def _numbers(text: str) -> Iterator[Finding]:
    for match in _INS.finditer(text):
        yield _finding(Kind.INS, match) if match["secret"] else _whole(Kind.INS, match)
    for match in _PATIENT_NUMBER.finditer(text):
        yield _finding(Kind.PATIENT_NUMBER, match)
    for match in _PHONE.finditer(text):
        yield _finding(Kind.PHONE, match)
    for match in _EMAIL.finditer(text):
        local = match.group().partition("@")[0].lower()
        if not SHARED_MAILBOXES & set(re.split(r"[\d._+-]+", local)):
            yield _finding(Kind.EMAIL, match)


def _whole(kind: Kind, match: re.Match[str]) -> Finding:
    return Finding(kind, match.start(), match.end(), _masked(match.group()), _ADVICE[kind])


# ---- Birth ----------------------------------------------------------------------------------

_MONTH = (
    r"(?:janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre"
    r"|novembre|décembre|decembre|janv|févr|avr|juil|sept|oct|nov|déc)\.?"
)
_DATE = rf"\d{{1,2}}(?:er)?[\s./-]{{1,3}}(?:\d{{1,2}}|{_MONTH})[\s./-]{{1,3}}(?:(?:18|19|20)\d\d|\d\d)(?!\d)"
_BORN = r"(?<!\w)n(?:é|e)(?:e|\(e\)|·e|\.e|-e)?"
_PLACE = r"(?:\s+à\s+[\w'’-]{2,30}(?:\s[\w'’-]{2,30}){0,2}?)?"
_BIRTH_DATE = re.compile(
    rf"(?:{_BORN}{_PLACE},?\s+le\s+(?:(?:lun|mar|mercre|jeu|vendre|same)di\s+|dimanche\s+)?"
    rf"|\b(?:date\s+de\s+naissance|ddn|naissance)\b\s*(?:est|:|=|du|le|\s)*)(?P<secret>{_DATE})",
    re.IGNORECASE,
)
_BIRTH_YEAR = re.compile(rf"{_BORN}{_PLACE}\s+en\s+(?P<secret>(?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_THING_BEFORE = re.compile(
    rf"(?P<before>\b\w+\s+)?\b(?:cette|cet|ce|notre|votre|une?|la|le|l['’])\s*(?:{THINGS})\b"
    r"[^.;!?\n]{0,50}$",
    re.IGNORECASE,
)
_PREPOSITIONS = {"par", "avec", "dans", "pour", "chez", "à", "de", "sur", "via", "sans"}
_PERSON_WORDS = re.compile(
    r"\b(?:patiente?|femme|homme|dame|monsieur|madame|mme|mlle|personne|fille|fils|enfant|elle)\b",
    re.IGNORECASE,
)


def _births(text: str) -> Iterator[Finding]:
    for kind, pattern in ((Kind.BIRTH_DATE, _BIRTH_DATE), (Kind.BIRTH_YEAR, _BIRTH_YEAR)):
        for match in pattern.finditer(text):
            if not _is_about_a_thing(text[max(0, match.start() - 80) : match.start()]):
                yield _finding(kind, match)


def _is_about_a_thing(before: str) -> bool:
    """« L'association, née le 3 mars 2012 » speaks of no person; « suivie par l'équipe, née… » does."""
    match = _THING_BEFORE.search(before)
    if match is None or _PERSON_WORDS.search(before):
        return False
    return (match["before"] or "").strip().lower() not in _PREPOSITIONS


# ---- Names ----------------------------------------------------------------------------------

_CAPITALISED = r"[A-ZÀ-ÖØ-ÞŒ][\w'’-]*\.?"
_NAME = (
    rf"(?:(?:de|du|des|von|van|ben|el)\s+|d['’])?{_CAPITALISED}(?:[ \u00a0]{_CAPITALISED}){{0,2}}"
)
_TITLE = (
    r"(?:(?:MM?|Mr|MR)\.|Mr|MR|(?<!\d )(?<!\d\u00a0)M(?=\s+[A-ZÀ-Þ][a-zà-ÿ]{2})"
    r"|(?i:mmes?|mlles?|monsieur|madame|mademoiselle)\.?)"
)
_TITLED = re.compile(rf"(?<![\w-]){_TITLE}\s+(?P<secret>{_NAME})")
# Typed in haste on a phone: « mme le gall », « mme dupont ». Only after the short form.
_TITLED_LOWER = re.compile(
    r"(?<![\w-])(?i:mme|mlle)\s+(?P<secret>(?:le\s+)?(?P<word>[a-zà-ÿœ][a-zà-ÿœ'’-]{2,}))"
)
_PATIENT = re.compile(
    r"(?<![\w-])(?P<who>(?i:patiente?|malade|résidente?|bénéficiaire|usag(?:er|ère)|participante?"
    r"|assurée?))(?P<sep>\s*[:,(]\s*|\s+(?:(?:pré)?nommée?|appelée?)\s+|\s+)"
    rf"(?P<title>{_TITLE}\s+)?(?P<secret>{_NAME})"
)
_NAME_AGE = re.compile(
    rf"(?<![\w'’-])(?P<secret>(?P<first>{_CAPITALISED})(?P<last>(?:[ \u00a0]{_CAPITALISED}){{0,2}}))"
    r"\s*[,(]\s*(?:âgée? de\s+)?\d{1,3}\s+(?:ans|mois)\b"
)
_ROLE_AFTER = re.compile(
    rf"\s*[,(:–-]\s*(?:(?:le|la|notre|votre|une?)\s+|l['’])?(?:{ROLES})", re.IGNORECASE
)
_ROLE_BEFORE = re.compile(
    rf"\b(?:{ROLES})(?:\s+|\s*[,:(]\s*|\s+(?:de|du|des|au|à|en|adjointe?|général)\b[^.;!?,:(\n]{{0,60}}"
    r"[,:(]\s*|\s+d['’][^.;!?,:(\n]{0,60}[,:(]\s*)$",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(rf"\b(?:{PLACES})s?\s+(?:(?:de|du|de la|d['’])\s*)?$", re.IGNORECASE)
_ROLE_WORD = re.compile(rf"(?:{ROLES})", re.IGNORECASE)


def _words(name: str) -> list[str]:
    return [word.strip(".'’").lower() for word in re.split(r"[ \u00a0]+", name)]


def _has_first_name(name: str) -> bool:
    """« Jean », « Jean-Luc »: one of the words is a frequent first name."""
    parts = [part for word in _words(name) for part in (word, word.partition("-")[0])]
    return any(part in FIRST_NAMES for part in parts)


def _is_place(match: re.Match[str]) -> bool:
    return bool(_PLACE_BEFORE.search(match.string, max(0, match.start() - 40), match.start()))


def _titled(text: str) -> Iterator[Finding]:
    for match in _TITLED.finditer(text):
        words = _words(match["secret"])
        named = [
            word for word in words if word not in NOT_NAMES or word in {"le", "la", "de", "du"}
        ]
        real = [word for word in named if len(word) > 1]
        if real and not any(_ROLE_WORD.fullmatch(word) for word in words) and _is_someone(match):
            yield _finding(Kind.PERSON_NAME, match)
    for match in _TITLED_LOWER.finditer(text):
        word = match["word"]
        if word not in NOT_NAMES and not _ROLE_WORD.match(word) and _is_someone(match):
            yield _finding(Kind.PERSON_NAME, match)


def _is_someone(match: re.Match[str]) -> bool:
    """Neither a place nor a person named for what she does."""
    text, start = match.string, match.start()
    if _is_place(match) or _ROLE_AFTER.match(text, match.end()):
        return False
    return not _ROLE_BEFORE.search(text, max(0, start - 90), start)


def _patients(text: str) -> Iterator[Finding]:
    for match in _PATIENT.finditer(text):
        name, words = match["secret"], _words(match["secret"])
        if match["title"] or _has_first_name(name):
            yield _finding(Kind.PATIENT_NAME, match)
            continue
        plain_space = not match["sep"].strip()
        acronym = name.split()[0].isupper() and len(words[0]) <= 6
        who = match["who"].lower()
        if plain_space and not acronym and words[0] not in NOT_NAMES and who[:3] in {"pat", "mal"}:
            yield _finding(Kind.PERSON_NAME, match)


def _aged(text: str) -> Iterator[Finding]:
    for match in _NAME_AGE.finditer(text):
        if not _has_first_name(match["first"]) or _is_place(match):
            continue
        kind = Kind.PATIENT_NAME if match["last"] else Kind.PERSON_AGE
        yield _finding(kind, match)


_DETECTORS: tuple[Callable[[str], Iterator[Finding]], ...] = (
    _nirs,
    _numbers,
    _births,
    _patients,
    _aged,
    _titled,
)
