"""The words of objectives in health promotion: verbs, publics, places. Lists to be extended.

All without accents and in lower case (see :func:`projects.queries.tasks_dates.plain`). Verbs are
stems: « sensibilis » finds sensibiliser, sensibilisation, sensibilisés.
"""

import re

# Verbs that tell an intention: nobody can see whether it happened. With what could be seen.
VAGUE_VERBS: dict[str, str] = {
    "sensibilis": "savoir citer, reconnaître, avoir essayé",
    "inform": "savoir où s’adresser, savoir citer",
    "ameliorer": "passer de … à …",
    "amelioration": "passer de … à …",
    "promouvoir": "pratiquer, utiliser, participer",
    "promotion": "pratiquer, utiliser, participer",
    "favoris": "avoir accès, participer, utiliser",
    "contribu": "réduire, augmenter, permettre à … de …",
    "encourag": "essayer, pratiquer, s’inscrire",
    "lutter": "réduire, arrêter, dépister",
    "prevenir": "réduire, repérer, retarder",
    "accompagn": "arrêter, réduire, reprendre",
    "aider": "savoir faire, pouvoir, réussir à",
    "soutenir": "pouvoir, réussir à, continuer",
    "developper": "passer de … à …, ouvrir, former",
    "renforc": "savoir faire, passer de … à …",
    "valoris": "citer, utiliser, partager",
    "faire prendre conscience": "savoir citer, reconnaître",
    "prise de conscience": "savoir citer, reconnaître",
    "mobilis": "s’inscrire, participer, tenir",
    "optimis": "passer de … à …",
    "agir": "réduire, repérer, proposer",
    "oeuvrer": "réduire, repérer, proposer",
    "œuvrer": "réduire, repérer, proposer",
    "faire connaitre": "savoir citer, avoir utilisé",
    "eduqu": "savoir faire, savoir citer",
    "reflech": "choisir, décider, avoir essayé",
}

# Verbs of what the team does: right for an operational objective, too early for a specific one.
ACTIVITY_VERBS = (
    "organis", "mettre en place", "mise en place", "realis", "distribu", "anim", "tenir", "creer",
    "diffus", "produir", "proposer", "former", "interven", "rencontr", "installer", "imprimer",
    "reunir", "accueillir", "planifi", "rediger", "lancer", "monter",
)  # fmt: skip

# Verbs of what people do, know or become: a change somebody can see.
CHANGE_VERBS = (
    "augment", "diminu", "reduir", "reduction", "passer de", "doubler", "arret", "cess", "retard",
    "participe", "participer", "pratiqu", "marcher", "marche", "cit", "connaitr", "connaiss",
    "savoir", "sauront", "sait", "savent", "sachent", "reconnaitr", "reconnaiss", "repere",
    "reperer", "reperage", "depist", "vaccin", "utilis", "consult", "prendre rendez-vous",
    "prennent", "prendront", "consomm", "manger", "mangent", "mangeront", "boire", "boiv", "boiront",
    "adopt", "essay", "limit", "inscri", "orient", "declar", "identifi", "appliqu", "maitris",
    "auront", "aura", "ont recu", "recevr", "recoiv", "atteindre", "accede", "acceder", "dispos",
    "beneficier", "beneficier", "beneficient", "maintenir", "eviter", "bouger", "bouge", "dorm",
    "choisi", "eteind", "remplac", "suivr", "suiv", "pouvoir", "pourront", "peuvent", "tester",
    "testent", "chut", "tomb",
)  # fmt: skip

PUBLICS = (
    "habitant", "personne", "gens", "jeune", "enfant", "eleve", "collegien", "lyceen", "ecolier",
    "etudiant", "apprenti", "adolescent", "ado", "parent", "pere", "mere", "famille", "aine",
    "senior", "patient", "patientele", "malade", "aidant", "femme", "homme", "fumeur", "fumeuse",
    "usager", "salarie", "agriculteur", "demandeur d'emploi", "demandeurs d'emploi", "resident",
    "nourrisson", "bebe", "assistante maternelle", "assistantes maternelles", "professionnel",
    "soignant", "medecin", "infirmier", "infirmiere", "pharmacien", "kinesitherapeute",
    "enseignant", "classe", "couple", "adulte", "diabetique", "hypertendu", "asthmatique",
    "migrant", "detenu", "benevole", "population", "public", "foyer", "menage", "lectrice",
    "participant", "retraite",
)  # fmt: skip
# « les gens », « le public », « la population »: nobody in particular.
# An age or a situation makes a wide public a precise one.
AGES = re.compile(r"\b(?:(?:plus|moins) de \d{1,3} ans|\d{1,3} ?(?:a|-|et) ?\d{1,3} ans)\b")
SITUATIONS = re.compile(
    r"^\s+(?:(?:de |d'|des )?(?:plus|moins) de \d{1,3} ans|agee?s? de \d[^,.;]{0,12}ans|agee?s?|de \d{1,3}(?: ?(?:a|-|et) ?\d{1,3})? ans|en situation[^,.;]{0,30}|"
    r"en precarite|atteinte?s? [^,.;]{0,25}|vivant [^,.;]{0,25}|handicapee?s?|isolee?s?|fragiles?|"
    r"malades?|diabetiques?)"
)
WIDE_PUBLICS = frozenset({"gens", "public", "population", "personne", "usager", "participant"})

PLACES = (
    "ecole", "college", "lycee", "creche", "maternelle", "primaire", "universite", "commune",
    "canton", "quartier", "ville", "village", "bourg", "departement", "entreprise",
    "maison de sante", "msp", "cabinet", "pharmacie", "ehpad", "residence", "marche", "mairie",
    "mission locale", "club", "centre social", "centre de sante", "hopital", "domicile", "salle",
    "bassin de vie", "communaute de communes", "pays de", "agglomeration", "cfa", "foyer", "usine",
    "industrie", "exploitation",
)  # fmt: skip
# A capitalised name after a preposition of place: « à Guipel », « de Bain-de-Bretagne ».
NAMED_PLACE = re.compile(
    r"\b(?:à|a|au|aux|de|d’|d'|du|dans|sur|en)\s?(?:la\s|le\s|les\s|l’|l')?"
    r"([A-ZÀ-ÖØ-Þ][\w’'-]*[a-zà-öø-ÿ][\w’'-]*)"
)
NOT_PLACES = frozenset({"Mois", "Octobre", "Mars", "Semaine", "SMART", "Vie"})

MEANS_WORDS = re.compile(
    r"\b(?:grace a|grace aux|par le biais|au moyen|a l'aide|avec l'aide|en s'appuyant|en lien avec|"
    r"en partenariat|avec (?:le|la|les|l'|un|une|des|nos|notre|deux|trois|\d)|en (?:proposant|"
    r"formant|organisant|animant|allant|reperant|mettant|distribuant|tenant|intervenant)|lors d|"
    r"a l'occasion|apres (?:un|une|l'|la|le|les|deux|trois)|via)\b"
)
ABSOLUTES = re.compile(
    r"\b(?:tous les|toutes les|toute la|tout le monde|chaque|aucun|aucune|zero|eradiqu\w*|"
    r"supprimer|eliminer|plus jamais|faire disparaitre|definitivement)\b|\b100 ?%"
)
SOON = re.compile(
    r"\b(?:a terme|rapidement|prochainement|bientot|a long terme|a court terme|a moyen terme|"
    r"des que possible|durablement|progressivement|a l'avenir)\b"
)
# Words that say nothing of the subject, left out when a sentence is compared with the needs.
_EMPTY = """alors ainsi apres aupres autour autres aucun aussi avant avec avoir beaucoup besoin bien
    cela celle celui cette ceux chaque chez comme comment comite commune communes contre dans
    date debut depuis deux dire dont elle elles encore entre etre faire fait faut font generale
    grace jusque leur leurs lieu lors mais meme mieux moins mois notre nous objectif personne
    personnes petit plus plusieurs pour pouvoir public quel quelle quelque quand quatre sans
    selon sera seront sont sous sujet sur tous tout toute toutes trois tres trop unes vers voir
    votre vous ans annee annees jour jours semaine semaines taux nombre part parmi moitie quart
    equipe projet action actions territoire sante ameliorer favoriser promouvoir sensibiliser
    augmenter reduire diminuer developper permettre habitants passer passent passe savoir sauront
sait savent citer auront aura heure heures declarer declarera declarent disent organiser atelier
ateliers seance seances campagne rencontrer accompagner pendant chez lieux pratique aider"""
EMPTY_WORDS = frozenset(_EMPTY.split())

# Words of one subject, by their first letters: « fumer » and « tabac » speak of the same thing.
SAME_SUBJECT = {
    "fume": "tabac", "fumer": "tabac", "fument": "tabac", "fumeu": "tabac", "cigar": "tabac",
    "vapot": "tabac", "nicot": "tabac", "tabag": "tabac",
    "boire": "alcoo", "boive": "alcoo", "ivres": "alcoo", "alcoo": "alcoo", "binge": "alcoo",
    "ecran": "ecran", "telep": "ecran", "numer": "ecran", "table": "ecran", "telev": "ecran",
    "jeux": "ecran",
    "chute": "chute", "tombe": "chute", "tomben": "chute", "equil": "chute",
    "mange": "nutri", "alime": "nutri", "nutri": "nutri", "repas": "nutri", "sucre": "nutri",
    "obesi": "nutri", "poids": "nutri",
    "bouge": "sport", "sport": "sport", "march": "sport", "physi": "sport", "seden": "sport",
    "vacci": "vacci", "grippe": "vacci", "gripp": "vacci",
    "depis": "depis", "cance": "depis", "mammo": "depis", "color": "depis",
    "dorme": "somme", "dormi": "somme", "somme": "somme",
    "stres": "psych", "anxie": "psych", "menta": "psych", "suici": "psych", "depre": "psych",
    "mal-e": "psych", "diabe": "diabe", "glyce": "diabe", "contr": "sexua", "sexue": "sexua",
}  # fmt: skip
