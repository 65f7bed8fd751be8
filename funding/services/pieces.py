"""Joining a piece to an application, or saying how it is sent otherwise."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from coordination.models import Person
from funding.models import Application, ApplicationPiece, CallPiece
from funding.services.drafts import locked_draft, tell_application
from msp_portal.kit import clock
from msp_portal.kit.files import delete_file, receive_upload


@transaction.atomic
def give_piece(
    *,
    actor: Person,
    application: Application,
    piece: CallPiece,
    uploaded: "UploadedFile[Any] | None" = None,
    sent_otherwise: str = "",
    now: datetime | None = None,
) -> ApplicationPiece:
    """A file, or « transmise autrement »; what was given before is replaced.

    Raises ``UploadRefused`` for a file the portal does not receive (50 Mo, content), and
    ``ValidationError`` when nothing is said or the application is not a draft.
    """
    moment = now or clock.now()
    sent_otherwise = sent_otherwise.strip()
    current = locked_draft(application)
    if piece.call_id != current.call_id:
        raise ValidationError("Cette pièce n’est pas de cet appel.")
    if uploaded is None and not sent_otherwise:
        raise ValidationError("Joignez un fichier, ou dites comment la pièce est transmise.")
    stored = None
    if uploaded is not None:
        stored = receive_upload(
            actor=actor,
            uploaded=uploaded,
            who_can_see=f"les membres de l’équipe {current.team.name}",
            now=moment,
        )
    before = ApplicationPiece.unscoped.filter(  # unscoped: of the draft locked above
        application=current, piece=piece
    ).first()
    given, _new = ApplicationPiece.unscoped.update_or_create(  # unscoped: same
        application=current,
        piece=piece,
        defaults={
            "file": stored,
            "sent_otherwise": "" if stored else sent_otherwise,
            "provided_at": moment,
            "provided_by": actor,
        },
    )
    if before and before.file:
        delete_file(before.file)
    told = {"piece": [None, piece.label]}
    tell_application(actor, "application.piece_given", current, told, moment)
    return given


@transaction.atomic
def take_piece_back(
    *,
    actor: Person,
    application: Application,
    given: ApplicationPiece,
    now: datetime | None = None,
) -> None:
    """Take a piece out of a draft; the file is forgotten."""
    current = locked_draft(application)
    piece = given.piece
    stored = given.file
    given.delete()
    if stored:
        delete_file(stored)
    told = {"piece": [None, piece.label]}
    tell_application(actor, "application.piece_removed", current, told, now or clock.now())
