"""What an application still lacks: said kindly, each with the place where it is put right."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from funding.models import Application
from funding.queries.applications import ApplicationContent
from msp_portal.kit.french import count, euros


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to do before filing. ``url`` may be empty when the page does not exist here."""

    text: str
    url: str
    link: str


def missing_of(content: ApplicationContent) -> list[Missing]:
    """Everything that stops, or could weaken, the filing; empty when it is ready."""
    return [*_answers(content), *_pieces(content), *_money(content), *_people(content)]


def _page(name: str, pk: int) -> str:
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""


def _answers(content: ApplicationContent) -> Iterator[Missing]:
    application = content.application
    for line in content.answers:
        write = reverse("funding:answer", args=[application.pk, line.question.pk])
        if line.over:
            yield Missing(
                f"« {line.question.label} » : {count(line.over, 'caractère')} de trop.",
                write,
                "Raccourcir",
            )
        elif not line.text and line.question.required:
            if line.fill_page and (url := _page(line.fill_page[0], application.project_id)):
                words = f"« {line.question.label} » attend {line.fill_page[1]}."
                yield Missing(words, url, "Compléter le projet")
            else:
                yield Missing(f"« {line.question.label} » reste à écrire.", write, "Écrire")


def _pieces(content: ApplicationContent) -> Iterator[Missing]:
    for line in content.pieces:
        if line.piece.required and line.given is None:
            yield Missing(
                f"Pièce à joindre : {line.piece.label}.",
                reverse("funding:piece", args=[content.application.pk, line.piece.pk]),
                "Joindre",
            )


def _money(content: ApplicationContent) -> Iterator[Missing]:
    application = content.application
    settle = reverse("funding:application_settle", args=[application.pk])
    if application.budget is None or content.sheet is None:
        yield Missing("Le budget du dossier n’est pas choisi.", settle, "Choisir")
    else:
        url = _page("projects:budget", application.project_id)
        for words in (*content.sheet.imbalance, *content.sheet.missing):
            yield Missing(words, url, "Reprendre le budget")
    if not application.amount_requested:
        yield Missing("Le montant demandé n’est pas noté.", settle, "Noter")
        return
    for words in _against_the_call(application, content.share):
        yield Missing(words, settle, "Reprendre")


def _against_the_call(application: Application, share: int | None) -> Iterator[str]:
    call, amount = application.call, application.amount_requested or 0
    if call.amount_max and amount > call.amount_max:
        yield f"Le montant demandé dépasse le plafond de {euros(call.amount_max)}."
    if call.amount_min and amount < call.amount_min:
        yield f"Le montant demandé est sous le plancher de {euros(call.amount_min)}."
    if call.rate_max and share is not None and share > call.rate_max:
        yield f"La demande fait {share} % du budget ; cet appel en finance {call.rate_max} % au plus."


def _people(content: ApplicationContent) -> Iterator[Missing]:
    application = content.application
    settle = reverse("funding:application_settle", args=[application.pk])
    if application.bearing_structure is None:
        yield Missing("La structure qui signe n’est pas choisie.", settle, "Choisir")
    if application.responsible is None:
        yield Missing("Personne n’a dit « je dépose le dossier ».", settle, "Choisir")
    if application.signed_on is None:
        yield Missing(
            "La signature n’est pas notée.",
            reverse("funding:application_sign", args=[application.pk]),
            "Noter la signature",
        )
