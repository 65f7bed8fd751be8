"""The French words that libraries bring: none of them says « veuillez »."""

import gettext
import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import trans_real

FORBIDDEN = re.compile(r"\b(veuillez|gantt|sprint|backlog|workflow|livrable|jalon|kpi|reporting|dashboard|deadline|onboarding)\b", re.IGNORECASE)  # fmt: skip
LOCALE = Path(__file__).resolve().parents[2] / "locale" / "fr" / "LC_MESSAGES"


def effective_messages() -> dict[object, str]:
    """What Django answers in French for every message of every installed library."""
    with translation.override("fr"):
        catalogue = trans_real.translation("fr")._catalog
        return {key: catalogue[key] for key in catalogue.keys() if key}  # noqa: SIM118


def test_many_messages_are_read() -> None:
    messages = effective_messages()
    assert len(messages) > 1000
    assert "Please reauthenticate to safeguard your account." in messages


def test_no_effective_message_says_a_forbidden_word() -> None:
    found = {key: text for key, text in effective_messages().items() if FORBIDDEN.search(str(text))}
    assert found == {}


def test_libraries_do_say_it_without_us() -> None:
    """The scan is able to find the word: allauth's own catalogue still has it."""
    import allauth

    path = Path(allauth.__file__).parent / "locale/fr/LC_MESSAGES/django.mo"
    with path.open("rb") as file:
        words = gettext.GNUTranslations(file)._catalog.values()  # type: ignore[attr-defined]
    assert any("veuillez" in str(text).lower() for text in words)


@pytest.mark.parametrize(
    ("message", "french"),
    [
        ("Incorrect code.", "Ce code n’est pas le bon. Recopiez les chiffres du dernier courriel reçu, ou ceux de votre téléphone."),
        ("Too many failed login attempts. Try again later.", "Trop d’essais de suite. Attendez quelques minutes, puis recommencez."),
    ],
)  # fmt: skip
def test_our_words_win(message: str, french: str) -> None:
    with translation.override("fr"):
        assert translation.gettext(message) == french


def test_committed_catalogue_is_compiled_from_its_source() -> None:
    """Every sentence of django.po is in django.mo."""
    with (LOCALE / "django.mo").open("rb") as file:
        compiled = {str(text) for text in gettext.GNUTranslations(file)._catalog.values()}  # type: ignore[attr-defined]
    source = (LOCALE / "django.po").read_text("utf-8")
    written = re.findall(r'^msgstr(?:\[\d\])? "(.+)"$', source, flags=re.MULTILINE)
    assert len(written) > 30
    for text in written:
        assert text.replace('\\"', '"').replace("\\n", "\n") in compiled
