"""The lexicon of the product: readable, large, without fault."""

from capitalisation.queries.filing import known_codes
from capitalisation.words.checking import faults
from capitalisation.words.lexicon import FOLDER, lexicon, read_rows
from capitalisation.words.reading import read


def test_the_lexicon_has_no_fault() -> None:
    assert faults(read_rows(), known_codes()) == []


def test_at_least_three_hundred_entries_each_with_another_way_to_say_it() -> None:
    entries = lexicon().entries.values()
    assert len(entries) >= 300
    assert [entry.name for entry in entries if not entry.forms] == []


def test_every_theme_public_and_setting_has_its_word() -> None:
    without = known_codes() - set(lexicon().by_code)
    assert without <= {"theme:AUTRE", "milieu:AUTRE", "milieu:MSP", "public:ENTREPRISES"}


def test_files_stay_short_enough_to_be_read() -> None:
    for path in FOLDER.glob("*.yml"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path.name


def test_each_meaning_offered_is_understood_as_this_meaning() -> None:
    """A reader who chooses « pompe à insuline » must not be asked again."""
    for homonym in lexicon().homonyms.values():
        for sense in homonym.senses:
            if sense.entry:
                found = read(sense.told)
                assert sense.entry in {key for term in found.terms for key in term.entries}, sense
                assert not found.doubts, sense


def test_an_entry_knows_what_lies_around_it() -> None:
    known = lexicon()
    assert known.wider("cannabis") == ("drogue", "addiction")
    assert known.just_around("opioide") == ("drogue",)
    assert known.just_around("tabac") == ()
    assert known.themes_of("mois-sans-tabac") == ("TABAC", "ADDICTIONS")
