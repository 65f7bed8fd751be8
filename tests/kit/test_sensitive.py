"""Sentences of the trade, those that name a patient and those that do not. All persons are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_portal.kit.sensitive import Kind, Strength, find_identities, nir_key_is_valid


def nir_of(body: str) -> str:
    """Fifteen characters with the right key."""
    number = int(body.replace("2A", "19").replace("2B", "18"))
    return f"{body}{97 - number % 97:02d}"


NIR = nir_of("2560335238042")
CORSICAN = nir_of("185052A004123")
CORSICAN_NORTH = nir_of("185052B033123")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        # Numéros de sécurité sociale
        (f"Numéro : {NIR}.", Kind.NIR),
        (
            f"NIR {NIR[0]} {NIR[1:3]} {NIR[3:5]} {NIR[5:7]} {NIR[7:10]} {NIR[10:13]} {NIR[13:]}",
            Kind.NIR,
        ),
        ("sécu 2 56 03 35 238 042", Kind.NIR),
        ("2560335238042", Kind.NIR),
        (f"assuré {CORSICAN}", Kind.NIR),
        (f"assuré {CORSICAN_NORTH.lower()}", Kind.NIR),
        ("1 85 05 2A 004 123", Kind.NIR),
        ("2\u00a056\u00a003\u00a035\u00a0238\u00a0042", Kind.NIR),
        ("2-56-03-35-238-042", Kind.NIR),
        (f"{NIR[:4]} {NIR[4:8]} {NIR[8:12]} {NIR[12:]}", Kind.NIR),  # cut anywhere, right key
        ("1 56 03 97 411 042", Kind.NIR),
        ("2560335238042 12/03/1956", Kind.NIR),
        ("256033523804299", Kind.NIR_LIKE),
        # Identité nationale de santé, dossier
        ("INS : 256033523804299", Kind.INS),
        ("OID 1.2.250.1.213.1.4.8", Kind.INS),
        ("IPP 00458712", Kind.PATIENT_NUMBER),
        ("dossier patient n° 45871", Kind.PATIENT_NUMBER),
        # Patients nommés
        ("Le patient Jean Dupont a arrêté de fumer.", Kind.PATIENT_NAME),
        ("la patiente Mme Le Gall est venue", Kind.PATIENT_NAME),
        ("Patient : DUPONT Jean", Kind.PATIENT_NAME),
        ("le résident Yves Kermarrec a chuté", Kind.PATIENT_NAME),
        ("Le patient Jean-Luc D. revient jeudi.", Kind.PATIENT_NAME),
        ("une patiente prénommée Marie", Kind.PATIENT_NAME),
        ("Marie Le Gall, 67 ans, diabétique", Kind.PATIENT_NAME),
        ("Odette Morvan (82 ans) ne sort plus", Kind.PATIENT_NAME),
        ("le patient Kermarrec est suivi", Kind.PERSON_NAME),
        # Personnes nommées
        ("Madame Le Gall a été orientée vers l'infirmière.", Kind.PERSON_NAME),
        ("Vu M. Kerdoncuff ce matin", Kind.PERSON_NAME),
        ("Mlle Morvan souhaite arrêter", Kind.PERSON_NAME),
        ("Mme de Kerdrel est d'accord", Kind.PERSON_NAME),
        ("M Kermarrec viendra jeudi", Kind.PERSON_NAME),
        ("appeler mme le gall", Kind.PERSON_NAME),
        ("voir mme dupont", Kind.PERSON_NAME),
        ("MME LE GALL", Kind.PERSON_NAME),
        ("Le médecin de garde a vu Mme Le Gall.", Kind.PERSON_NAME),
        ("« J'ai tenu trois mois » (Sylvie, 45 ans)", Kind.PERSON_AGE),
        # Naissances
        ("née le 12/03/1956", Kind.BIRTH_DATE),
        ("Né le 1er avril 1948 à Rennes", Kind.BIRTH_DATE),
        ("né(e) le 12.03.56", Kind.BIRTH_DATE),
        ("née à Bain-de-Bretagne le 12 mars 1956", Kind.BIRTH_DATE),
        ("nee le 12/03/1956", Kind.BIRTH_DATE),
        ("DDN 12/03/1956", Kind.BIRTH_DATE),
        ("Date de naissance : 12 mars 1956", Kind.BIRTH_DATE),
        ("La patiente suivie par l'équipe, née le 12/03/1956", Kind.BIRTH_DATE),
        ("Suivie par l'équipe, née le 12/03/1956", Kind.BIRTH_DATE),
        ("née en 1956", Kind.BIRTH_YEAR),
        # Coordonnées
        ("écrire à yves.kermarrec@orange.fr", Kind.EMAIL),
        ("tél. 06 12 34 56 78", Kind.PHONE),
        ("0612345678", Kind.PHONE),
        ("+33 6 12 34 56 78", Kind.PHONE),
        ("06.12.34.56.78", Kind.PHONE),
        ("Mairie : 02 99 43 70 24", Kind.PHONE),
    ],
)
def test_what_may_name_a_patient_is_found(sentence: str, kind: Kind):
    assert [f.kind for f in find_identities(sentence)][:1] == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        # Fonctions et civilités sans nom
        "Réunion avec Mme la maire et M. le préfet.",
        "Mme la Présidente ouvre la séance.",
        "Madame, Monsieur, nous vous invitons le 12 mars 2026.",
        "Le Dr Martin et le docteur Le Bihan animent l'atelier.",
        "Mesdames et messieurs les élus",
        "madame et monsieur tout le monde",
        "mme la directrice",
        # Partenaires nommés pour leur fonction
        "Mme Le Gall, présidente de la Ligue contre le cancer",
        "M. Kermarrec (adjoint à la santé)",
        "la directrice de l'école, Mme Morvan",
        "le maire, M. Le Goff",
        "notre coordinatrice Mme Kervella",
        # Lieux
        "collège Madame de Sévigné",
        "rue Monsieur Vincent",
        "Le lycée Jean Monnet, 50 ans cette année",
        "Rendez-vous au collège Marie Curie, salle 12.",
        # Patients sans nom
        "Les patients ALD et les patients BPCO",
        "un patient Asalée sur trois",
        "Un patient partenaire anime l'atelier.",
        "Patient : toute personne suivie par l'équipe",
        "La patiente X a accepté.",
        "Mme X a témoigné.",
        "repérage des patients Alzheimer",
        "le bénéficiaire ARS Bretagne",
        "14 patientes de 50 à 74 ans, 3 participants de 67 ans",
        "Public : adolescents de 13 à 18 ans",
        # Dates d'événements et structures
        "L'association, née le 3 mars 2012, compte 40 bénévoles.",
        "Ce projet est né en 2018 d'une envie commune.",
        "une MSP née en 2015",
        "Les femmes nées entre 1952 et 1976 sont invitées.",
        "Les personnes nées en 1956 reçoivent un courrier.",
        "Journée du 12/03/2026 à Ploërmel",
        "Demander la date de naissance n'est pas utile ici.",
        "Depuis la naissance du projet en 2018",
        "Chaque nouveau-né de la commune",
        # Numéros qui ne sont à personne
        "SIRET 13002526500013",
        "SIRET 130 025 265 00013",
        "SIREN 130 025 265",
        "RPPS 10001234567",
        "FINESS 350012345",
        "IBAN FR76 3000 6000 0112 3456 7890 189",
        "N° EJ 2103456789, dossier 12345678",
        "Budget : 12 500 €, dont 1 234 567 € demandés",
        "RNA W351001234",
        "Tabac info service : 39 89, ou 0 800 00 00 00",
        "Numéro vert 0 805 12 34 56",
        "Le 3114, numéro national de prévention du suicide",
        "2018-2022, 18 mois, 80 participants, 5 à 6 heures",
        "1 302 passages, 215 personnes, 12 séances",
        "Code postal 35470, commune 35012",
        "La loi n° 2000-321 du 12 avril 2000",
        "contact@ligue-cancer.net et secretariat.msp@exemple.fr",
        # Prénoms sans plus
        "Léa prépare l'affiche pour le 12 mars.",
        "Octobre rose, Mars bleu, Mois sans tabac",
        "Taille M, 10 M d'euros, 3 M Euros",
    ],
)
def test_ordinary_sentences_of_the_trade_pass(sentence: str):
    assert find_identities(sentence) == []


def test_a_number_never_passes_a_name_must_be_rewritten_a_phone_is_a_doubt():
    strengths = [
        find_identities(text)[0].strength
        for text in (NIR, "INS 256033523804299", "le patient Jean Dupont", "née le 12/03/1956")
    ]
    assert strengths == [Strength.NEVER, Strength.NEVER, Strength.STRONG, Strength.STRONG]
    mild = ["06 12 34 56 78", "Mme Le Gall", "née en 1956", "256033523804299", "a.b@orange.fr"]
    assert {find_identities(text)[0].strength for text in mild} == {Strength.MILD}


def test_all_findings_come_in_the_order_of_the_text_without_overlap():
    text = f"La patiente Mme Le Gall, née le 12/03/1956, {NIR}, 06 12 34 56 78."
    found = find_identities(text)
    assert [f.kind for f in found] == [
        Kind.PATIENT_NAME,
        Kind.BIRTH_DATE,
        Kind.NIR,
        Kind.PHONE,
    ]
    assert text[found[1].start : found[1].end] == "née le 12/03/1956"


def test_the_excerpt_helps_to_find_the_place_and_tells_nothing():
    text = f"La patiente Odette Morvan, née le 12 mars 1956, {NIR}"
    name, birth, number = find_identities(text)
    assert name.excerpt_masked == "patiente O••••• M•••••"
    assert birth.excerpt_masked == "née le 1• m••• ••••"
    assert number.excerpt_masked == "2" + "•" * 14
    assert "Morvan" not in repr(find_identities(text))
    assert NIR[1:] not in repr(find_identities(text))


def test_each_finding_says_in_french_what_to_do():
    for text in (NIR, "Mme Le Gall", "06 12 34 56 78", "née le 12/03/1956"):
        (finding,) = find_identities(text)
        assert finding.advice.endswith(".")


def test_the_key_of_corsican_numbers():
    assert nir_key_is_valid(CORSICAN)
    assert nir_key_is_valid(CORSICAN_NORTH)
    wrong = f"{CORSICAN[:13]}{(int(CORSICAN[13:]) + 1) % 97:02d}"
    assert not nir_key_is_valid(wrong)


@st.composite
def nirs(draw):
    parts = (
        draw(st.sampled_from("12")),
        f"{draw(st.integers(0, 99)):02d}",
        f"{draw(st.integers(1, 12)):02d}",
        draw(st.sampled_from(["01", "29", "35", "2A", "2B", "75", "97"])),
        f"{draw(st.integers(0, 999)):03d}",
        f"{draw(st.integers(0, 999)):03d}",
    )
    full = nir_of("".join(parts))
    separator = draw(st.sampled_from(["", " ", ".", "-", "\u00a0"]))
    return separator.join([*parts, full[13:]])


@given(nirs(), st.sampled_from(["", "Vu ce jour ", "n°", "(", "Dossier : "]), st.booleans())
def test_every_well_formed_number_is_found_however_it_is_written(number, before, with_key):
    text = before + (number if with_key else number[:-2].rstrip(" .-\u00a0")) + ", suite"
    assert Kind.NIR in [f.kind for f in find_identities(text)]


@given(st.text(alphabet="MmedruLGalné leJpatin0123456789/.-,:@\n’é\u00a0", max_size=200))
def test_any_text_can_be_read(text: str):
    found = find_identities(text)
    ends = [0]
    for finding in found:
        assert 0 <= ends[-1] <= finding.start < finding.end <= len(text)
        ends.append(finding.end)
        assert sum(c.isdigit() for c in finding.excerpt_masked) <= 1


def test_a_long_text_is_read_at_once():
    text = "Mme la directrice de l'école de la commune de Bain, née 12 1 2 0 " * 3_000
    assert find_identities(text) == []
