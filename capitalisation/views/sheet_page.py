"""What the view of every page of a sheet begins with."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest

from capitalisation.models import ExperienceSheet
from capitalisation.permissions import may_decide, may_review, may_write
from capitalisation.queries.access import SheetAccess, sheet_access
from coordination.models import Person
from coordination.queries.scopes import Standing, standing_for
from msp_portal.kit.permissions import Allowed
from projects.permissions import may_edit


@dataclass(frozen=True)
class SheetPage:
    """A sheet, who looks at it and what she may do."""

    standing: Standing
    access: SheetAccess
    can_edit: Allowed
    can_write: Allowed
    can_decide: Allowed
    can_review: Allowed

    @property
    def sheet(self) -> ExperienceSheet:
        """The sheet itself."""
        return self.access.sheet

    @property
    def person(self) -> Person:
        """Who looks, behind ``login_required``."""
        assert self.standing.person is not None  # noqa: S101
        return self.standing.person

    def for_the_team(self) -> "SheetPage":
        """This page is the team's own: Http404 for everybody else."""
        if not self.access.of_the_team:
            raise Http404
        return self

    def context(self, **more: Any) -> dict[str, Any]:
        """What ``templates/capitalisation/_layout.html`` needs, and what the page adds."""
        return {
            "sheet": self.sheet,
            "project": self.sheet.project,
            "access": self.access,
            "can_edit": self.can_edit,
            "can_write": self.can_write,
            "can_decide": self.can_decide,
            "can_review": self.can_review,
            **more,
        }


def sheet_page(request: HttpRequest, pk: int) -> SheetPage:
    """The sheet ``pk`` for whoever sends this request; Http404 when she may not see it."""
    standing = standing_for(request)
    access = sheet_access(standing, pk)
    return SheetPage(
        standing=standing,
        access=access,
        can_edit=may_edit(standing, access.team_ids, access.carrier_ids),
        can_write=may_write(standing, access.sheet, access.team_ids, access.carrier_ids),
        can_decide=may_decide(standing, access.team_ids),
        can_review=may_review(standing, access.sheet),
    )


def put_refusal(form: BaseForm, refusal: ValidationError) -> None:
    """What a service refuses becomes an error of the form, at its field when there is one."""
    if hasattr(refusal, "error_dict"):
        for name, errors in refusal.message_dict.items():
            field = name if name in form.fields else None
            form.add_error(field, errors)  # type: ignore[arg-type]
    else:
        form.add_error(None, refusal.messages)  # type: ignore[arg-type]


def say_refusal(request: HttpRequest, refusal: ValidationError) -> None:
    """A refusal on a page that has no form to put it in."""
    for sentence in refusal.messages:
        messages.error(request, sentence)
