"""What each question of a call can take from the project: one builder per ``CallQuestion.Source``.

A builder takes the :class:`Material` of a project and returns plain text, ready to be pasted into
an official portal: short paragraphs, lists with dashes, no markup. It says only what the project
says; with nothing to say it returns an empty text, and the page names the place to fill in.
"""

from collections.abc import Callable, Iterable, Mapping

from funding.models import CallQuestion
from funding.queries.budget_sheet import BudgetSheet, SheetLine, SheetSide
from funding.queries.material import Material
from msp_portal.kit.french import (
    day_month,
    euros,
    in_sentence,
    month_span,
    number,
    plain_date,
    typo,
)
from projects.models import Action, DiagnosticItem, Indicator, Objective

Source = CallQuestion.Source
Builder = Callable[[Material], str]

# Where what is missing is written: an address of the project and the words of the link.
PAGES: Mapping[str, tuple[str, str]] = {
    Source.SUMMARY: ("projects:framing", "la note de cadrage"),
    Source.CONTEXT: ("projects:diagnostic", "le diagnostic"),
    Source.OBJECTIVES: ("projects:objectives", "les objectifs"),
    Source.PUBLICS: ("projects:edit", "la description du projet"),
    Source.PLACES: ("projects:edit", "la description du projet"),
    Source.ACTIONS: ("projects:plan", "le déroulé"),
    Source.CALENDAR: ("projects:plan", "le déroulé"),
    Source.MEANS: ("projects:roles", "les rôles"),
    Source.PARTNERS: ("projects:partners", "les partenaires"),
    Source.EVALUATION: ("projects:objectives", "les objectifs et leurs chiffres suivis"),
    Source.BUDGET: ("projects:budget", "le budget"),
}


def assemble(source: str, material: Material) -> str:
    """The text the project gives for this source; empty when it says nothing of it."""
    builder = BUILDERS.get(source)
    return typo(builder(material)) if builder else ""


# ---- Words ----------------------------------------------------------------------------------


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part and part.strip())


def _listed(items: Iterable[str], title: str = "") -> str:
    lines = [f"– {item.strip()}" for item in items if item and item.strip()]
    return "\n".join([title, *lines] if title else lines) if lines else ""


def _sentence(text: str) -> str:
    text = text.strip()
    if not text:
        return ""
    end = "" if text.endswith((".", "!", "?", "…")) else "."
    return f"{text[:1].upper()}{text[1:]}{end}"


def _note(material: Material, name: str) -> str:
    return str(getattr(material.note, name, "") or "") if material.note else ""


# ---- One builder per source ------------------------------------------------------------------


def summary(material: Material) -> str:
    """The project in a few lines: what, for whom, where, when."""
    project = material.project
    first = project.summary or _note(material, "idea")
    general = next((o.text for o in material.objectives if o.level == Objective.Level.GENERAL), "")
    span = month_span(project.start_date, project.end_date)
    facts = (
        ("Objectif général", general),
        ("Publics", ", ".join(material.lists["publics"])),
        ("Communes", ", ".join(material.lists["communes"])),
        ("Période", span),
    )
    return _paragraphs(
        _sentence(first),
        "\n".join(f"{label} : {value.rstrip('.')}." for label, value in facts if value),
    )


def context(material: Material) -> str:
    """Data with source and year, needs heard, what exists, why it was chosen."""
    kinds = DiagnosticItem.Kind
    by_kind: dict[str, list[str]] = {}
    for item in material.diagnostic:
        by_kind.setdefault(item.kind, []).append(_diagnostic_line(item))
    heard = by_kind.get(kinds.NEED, []) + [
        f"{_sentence(need)} ({partner.name})"
        for partner in material.partners
        for need in partner.needs
    ]
    chosen = [
        f"{priority.label}{f' : {priority.reason}' if priority.reason else ''}"
        for priority in material.priorities
    ]
    return _paragraphs(
        _sentence(_note(material, "need")),
        _listed(by_kind.get(kinds.DATA, []), "Données :"),
        _listed(heard, "Besoins exprimés :"),
        _listed(by_kind.get(kinds.EXISTING, []), "Ce qui existe déjà :"),
        _listed(chosen, "Priorité retenue :" if len(chosen) == 1 else "Priorités retenues :"),
    )


def _diagnostic_line(item: DiagnosticItem) -> str:
    if item.kind == DiagnosticItem.Kind.DATA:
        said = f"source : {item.source}"
        # A source that already names its year does not say it twice.
        if item.year and str(item.year) not in item.source:
            said += f", {item.year}"
        return f"{_sentence(item.text)} ({said})"
    return f"{_sentence(item.text)} ({item.said_by})" if item.said_by else _sentence(item.text)


def objectives(material: Material) -> str:
    """The tree: general, specific, operational, each with its targets."""
    tree = material.objectives_by_parent
    blocks: list[str] = []

    def tell(objective: Objective, depth: int) -> None:
        mark = "" if depth == 0 else "– "
        place = f" ({objective.place})" if objective.place else ""
        due = f", d’ici le {plain_date(objective.due_date)}" if objective.due_date else ""
        text = objective.text.strip().rstrip(".")
        targets = [
            f"    · {_target(indicator)}"
            for indicator in material.indicators_by_objective.get(objective.pk, [])
            if indicator.target is not None
        ]
        line = f"{mark}{objective.get_level_display()} : {text}{place}{due}."
        blocks.append("\n".join([line, *targets]))
        for child in tree.get(objective.pk, []):
            tell(child, depth + 1)

    for root in tree.get(None, []):
        tell(root, 0)
    return "\n".join(blocks)


def _target(indicator: Indicator) -> str:
    assert indicator.target is not None  # noqa: S101 (the caller asked)
    words = f"{indicator.name} : cible de {indicator.in_unit(indicator.target)}"
    if indicator.baseline is not None:
        words += f" (au départ : {number(indicator.baseline)})"
    return words


def publics(material: Material) -> str:
    """For whom: groups, ages, how many are aimed at."""
    groups, ages = material.lists["publics"], material.lists["age_bands"]
    aimed = [
        _target(indicator)
        for indicator in material.indicators
        if indicator.counts_the_public and indicator.target is not None
    ]
    said = [o.public_text for o in material.objectives if o.public_text]
    level = material.project.get_level_display() if material.project.level else ""
    return _paragraphs(
        _sentence(_note(material, "publics_text")),
        f"Publics : {', '.join(groups)}." if groups else "",
        f"Tranches d’âge : {', '.join(ages)}." if ages else "",
        f"Précisions : {' ; '.join(dict.fromkeys(said))}." if said else "",
        f"Niveau : {level.lower()}." if level else "",
        _listed(aimed, "Nombre visé :"),
    )


def places(material: Material) -> str:
    """Communes, settings, where actions take place, who is around."""
    communes, settings = material.lists["communes"], material.lists["places_of_action"]
    spots = dict.fromkeys(action.place for action in material.actions if action.place)
    around = [f"{team.name} ({team.department})" for team in material.teams]
    return _paragraphs(
        f"Communes : {', '.join(communes)}." if communes else "",
        f"Milieux : {', '.join(settings)}." if settings else "",
        f"Lieux des actions : {', '.join(spots)}." if spots else "",
        f"Équipes : {' ; '.join(around)}." if communes or settings or spots else "",
    )


def actions(material: Material) -> str:
    """What will be done, one action after the other, with its own words; then what was already
    done, which shows that the team can."""
    held = [a for a in material.actions if a.state == Action.State.DONE]
    ahead = [a for a in material.actions if a.state != Action.State.DONE]
    if not material.actions:
        return _sentence(_note(material, "actions_text"))
    return _paragraphs(
        _listed(_action_line(action) for action in ahead),
        _listed((_action_line(action) for action in held), "Déjà mené :"),
    )


def _action_line(action: Action) -> str:
    parts = (in_sentence(str(action.kind or "")), action.place, _when(action))
    details = ", ".join(part for part in parts if part)
    head = f"{action.label.rstrip('.')}{f' ({details})' if details else ''}."
    return f"{head} {_sentence(action.description)}".strip()


def _when(action: Action) -> str:
    """« le 12 mars 2027 », « du 13 au 20 octobre 2026 »."""
    start, end = action.date, action.end_date
    if start is None:
        return ""
    if end is None or end == start:
        return f"le {plain_date(start)}"
    same = (start.year, start.month) == (end.year, end.month)
    first = str(start.day) if same and start.day > 1 else day_month(start)
    return f"du {first} au {plain_date(end)}"


def calendar(material: Material) -> str:
    """The period, then the dated actions in their order."""
    project = material.project
    span = month_span(project.start_date, project.end_date)
    dated = sorted(
        (action for action in material.actions if action.date),
        key=lambda action: (action.date, action.pk),
    )
    anchor = (
        f"{project.anchor_label or 'Date de l’action'} : {plain_date(project.anchor_date)}."
        if project.anchor_date
        else ""
    )
    return _paragraphs(
        f"Période : {span}." if span else "",
        anchor,
        _listed(f"{_sentence(_when(action)).rstrip('.')} : {action.label}" for action in dated),
    )


def means(material: Material) -> str:
    """Who carries and takes part, by profession; what the budget pays of their time."""
    people: dict[str, list[str]] = {}
    for role in material.roles:
        person = role.person
        words = role.label or (str(person.profession) if person.profession else person.function)
        people.setdefault(role.get_role_display(), []).append(words or "membre de l’équipe")
    told = [f"{label} : {', '.join(_counted(names))}" for label, names in people.items()]
    paid = _lines_of(material.budget, ("622", "64"))
    given = _lines_of(material.budget, ("86",))
    return _paragraphs(
        _listed(told, "Moyens humains :"),
        _sentence(_note(material, "referents_text")) if not told else "",
        _listed(paid, "Temps et prestations payés :"),
        _listed(given, "Apports en nature :"),
    )


def _counted(names: list[str]) -> list[str]:
    """« infirmier (2) » for two nurses: trades, never a list of names."""
    counts: dict[str, int] = {}
    for name in names:
        counts[in_sentence(name)] = counts.get(in_sentence(name), 0) + 1
    return [f"{name} ({n})" if n > 1 else name for name, n in counts.items()]


def _lines_of(budget: BudgetSheet | None, codes: tuple[str, ...]) -> list[str]:
    if budget is None:
        return []
    return [
        f"{line.label} : {euros(line.planned)}"
        for side in budget.sides
        for account in side.accounts
        for line in account.lines
        if line.planned and (line.code in codes or account.code in codes)
    ]


def partners(material: Material) -> str:
    """Each partner, its role, what it brings, whether an agreement is signed."""
    lines = []
    for partner in material.partners:
        words = f"{partner.name} ({partner.get_role_display().lower()})"
        if partner.contribution:
            words += f" : {partner.contribution.rstrip('.')}"
        if partner.has_agreement:
            words += ", convention signée"
        lines.append(f"{words}.")
    return _listed(lines)


def evaluation(material: Material) -> str:
    """The followed figures by kind: target, start, how they are collected."""
    by_kind: dict[str, list[str]] = {}
    for indicator in material.indicators:
        words = _target(indicator) if indicator.target is not None else indicator.name
        how = f" Recueil : {indicator.how.rstrip('.')}." if indicator.how else ""
        by_kind.setdefault(indicator.get_kind_display(), []).append(f"{words}.{how}")
    labels = Indicator.Kind.labels
    return _paragraphs(
        *(_listed(by_kind[label], f"{label} :") for label in labels if label in by_kind)
    )


def budget(material: Material) -> str:
    """The two columns in words, and the sentence printed under the budget of the Cerfa."""
    sheet = material.budget
    if sheet is None or sheet.is_empty:
        return ""
    share = sheet.share_of_income(material.amount)
    asked = ""
    if material.amount:
        asked = f"La subvention sollicitée de {euros(material.amount)} représente "
        asked += f"{share} % du total des produits." if share is not None else "tout le budget."
    return _paragraphs(
        f"Budget {sheet.year}.",
        *(_side_words(side) for side in sheet.sides if side.accounts),
        asked,
        _sentence(sheet.note),
    )


def _side_words(side: SheetSide) -> str:
    lines = [_line_words(line) for account in side.accounts for line in account.lines]
    return _listed(lines, f"{side.label} : {euros(side.planned)}")


def _line_words(line: SheetLine) -> str:
    funder = f", {line.funder}" if line.funder and line.funder not in line.label else ""
    status = f" ({line.status.lower()})" if line.status else ""
    return f"{line.number} {line.label}{funder}{status} : {euros(line.planned)}"


BUILDERS: Mapping[str, Builder] = {
    Source.SUMMARY: summary,
    Source.CONTEXT: context,
    Source.OBJECTIVES: objectives,
    Source.PUBLICS: publics,
    Source.PLACES: places,
    Source.ACTIONS: actions,
    Source.CALENDAR: calendar,
    Source.MEANS: means,
    Source.PARTNERS: partners,
    Source.EVALUATION: evaluation,
    Source.BUDGET: budget,
}
