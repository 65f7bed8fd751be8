"""What the views of this room share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from coordination.models import Person, Team
from coordination.permissions import may_see_team
from coordination.queries.scopes import Standing, standing_for


def me(request: HttpRequest) -> Person:
    """Who acts, behind ``login_required``."""
    person = request.user
    if not isinstance(person, Person):
        raise PermissionDenied
    return person


def team_for(request: HttpRequest, pk: int) -> tuple[Standing, Team]:
    """The team if this person may see its page, else Http404."""
    standing = standing_for(request)
    team = get_object_or_404(Team.objects.select_related("department__region", "federation"), pk=pk)
    if not may_see_team(standing, team):
        raise Http404
    return standing, team


def try_service(form: BaseForm, call: Callable[[], Any]) -> Any:
    """Run a service; what it refuses becomes an error of the form. None when refused."""
    try:
        return call()
    except ValidationError as refusal:
        _put_errors(form, refusal)
        return None


def _put_errors(form: BaseForm, refusal: ValidationError) -> None:
    if hasattr(refusal, "error_dict"):
        for name, errors in refusal.message_dict.items():
            form.add_error(name if name in form.fields else None, errors)  # type: ignore[arg-type]
    else:
        form.add_error(None, refusal.messages)  # type: ignore[arg-type]


def say_refusal(request: HttpRequest, refusal: ValidationError) -> None:
    """A refusal on a page that has no form to put it in."""
    for sentence in refusal.messages:
        messages.error(request, sentence)
