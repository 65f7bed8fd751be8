"""What the views of this room begin with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest

from coordination.models import Person
from coordination.queries.scopes import Standing, standing_for
from funding.permissions import may_manage, may_write
from funding.queries.applications import application_for, deadline_among
from msp_portal.kit import clock
from msp_portal.kit.permissions import Allowed

BY_POST = {"COURRIEL": "par courriel", "COURRIER": "par courrier"}


@dataclass(frozen=True)
class ApplicationPage:
    """An application, who looks at it and what she may do."""

    standing: Standing
    application: Any  # an Application, as « application_for » reads it
    now: datetime

    @cached_property
    def can_manage(self) -> Allowed:
        """File, settle, sign, give up, note the decision."""
        return may_manage(self.standing, self.application, self.application.carrier_ids)

    @cached_property
    def can_write(self) -> Allowed:
        """Write answers, give pieces."""
        return may_write(self.standing, self.application)

    @property
    def actor(self) -> Person:
        """Who acts."""
        return actor_of(self.standing)

    @property
    def where(self) -> str:
        """Where it must be filed, as the red band says it after « sur »; empty by mail or post."""
        platform = self.application.call.platform
        if platform is None or platform.code in {*BY_POST, "AUTRE"}:
            return ""
        return "le portail du financeur" if platform.code == "PORTAIL_FINANCEUR" else platform.label

    @property
    def how(self) -> str:
        """How it is filed, in a sentence: « sur Ma Démarche Santé », « par courriel »."""
        platform = self.application.call.platform
        if platform is not None and platform.code in BY_POST:
            return BY_POST[platform.code]
        return f"sur {self.where}" if self.where else ""

    def context(self, here: str = "", **more: Any) -> dict[str, Any]:
        """What ``templates/funding/_application.html`` needs, and what the page adds.

        ``here`` names the page among the breadcrumbs; empty for the application itself.
        """
        call = self.application.call
        return {
            "here": here,
            "how": self.how,
            "application": self.application,
            "call": call,
            "project": self.application.project,
            "deadline": deadline_among(call.closes_at, self.application.round_days, self.now),
            "where": self.where,
            "can_manage": self.can_manage,
            "can_write": self.can_write,
            **more,
        }


def actor_of(standing: Standing) -> Person:
    """Who acts: pages of this room that act are behind the sign-in."""
    assert standing.person is not None  # noqa: S101 (login_required)
    return standing.person


def application_page(request: HttpRequest, pk: int) -> ApplicationPage:
    """The application ``pk`` for whoever sends this request; Http404 when she may not see it."""
    standing = standing_for(request)
    return ApplicationPage(standing, application_for(standing.scope, pk), clock.now())


def try_service(form: BaseForm, call: Callable[[], Any]) -> Any:
    """Run a service; what it refuses becomes an error of the form. None when refused."""
    try:
        return call()
    except ValidationError as refusal:
        if hasattr(refusal, "error_dict"):
            for name, errors in refusal.message_dict.items():
                form.add_error(name if name in form.fields else None, errors)  # type: ignore[arg-type]
        else:
            form.add_error(None, refusal.messages)  # type: ignore[arg-type]
        return None


def try_act(request: HttpRequest, call: Callable[[], Any], done: str) -> bool:
    """Run a service on a page without form; say what was done, or why it was refused."""
    try:
        call()
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return False
    messages.success(request, done)
    return True
