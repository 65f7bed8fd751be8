"""The pages of the links about tasks: an offer (yes, not this time), a task (it is done).

GET shows, POST writes; no account, no script.
"""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from coordination.models import Ask, Person
from msp_portal.kit.models import ActionLink
from msp_portal.kit.views.links import link_view
from projects.emails.tasks import OFFER_ACTION, TASK_ACTION
from projects.models import Task
from projects.services.tasks import accept_task, mark_task, release_task

GONE = "projects/participant/gone.html"


@link_view(OFFER_ACTION)
def task_offer_link(request: HttpRequest, link: ActionLink, person: Person) -> HttpResponse:
    """« Je m'en occupe », or « pas cette fois »; one may change one's mind."""
    ask = link.about
    if not isinstance(ask, Ask) or not isinstance(ask.about, Task):
        return render(request, GONE, {"declined": False}, status=HTTPStatus.GONE)
    task = ask.about
    if request.method == "POST":
        return _answer(request, link, task, person)
    if "non" in request.GET.getlist("dit"):
        return render(request, GONE, {"declined": True})
    context = _context(task, person, ask=ask, wanted=request.GET.get("reponse", ""))
    return render(request, "projects/participant/task.html", context)


def _answer(request: HttpRequest, link: ActionLink, task: Task, person: Person) -> HttpResponse:
    answer = request.POST.get("answer", "")
    try:
        if answer == "oui":
            accept_task(actor=person, task=task, person=person, via_link=link)
        elif answer == "non":
            release_task(actor=person, task=task, person=person, via_link=link)
            return redirect(f"{request.path}?dit=non")
        elif answer in {"fait", "a-faire"} and task.responsible_id == person.pk:
            _mark(task, person, link, answer)
    except ValidationError as error:
        context = _context(task, person, why=error.messages[0])
        return render(
            request, "projects/participant/task.html", context, status=HTTPStatus.CONFLICT
        )
    return redirect(f"{request.path}?dit={answer}")


@link_view(TASK_ACTION)
def task_link(request: HttpRequest, link: ActionLink, person: Person) -> HttpResponse:
    """The task of a reminder: one tap says that it is done, another that it is not."""
    task = link.about
    if not isinstance(task, Task):
        return render(request, GONE, {"declined": False}, status=HTTPStatus.GONE)
    if request.method == "POST":
        _mark(task, person, link, request.POST.get("answer", ""))
        return redirect(f"{request.path}?dit={request.POST.get('answer', '')}")
    return render(request, "projects/participant/task.html", _context(task, person, mine=True))


def _mark(task: Task, person: Person, link: ActionLink, answer: str) -> None:
    states = {"fait": "done", "a-faire": "todo"}
    if answer in states:
        mark_task(actor=person, task=task, state=states[answer], via_link=link)


def _context(
    task: Task,
    person: Person,
    *,
    ask: Ask | None = None,
    wanted: str = "",
    why: str = "",
    mine: bool = False,
) -> dict[str, Any]:
    return {
        "task": task,
        "project": task.project,
        "ask": ask,
        "wanted": wanted if wanted in {"oui", "non"} else "",
        "why": why,
        "mine": mine or task.responsible_id == person.pk,
        "taken": task.owner_id not in {None, person.pk},
    }
