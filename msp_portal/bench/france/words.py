"""The words of the made-up France: names, titles and sentences drawn by the generator.

Nobody here exists; everything generated carries the « illustration » mark.
"""

FIRST_NAMES = (
    "Adèle", "Alice", "Amina", "Anne", "Antoine", "Bruno", "Camille", "Céline", "Chloé", "Claire",
    "Clément", "David", "Élodie", "Émilie", "Éric", "Fanny", "Farid", "Florence", "Gaëlle",
    "Guillaume", "Hélène", "Hugo", "Inès", "Isabelle", "Jean", "Julie", "Karim", "Laure", "Léa",
    "Lucas", "Lucie", "Maëlle", "Manon", "Marc", "Marie", "Mathieu", "Nadia", "Nicolas", "Noémie",
    "Olivier", "Pauline", "Pierre", "Quentin", "Rachel", "Romain", "Sabrina", "Samuel", "Sarah",
    "Sophie", "Thomas", "Valérie", "Vincent", "Yann", "Yasmine", "Zoé",
)  # fmt: skip
LAST_NAMES = (
    "Aubert", "Barbier", "Baron", "Benali", "Bertin", "Blanchard", "Boucher", "Bourgeois", "Breton",
    "Brun", "Carpentier", "Chevalier", "Colin", "Cordier", "Da Silva", "Delmas", "Deschamps",
    "Diallo", "Dubois", "Dumas", "Durand", "Fabre", "Faure", "Ferrand", "Fleury", "Fontaine",
    "Garnier", "Gautier", "Gilbert", "Girard", "Guérin", "Hamon", "Herve", "Huet", "Jacquet",
    "Joly", "Klein", "Lacroix", "Lambert", "Laurent", "Le Gall", "Lebrun", "Lefort", "Lemoine",
    "Leroy", "Lopez", "Mallet", "Marchand", "Martel", "Masson", "Mercier", "Meunier", "Monnier",
    "Moreau", "Moulin", "Nguyen", "Noël", "Ollivier", "Paris", "Perrin", "Picard", "Poirier",
    "Prévost", "Quéré", "Renard", "Rivière", "Robin", "Rousseau", "Roux", "Sanchez", "Schmitt",
    "Simon", "Tessier", "Texier", "Thomas", "Traoré", "Vallet", "Vasseur", "Vidal", "Weber",
)  # fmt: skip

# What teams call their projects, by theme code; the commune often follows.
TITLES: dict[str, tuple[str, ...]] = {
    "TABAC": ("Mois sans tabac", "Respirer sans tabac", "Arrêter ensemble", "Un souffle nouveau"),
    "ALCOOL": ("Parler d’alcool sans tabou", "Janvier sobre", "Repérage précoce de l’alcool"),
    "ECRANS_JEUX": ("Grandir avec les écrans", "Une semaine sans écran", "Écrans en famille"),
    "ALIMENTATION": ("Ateliers cuisine du quotidien", "Bien manger à petit prix", "Le goût du bon"),
    "APA": ("Bouger sur ordonnance", "Marche du mardi", "Reprendre le mouvement"),
    "SURPOIDS": ("Mieux dans mon corps", "Enfants en forme", "Accompagner le surpoids"),
    "CARDIO": ("Au rythme du cœur", "Tension sous contrôle", "Prévenir l’infarctus"),
    "DIABETE": ("Vivre avec le diabète", "Dépister le diabète", "Le pied du patient diabétique"),
    "RESPI": ("École de l’asthme", "Dépister la BPCO", "Souffle et bronches"),
    "DEPISTAGE_CANCERS": ("Octobre rose", "Mars bleu", "Aller vers le dépistage"),
    "CUTANE": ("Protéger sa peau", "Dépistage des grains de beauté"),
    "VACCINATION": ("À jour de ses vaccins", "Vaccination au collège", "Grippe : tous vaccinés"),
    "SEXUALITE": (
        "Parler d’amour au lycée",
        "Vie affective et respect",
        "Contraception : le choix",
    ),
    "IST": ("Semaine du dépistage", "Dépister les IST", "Bus santé jeunes"),
    "SANTE_MENTALE": ("Prendre soin de sa tête", "Premiers secours en santé mentale"),
    "SOMMEIL": ("Retrouver le sommeil", "Dormir sans somnifère", "Le sommeil de l’enfant"),
    "CHUTES": ("L’équilibre après 65 ans", "Chuter moins, vivre mieux", "Logement sans chute"),
    "PERINATALITE": ("Les mille premiers jours", "Bien naître", "Café des parents"),
    "PARENTALITE": ("Parents au quotidien", "Être père", "Les mercredis des familles"),
    "BUCCO": ("Sourire à tout âge", "Brossons ensemble", "Santé des dents en EHPAD"),
    "AIDANTS": ("Répit pour les aidants", "Café des aidants", "Aider sans s’oublier"),
    "VIOLENCES": ("Repérer les violences", "Oser en parler", "Un lieu pour le dire"),
    "ENVIRONNEMENT": ("Un air plus sain chez soi", "Perturbateurs au quotidien"),
    "IATROGENIE": ("Mes médicaments et moi", "Réviser son ordonnance"),
    "PREMIERS_SECOURS": ("Les gestes qui sauvent", "Secourir son voisin"),
    "LITTERATIE": ("Comprendre pour agir", "Santé en mots simples"),
}
IDEAS = (
    (
        "Nous voyons en consultation des situations que l’on repère trop tard ; aller vers les "
        "habitants, hors du cabinet, change la rencontre."
    ),
    (
        "Trois soignants ont parlé de la même difficulté en réunion : le besoin est là, et chacun "
        "peut y consacrer une heure par mois."
    ),
    (
        "Le collège et la mairie demandent depuis deux ans une action commune ; la maison de santé "
        "peut en être le point d’appui."
    ),
    (
        "Les habitants l’ont dit lors du marché de la santé : ils veulent des ateliers près de chez "
        "eux, le soir, sans rendez-vous."
    ),
)
NEEDS = (
    "Le diagnostic du contrat local de santé place ce sujet parmi ses trois priorités.",
    "La part de la patientèle concernée dépasse la moyenne du département.",
    "Les infirmières scolaires signalent plus de situations que les années passées.",
)
GOALS = (
    "Réduire les écarts d’accès à la prévention sur le territoire",
    "Améliorer la santé des habitants par des habitudes favorables",
    "Donner à chacun les moyens de décider pour sa santé",
)
STEPS = (
    "D’ici la fin de l’action, toucher les personnes les plus éloignées des soins",
    "Former l’équipe au repérage et à l’entretien bref",
    "Installer un temps d’atelier régulier avec les partenaires",
)
TASKS = (
    "Réserver la salle", "Relire l’affiche", "Appeler la mairie", "Préparer le stand",
    "Envoyer l’invitation aux écoles", "Imprimer les questionnaires", "Inscrire les participants",
    "Acheter le matériel", "Écrire l’article du bulletin communal", "Préparer la salle d’attente",
    "Former l’équipe d’accueil", "Recueillir les questionnaires", "Remercier les partenaires",
    "Faire le point en réunion d’équipe", "Compter les participants",
)  # fmt: skip
PLACES = ("Salle des fêtes", "Hall de la maison de santé", "Marché", "Collège", "Médiathèque")
OCCASIONS = ("Atelier", "Stand", "Consultation de groupe", "Rencontre", "Journée portes ouvertes")
PARTNERS = (
    "Mairie", "Collège", "Centre social", "Pharmacie du centre", "Club de marche", "Médiathèque",
    "Lycée", "Résidence autonomie", "Association des familles", "Mission locale",
)  # fmt: skip
PROGRESS = (
    "Les dates sont posées, il manque une salle.",
    "Deux ateliers faits, bon accueil.",
    "On attend la réponse du financeur.",
    "Bilan à écrire avec l’équipe.",
)
STORY: dict[str, tuple[str, ...]] = {
    "NAISSANCE": (
        "L’idée est née d’une remarque répétée en consultation, puis d’un échange avec la mairie.",
        "Une infirmière avait mené une action voisine ailleurs ; l’équipe a voulu l’essayer ici.",
    ),
    "ETAPES": (
        "Un premier atelier d’essai a fixé la durée ; les suivants ont tenu le même déroulé.",
        "L’équipe a commencé petit, un lieu et deux soignants, puis a élargi au bout de six mois.",
    ),
    "LEVIERS": (
        "La secrétaire tenait la liste des inscrits : sans elle, rien n’aurait tenu.",
        "Les pharmaciens orientaient vers les ateliers ; le bouche-à-oreille a fait le reste.",
    ),
    "FREINS": (
        "Les dates choisies tombaient pendant les vacances : peu de monde aux deux premières.",
        "Le temps de coordination a été sous-estimé, surtout pour rendre compte.",
    ),
    "EFFETS": (
        "Les participants disent mieux savoir à qui s’adresser ; l’équipe se connaît mieux.",
        "Des personnes qui ne venaient plus au cabinet ont repris un suivi.",
    ),
    "ENSEIGNEMENTS": (
        "Prévoir les dates avec l’école dès juin, et un référent par lieu.",
        "Compter les passages au fil de l’eau plutôt qu’à la fin.",
    ),
    "TRANSFERT": (
        "Il faut deux soignants volontaires, une salle et un relais qui connaît le public.",
        "Le matériel tient dans une valise ; la trame de l’atelier est à reprendre telle quelle.",
    ),
}
QUOTES = (
    ("Je ne savais pas que je pouvais en parler ici.", "une participante"),
    ("Pour une fois, ce n’est pas moi qui ai relancé tout le monde.", "une coordinatrice"),
    ("Les élèves ont posé des questions pendant une heure.", "une infirmière"),
)
