"""Where a search is found in a text, and in which words."""

from capitalisation.words.marking import Reason, best_passage, reason_of, spans_of, with_marks
from capitalisation.words.reading import read


def shown(text: str, search: str) -> str:
    marked = with_marks(text, spans_of(text, read(search).terms))
    return marked.replace("\x02", "[").replace("\x03", "]")


def test_synonyms_narrower_words_and_plain_words_are_marked() -> None:
    assert shown("Des fumeurs au lycée", "clope lycée") == "Des [fumeurs] au [lycée]"
    assert shown("Le cannabis", "addiction") == "Le [cannabis]"
    assert shown("Du quinoa et des quinoas", "quinoa") == "Du [quinoa] et des [quinoas]"


def test_an_expression_is_marked_whole_and_its_words_alone_are_not() -> None:
    assert shown("Au sein du collège, le cancer du sein", "cancer du sein") == (
        "Au sein du collège, le [cancer du sein]"
    )


def test_the_reason_gives_the_words_of_the_sheet_those_of_the_entry_first() -> None:
    text = "Cannabis, drogues, cannabis"
    terms = read("stupéfiants").terms
    texts = [(text, spans_of(text, terms))]
    assert reason_of(terms[0], 0, texts) == Reason("stupéfiants", ("drogues", "cannabis"))


def test_the_very_word_typed_needs_no_explanation() -> None:
    terms = read("Drogue").terms
    texts = [("Des drogues, du cannabis", spans_of("Des drogues, du cannabis", terms))]
    assert reason_of(terms[0], 0, texts) == Reason("Drogue")


def test_no_reason_where_nothing_answers() -> None:
    assert reason_of(read("tabac").terms[0], 0, [("Rien", [])]) is None


def test_the_passage_is_made_of_the_sentences_that_answer_most() -> None:
    text = "Une salle. Des élèves. Le tabac au collège. Un goûter. Une cigarette."
    passage = best_passage(text, read("tabac collège").terms)
    assert passage == "Le \x02tabac\x03 au \x02collège\x03. Une \x02cigarette\x03."


def test_a_long_sentence_is_cut_around_what_answers() -> None:
    text = "mot " * 200 + "tabac " + "mot " * 200
    passage = best_passage(text, read("tabac").terms)
    assert "\x02tabac\x03" in passage
    assert len(passage) < 240


def test_a_text_that_answers_nothing_gives_its_first_sentence() -> None:
    assert best_passage("Une. Deux.", read("tabac").terms) == "Une."
    assert best_passage("", read("tabac").terms) == ""
