"""Noting that an application was filed: from then on it is frozen, data and PDF.

Public names::

    file_application(*, actor, application, filed_at, reference="", proof=None, now=None)
    withdraw_filing(*, actor, application, now=None)
    freeze_application(*, actor, application, document=None, now) -> Snapshot
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction

from coordination.models import Person
from funding.models import Application
from funding.queries.applications import SNAPSHOT, content_data, content_of
from funding.services.drafts import locked_application, locked_draft, tell_application
from funding.services.planning import finish_plan, plan_application
from msp_portal.kit import clock
from msp_portal.kit.documents import request_document
from msp_portal.kit.files import receive_upload
from msp_portal.kit.models import RenderedDocument, Snapshot
from msp_portal.kit.scoping import Scope
from msp_portal.kit.snapshots import freeze

DOCUMENT = "application"
DECIDED = "La décision du financeur est notée : retirez-la d’abord."


@transaction.atomic
def file_application(
    *,
    actor: Person,
    application: Application,
    filed_at: datetime,
    reference: str = "",
    proof: "UploadedFile[Any] | None" = None,
    now: datetime | None = None,
) -> Application:
    """Record the filing with its proof: a number, a file, or both.

    The content is frozen with its PDF: later corrections of the project never alter it
    (DECISIONS 4). What is missing does not prevent it: the funder took the file. Raises
    ``ValidationError`` without proof, for an hour to come, or when it is not a draft;
    ``UploadRefused`` for a proof the portal does not receive.
    """
    moment = now or clock.now()
    reference = " ".join(reference.split())
    current = locked_draft(application)
    if filed_at > moment:
        raise ValidationError(
            {"filed_at": "Cette heure est à venir : notez le dépôt une fois fait."}
        )
    if not reference and proof is None:
        raise ValidationError(
            {"reference": "Donnez le numéro du dépôt, ou joignez l’accusé de réception."}
        )
    if proof is not None:
        current.filing_proof = receive_upload(
            actor=actor,
            uploaded=proof,
            who_can_see=f"les membres de l’équipe {current.team.name}",
            now=moment,
        )
    current.state = Application.State.FILED
    current.filed_at, current.filed_by = filed_at, actor
    current.filing_reference = reference
    scope = Scope.of(team_ids=[current.team_id])
    document = request_document(actor=actor, kind=DOCUMENT, about=current, scope=scope, now=moment)
    current.snapshot = freeze_application(
        actor=actor, application=current, document=document, now=moment
    )
    _save(current)
    finish_plan(actor=actor, application=current, now=moment)
    told = {"filed_at": [None, filed_at], "reference": [None, reference]}
    tell_application(actor, "application.filed", current, told, moment)
    return current


@transaction.atomic
def withdraw_filing(
    *, actor: Person, application: Application, now: datetime | None = None
) -> Application:
    """The filing was noted by mistake: the application is « NON déposé » again.

    The frozen copy stays in the journal of what was sent. Raises ``ValidationError`` once the
    funder's decision is noted.
    """
    moment = now or clock.now()
    current = locked_application(application)
    if current.state in {Application.State.GRANTED, Application.State.REFUSED}:
        raise ValidationError(DECIDED)
    if current.state != Application.State.FILED:
        return current
    told = {"reference": [current.filing_reference, None]}
    current.state = Application.State.DRAFT
    current.filed_at = current.filed_by = current.snapshot = current.filing_proof = None
    current.filing_reference = ""
    _save(current)
    plan_application(actor=actor, application=current, now=moment)
    tell_application(actor, "application.filing_withdrawn", current, told, moment)
    return current


def freeze_application(
    *,
    actor: Person,
    application: Application,
    document: RenderedDocument | None = None,
    now: datetime,
) -> Snapshot:
    """Keep the application as it stands: every answer, piece and amount. Inside a transaction."""
    return freeze(
        actor=actor,
        kind=SNAPSHOT,
        about=application,
        data=content_data(content_of(application)),
        document=document,
        now=now,
    )


def _save(application: Application) -> None:
    application.save(
        update_fields=[
            "state", "filed_at", "filed_by", "filing_reference", "filing_proof", "snapshot",
        ]
    )  # fmt: skip
    Application.unscoped.filter(pk=application.pk).update(  # unscoped: the row locked above
        version=models.F("version") + 1
    )
    application.version += 1
