"""Words that tell a patient from a partner, a place or a piece of equipment.

Used by ``kit.sensitive`` only. All in lower case.
"""

# People named for what they do, not for their health: « Mme Le Gall, présidente de la Ligue ».
ROLES = (
    r"maire|adjointe?|président[e·]*|vice-présidente?|directeur|directrice|coordinat(?:eur|rice)"
    r"|infirmi(?:er|ère)|médecin|pharmacien(?:ne)?|kinésithérapeute|kiné|sage-femme|diététicien(?:ne)?"
    r"|orthophoniste|ergothérapeute|psychologue|psychomotricien(?:ne)?|podologue|dentiste|secrétaire"
    r"|chargée? d|référente?|animat(?:eur|rice)|conseill(?:er|ère)|préfète?|sous-préfète?|députée?"
    r"|sénat(?:eur|rice)|profess(?:eur|eure)|enseignante?|principale?|proviseure?|responsable"
    r"|format(?:eur|rice)|élue?|trésori(?:er|ère)|gérante?|interne|déléguée?|inspect(?:eur|rice)"
    r"|ministre|docteure?|bénévole|médiat(?:eur|rice)|éducat(?:eur|rice)|cheff?e?|agente?|technicienne?"
)

# A name after one of these is a place: « collège Jean Monnet », « rue Mme de Sévigné ».
PLACES = (
    r"rue|avenue|boulevard|bd|place|quai|allée|impasse|square|parc|esplanade|quartier|école|collège"
    r"|lycée|salle|stade|gymnase|résidence|ehpad|hôpital|clinique|centre|espace|maison|médiathèque"
    r"|bibliothèque|théâtre|pont|gare|foyer|crèche|fondation|institut|université|campus|prix|association"
)

# What is born without being a person: « l'association, née en 2015 ».
THINGS = (
    r"association|projet|msp|maison(?: de santé)?|équipe|idée|programme|collectif|campagne|action"
    r"|initiative|réseau|structure|cpts|commission|démarche|groupe|fédération|entreprise|dispositif"
    r"|partenariat|concept|société|sisa|centre|loi|journée|opération|amicale|coopération"
)

# Capital letters after « patient » that are not a name.
_NOT_NAMES = """
    asalée covid covid-19 alzheimer parkinson crohn icope acteur actrice expert experte traceur
    partenaire ressource adulte diabétique mon ma mes le la les un une des il elle ils elles on nous
    vous je ce cette ces cela en au aux et ou mais si son sa ses leur leurs reported à a est dans pour
    par avec sans chez du de x y z untel unetelle tout monsieur madame mademoiselle mois octobre mars
    juin novembre janvier février avril mai juillet août septembre décembre lundi mardi mercredi jeudi
    vendredi samedi dimanche ligue santé addictions ars cpam msp
"""
NOT_NAMES = frozenset(_NOT_NAMES.split())

# Frequent first names in France, all ages; those that are also places or things are left out.
_FIRST_NAMES = """
    adam adèle adrien agathe agnès ahmed aïcha alain albert alex alexandra alexandre alexis ali alice
    aline amandine amélie amina ana anaïs andré andrée ange angèle angélique anna anne annick annie anthony
    antoine antoinette antonio arlette armelle arnaud arthur astrid audrey aurélie aurélien axel bastien
    baptiste béatrice benjamin benoît bernadette bernard bertrand brigitte bruno camille carine carla
    carole caroline catherine cécile cédric céline chantal charles charlotte christelle christian christiane
    christine christophe claire clara clarisse claude claudette claudine clément clémence colette corentin
    corinne cyril damien daniel danièle danielle david déborah delphine denis denise didier dominique
    dylan édith édouard élisabeth élise éliane élodie éloïse emma emmanuel emmanuelle enzo éric erwan
    estelle esther étienne eugène eugénie éva évelyne fabien fabienne fabrice fanny fatima fatiha fatma
    fernand fernande florence florian françois françoise franck frédéric frédérique gabriel gabrielle
    gaël gaëlle geneviève georges georgette gérard germaine ghislaine gilbert gilberte gilles ginette
    gisèle grégory guillaume guy gwenaëlle gwendoline hamid hassan hélène henri henriette hervé huguette
    hugo ibrahim inès irène isabelle jacqueline jacques jade jamila jean jeanne jeannine jennifer jérémy
    jérôme jessica joël joëlle johanna jonathan joseph josette josiane josé juliette julie julien justine
    karim karima karine kévin khadija killian laetitia laura laure laurence laurent léa léo léon léonie
    leïla liliane lina lionel lisa louis louise loïc luc lucas lucette lucie lucien lucienne ludovic
    madeleine maël maëlle malika manon marc marcel marcelle marguerite maria marie marielle marine marion
    marius martine martin mathieu mathilde matthieu maud maurice maxime mehdi mélanie michel michèle
    micheline mickaël mireille mohamed mohammed monique morgane muriel myriam nadia nadine nathalie
    nathan nicolas nicole noé noémie nolwenn odette odile olivier pascal pascale patrice patricia
    patrick paul paulette pauline philippe pierre pierrette quentin rachel rachid raphaël raymond raymonde
    régine régis rémi rémy renée rené richard robert roger roland romain rolande ronan sabrina saïd salima
    samira samuel sandra sandrine sarah sébastien serge sébastienne simon simone solange sonia sophie
    stéphane stéphanie suzanne sylvain sylvette sylvie tanguy théo théophile thérèse thierry thomas
    tiphaine valentin valérie vanessa véronique victor victoire vincent virginie viviane william xavier
    yann yannick yasmine yolande youssef yves yvette yvon yvonne zoé
"""
FIRST_NAMES = frozenset(_FIRST_NAMES.split())

# Shared mailboxes: their address says nothing about a person.
_SHARED_MAILBOXES = """
    contact accueil secretariat secrétariat info infos mairie msp coordination coordo direction ecole
    école college lycee bonjour association asso ars cpam cpts prevention prévention sante santé
    communication noreply reply repondre dpo rgpd support aide service services appel appels projets
    pharmacie cabinet maison equipe équipe administration compta comptabilite presse federation
"""
SHARED_MAILBOXES = frozenset(_SHARED_MAILBOXES.split())
