"""An application: what it holds, what it takes from the project, what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from coordination.models import BearingStructure
from funding.models import (
    Application,
    ApplicationAnswer,
    ApplicationPiece,
    CallDate,
    CallPiece,
    CallQuestion,
)
from funding.queries.assembly import PAGES, assemble
from funding.queries.budget_sheet import BudgetSheet, sheet_from_data
from funding.queries.call_deadlines import end_of
from funding.queries.material import Material, material_of
from msp_portal.kit.scoping import Scope
from projects.queries.access import carriers_of

SNAPSHOT = "funding.application"


@dataclass(frozen=True)
class AnswerLine:
    """One question with the text that answers it: the team's own, or the project's words."""

    question: CallQuestion
    answer: ApplicationAnswer | None
    taken: str

    @property
    def own(self) -> bool:
        """Whether the team wrote its own text."""
        return bool(self.answer and self.answer.text)

    @property
    def text(self) -> str:
        """What would be filed today."""
        return self.answer.text if self.answer and self.answer.text else self.taken

    @property
    def length(self) -> int:
        """Characters, spaces and line ends included, as portals count them."""
        return len(self.text)

    @property
    def over(self) -> int:
        """Characters beyond what the call accepts; 0 when it fits or has no limit."""
        most = self.question.max_chars
        return max(0, self.length - most) if most else 0

    @property
    def fill_page(self) -> tuple[str, str] | None:
        """Address and words of the project's page the answer is taken from."""
        return PAGES.get(self.question.source)


@dataclass(frozen=True)
class PieceLine:
    """One piece the call asks for, with what was given."""

    piece: CallPiece
    given: ApplicationPiece | None


@dataclass(frozen=True)
class ApplicationContent:
    """The whole content of an application as it stands."""

    application: Application
    answers: tuple[AnswerLine, ...]
    pieces: tuple[PieceLine, ...]
    sheet: BudgetSheet | None
    material: Material

    @property
    def pieces_given(self) -> int:
        """How many pieces are there or sent otherwise."""
        return sum(1 for line in self.pieces if line.given)

    @property
    def share(self) -> int | None:
        """What the amount asked for represents of the produits, in per cent."""
        return self.sheet.share_of_income(self.application.amount_requested) if self.sheet else None


def application_for(scope: Scope, pk: int) -> Any:
    """The application if ``scope`` may read it, with everything its pages name, else Http404.

    One query, with who carries its project (``carrier_ids``), the days of the rounds of its call
    (``round_days``), the decision and the grant.
    """
    return get_object_or_404(
        Application.objects.for_scope(scope)
        .select_related(
            "project", "call__funder", "call__kind", "call__platform", "call__federation",
            "team__department", "bearing_structure", "budget", "responsible__profession",
            "filed_by__profession", "filing_proof", "snapshot__document",
            "decision__recorded_by__profession", "grant__funder",
        )
        .annotate(
            carrier_ids=carriers_of("project_id"),
            round_days=ArraySubquery(
                CallDate.objects.filter(call=OuterRef("call_id"), kind=CallDate.Kind.ROUND)
                .order_by("date")
                .values("date")
            ),
        ),
        pk=pk,
    )  # fmt: skip


def deadline_of(application: Application, now: datetime) -> datetime | None:
    """When the call closes for this application: its hour, or its next round."""
    call = application.call
    return deadline_among(
        call.closes_at, (d.date for d in call.dates.all() if d.kind == d.Kind.ROUND), now
    )


def deadline_among(
    closes_at: datetime | None, rounds: Iterable[date], now: datetime
) -> datetime | None:
    """The first of the hour of closing and of the rounds that are not over."""
    day = timezone.localtime(now).date()
    ahead = [end_of(each) for each in rounds if each >= day]
    return min((moment for moment in (closes_at, *ahead) if moment is not None), default=None)


def content_of(application: Application) -> ApplicationContent:
    """Read everything with the rights of the team that answers. A fixed number of queries."""
    scope = Scope.of(team_ids=[application.team_id])
    material = material_of(
        scope,
        application.project,
        budget=application.budget,
        amount=application.amount_requested,
        funder_name=application.call.funder.name,
    )
    written = {
        answer.question_id: answer
        for answer in ApplicationAnswer.objects.for_scope(scope).filter(application=application)
    }
    given = {
        piece.piece_id: piece
        for piece in ApplicationPiece.objects.for_scope(scope)
        .filter(application=application)
        .select_related("file")
    }
    questions = application.call.questions.all()
    return ApplicationContent(
        application=application,
        answers=tuple(
            AnswerLine(question, written.get(question.pk), assemble(question.source, material))
            for question in questions
        ),
        pieces=tuple(
            PieceLine(piece, given.get(piece.pk)) for piece in application.call.pieces.all()
        ),
        sheet=material.budget,
        material=material,
    )


# ---- As plain data: what is frozen, what is printed -------------------------------------------


def content_data(content: ApplicationContent) -> dict[str, Any]:
    """The content as plain data: the frozen copy and the PDF are made from it, and compared."""
    application = content.application
    call, project = application.call, application.project
    return {
        "call": {
            "title": call.title,
            "kind": call.kind.label,
            "funder": call.funder.name,
            "closes_at": call.closes_at,
            "platform": call.platform.label if call.platform else "",
        },
        "project": {
            "title": project.title,
            "teams": [team.name for team in content.material.teams],
        },
        "team": application.team.name,
        "structure": structure_data(application.bearing_structure),
        "responsible": application.responsible.name_and_role if application.responsible else "",
        "amount_requested": application.amount_requested,
        "signed_on": application.signed_on,
        "answers": [
            {
                "label": line.question.label,
                "text": line.text,
                "own": line.own,
                "max": line.question.max_chars,
            }
            for line in content.answers
        ],
        "pieces": [_piece_data(line) for line in content.pieces],
        "budget": content.sheet.as_data() if content.sheet else None,
        "illustration": bool(
            project.illustration
            or call.illustration
            or (content.sheet and content.sheet.illustration)
        ),
    }


def structure_data(structure: BearingStructure | None) -> dict[str, Any] | None:
    """Who signs and receives the money, as a document prints it."""
    if structure is None:
        return None
    return {
        "name": structure.name,
        "kind": structure.get_kind_display(),
        "siret": structure.siret,
        "rna": structure.rna,
        "legal_representative": structure.legal_representative,
        "address": structure.address,
        "may_use_cerfa": structure.may_use_cerfa,
    }


def _piece_data(line: PieceLine) -> dict[str, Any]:
    given = line.given
    file = given.file if given else None
    return {
        "label": line.piece.label,
        "required": line.piece.required,
        "file": file.name if file else "",
        "sha256": file.sha256 if file else "",
        "otherwise": given.sent_otherwise if given else "",
    }


def printed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Frozen or present data made ready for a template: dates as dates, the budget as a sheet."""
    call = dict(data["call"])
    if isinstance(call["closes_at"], str):
        call["closes_at"] = parse_datetime(call["closes_at"])
    signed = data["signed_on"]
    sheet = sheet_from_data(data["budget"])
    return {
        **data,
        "call": call,
        "signed_on": parse_date(signed) if isinstance(signed, str) else signed,
        "sheet": sheet,
        "share": sheet.share_of_income(data["amount_requested"]) if sheet else None,
    }


def printed_application(application: Application) -> dict[str, Any]:
    """What was filed, or what would be filed today."""
    if application.snapshot is not None and application.is_filed:
        return printed(application.snapshot.data)
    return printed(content_data(content_of(application)))


def applications_on(scope: Scope, call_id: int) -> "QuerySet[Application]":
    """What the teams of ``scope`` answer to this call, given up ones left out."""
    found: QuerySet[Application] = (
        Application.objects.for_scope(scope)
        .filter(call=call_id)
        .exclude(state=Application.State.ABANDONED)
        .select_related("team", "project")
        .order_by("pk")
    )
    return found


def structures_of(team_id: int) -> Iterable[BearingStructure]:
    """The structures that may sign for a team."""
    scope = Scope.of(team_ids=[team_id])
    return BearingStructure.objects.for_scope(scope).filter(team=team_id)
