"""The first words of a sheet: what the project already knows, said part by part.

No figure of people is written here: figures are computed and masked apart. No person is named.
"""

from collections.abc import Iterable, Mapping

from capitalisation.models import SheetSection
from msp_portal.kit.french import in_sentence, plain_date
from projects.models import (
    Action,
    DiagnosticItem,
    Evaluation,
    FramingNote,
    Partner,
    Project,
    ProjectRole,
)

Key = SheetSection.Key

# What helps to write, when the project says nothing yet. Two short questions at most.
QUESTIONS: Mapping[str, str] = {
    Key.BIRTH: "Qui a eu l’idée, devant quelle situation ? Qu’est-ce qui a décidé l’équipe ?",
    Key.STEPS: "Que s’est-il passé, dans l’ordre ? Quel moment a tout changé ?",
    Key.PARTNERS: "Qui a fait quoi ? Comment vous êtes-vous rencontrés ?",
    Key.PARTICIPATION: "Qu’ont décidé, proposé ou fait les habitants eux-mêmes ?",
    Key.LEVERS: "Sans quoi le projet n’aurait pas tenu ?",
    Key.BRAKES: "Qu’est-ce qui a coûté, retardé, fatigué ? Comment l’avez-vous traversé ?",
    Key.EFFECTS: "Qu’est-ce qui est différent aujourd’hui ? Ce qui n’est pas mesuré se dit aussi.",
    Key.LESSONS: "Que feriez-vous autrement, dès le premier jour ?",
    Key.TRANSFER: "Que faut-il réunir pour le refaire ? Que peut-on changer sans l’abîmer ?",
}


def project_words(project: Project) -> dict[str, str]:
    """For each part of the sheet, what the project says of it; empty when it says nothing.

    The caller holds the project. Six queries.
    """
    note = FramingNote.unscoped.filter(project=project).first()  # unscoped: caller's project
    last = Evaluation.unscoped.filter(project=project).first()  # unscoped: caller's project
    items = list(DiagnosticItem.unscoped.filter(project=project))  # unscoped: caller's project
    by_kind: dict[str, list[DiagnosticItem]] = {}
    for item in items:
        by_kind.setdefault(item.kind, []).append(item)
    return {
        Key.BIRTH: _birth(note, by_kind),
        Key.STEPS: _join(_actions(project), last.done_text if last else ""),
        Key.PARTNERS: _partners(project),
        Key.PARTICIPATION: _lines(_need(item) for item in by_kind.get("BESOIN", [])),
        Key.LEVERS: last.went_well.strip() if last else "",
        Key.BRAKES: last.was_hard.strip() if last else "",
        Key.EFFECTS: last.surprises.strip() if last else "",
        Key.LESSONS: last.next_steps.strip() if last else "",
        Key.TRANSFER: _transfer(project, note),
    }


def _birth(note: FramingNote | None, items: Mapping[str, list[DiagnosticItem]]) -> str:
    data = _lines(
        f"{item.text.strip()} ({item.source}, {item.year})" for item in items.get("DONNEE", [])
    )
    existing = _lines(item.text.strip() for item in items.get("EXISTANT", []))
    return _join(
        note.idea if note else "",
        note.need if note else "",
        f"Les données du diagnostic :\n{data}" if data else "",
        f"Ce qui existait déjà :\n{existing}" if existing else "",
    )


def _need(item: DiagnosticItem) -> str:
    return f"{item.said_by.strip()} : {item.text.strip()}" if item.said_by else item.text.strip()


def _actions(project: Project) -> str:
    held = Action.unscoped.filter(  # unscoped: caller's project
        project=project, state=Action.State.DONE
    )
    lines = []
    for action in held:
        when = plain_date(action.date) if action.date else ""
        where = action.place.strip()
        details = ", ".join(part for part in (when, where) if part)
        lines.append(f"{action.label}{f' ({details})' if details else ''}")
    return _lines(lines)


def _partners(project: Project) -> str:
    """Organisations by their name; a person by what she brings, never by her name."""
    lines = []
    for partner in Partner.unscoped.filter(project=project):  # unscoped: caller's project
        is_person = partner.kind == Partner.Kind.PERSON
        name = partner.get_role_display() if is_person else partner.name
        lines.append(f"{name} : {partner.contribution}" if partner.contribution else name)
    return _lines(dict.fromkeys(lines))


def _transfer(project: Project, note: FramingNote | None) -> str:
    """What it takes: trades, an order of size of the money."""
    trades = (
        ProjectRole.unscoped.filter(  # unscoped: caller's project; trades only, no name
            project=project, accepted_at__isnull=False, person__profession__isnull=False
        )
        .order_by("person__profession__position")
        .values_list("person__profession__label", flat=True)
    )
    names = [in_sentence(label) for label in dict.fromkeys(trades)]
    known = note is not None and note.budget_order not in {"", FramingNote.BudgetOrder.UNKNOWN}
    return _join(
        f"Les métiers qui l’ont porté : {', '.join(names)}." if names else "",
        f"Le budget : {note.get_budget_order_display().lower()}." if note and known else "",
        f"Ce que l’on fait : {note.actions_text.strip()}" if note and note.actions_text else "",
    )


def _lines(lines: Iterable[str]) -> str:
    """One thing a line, with a dash when there are several."""
    found = [line.strip() for line in lines if line.strip()]
    return "\n".join(f"– {line}" for line in found) if len(found) > 1 else "".join(found)


def _join(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())
