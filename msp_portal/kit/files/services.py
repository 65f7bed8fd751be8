"""Receiving, keeping and forgetting files."""

import hashlib
import logging
from collections.abc import Collection
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO, cast

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction

from msp_portal.kit import clock
from msp_portal.kit.files import inspection
from msp_portal.kit.files.images import BrokenImageError, without_metadata
from msp_portal.kit.files.kinds import EVERYTHING, FileKind, Looked, kind_of_extension, look_at
from msp_portal.kit.files.names import clean_name, extension_of, lists_named_people
from msp_portal.kit.models.files import StoredFile

logger = logging.getLogger(__name__)
MAX_BYTES = 50 * 1024 * 1024


class UploadRefused(Exception):  # noqa: N818  (what happened, not a fault)
    """A file was not received; the message, in French, says why and what to do."""


def receive_upload(
    *,
    actor: models.Model | None,
    uploaded: "UploadedFile[Any]",
    who_can_see: str,
    allowed: Collection[FileKind] = EVERYTHING,
    max_bytes: int = MAX_BYTES,
    now: datetime | None = None,
) -> StoredFile:
    """Check a file and keep it in private storage, photographs without their metadata.

    ``actor`` may be None for a person acting by link, named elsewhere. The caller has checked
    that she may give a file here. Raises :class:`UploadRefused`; nothing is then kept.
    """
    name = clean_name(uploaded.name or "")
    kind = _check(name, uploaded, frozenset(allowed), max_bytes)
    content = _content(uploaded, kind)
    stored = StoredFile(
        name=name,
        mime=kind.mime,
        size=content.size,
        sha256=_fingerprint(content),
        who_can_see=who_can_see,
        uploaded_by=cast(Any, actor),
        created_at=now or clock.now(),
    )
    content.seek(0)
    stored.file.save(name, content, save=False)
    try:
        with transaction.atomic():
            stored.save()
    except BaseException:
        stored.file.delete(save=False)
        raise
    return stored


def check_upload(
    *,
    uploaded: "UploadedFile[Any]",
    allowed: Collection[FileKind] = EVERYTHING,
    max_bytes: int = MAX_BYTES,
) -> FileKind:
    """The same checks for a file that is read at once and not kept. Raises :class:`UploadRefused`."""
    return _check(clean_name(uploaded.name or ""), uploaded, frozenset(allowed), max_bytes)


def delete_file(stored: StoredFile) -> None:
    """Forget a file: the row now, the content once the transaction is sure."""
    storage, path = stored.file.storage, str(stored.file.name)
    stored.delete()
    transaction.on_commit(lambda: storage.delete(path))


def _check(
    name: str, uploaded: "UploadedFile[Any]", allowed: frozenset[FileKind], max_bytes: int
) -> FileKind:
    size = uploaded.size or 0
    if size == 0:
        raise UploadRefused(f"« {name} » est vide. Vérifiez le fichier, puis déposez-le à nouveau.")
    if size > max_bytes:
        most = max_bytes // (1024 * 1024)
        raise UploadRefused(
            f"« {name} » dépasse {most} Mo. Réduisez-le (photos moins grandes, PDF allégé) "
            "ou déposez-le en plusieurs parties."
        )
    if lists_named_people(name):
        raise UploadRefused(
            f"« {name} » semble contenir des noms de participants. Le portail ne reçoit ni feuille "
            "d’émargement ni liste de personnes : notez seulement le nombre de présents et gardez "
            "la feuille dans votre structure."
        )
    content = cast(BinaryIO, uploaded.file)
    looked = look_at(content)
    kind = _agreed_kind(name, looked, allowed)
    _check_inside(name, content, kind)
    return kind


def _agreed_kind(name: str, looked: Looked, allowed: frozenset[FileKind]) -> FileKind:
    """The kind the name announces, if the content agrees and it is allowed here."""
    announced = kind_of_extension(extension_of(name))
    accepted = ", ".join(sorted(kind.value for kind in allowed))
    if looked.is_program:
        raise UploadRefused(f"« {name} » est un programme : le portail n’en reçoit pas.")
    if looked.is_old_office:
        raise UploadRefused(
            f"« {name} » est dans un ancien format (doc, xls, ppt) ou protégé par un mot de passe. "
            "Enregistrez-le en docx, xlsx, odt ou PDF, sans mot de passe."
        )
    if announced is None:
        raise UploadRefused(f"« {name} » n’est pas d’un type accepté ici ({accepted}).")
    if announced not in looked.kinds:
        raise UploadRefused(
            f"« {name} » n’est pas ce que son nom annonce, ou il est abîmé. Ouvrez-le dans le "
            "logiciel d’origine, enregistrez-le à nouveau, puis déposez-le."
        )
    if announced not in allowed:
        raise UploadRefused(f"« {name} » n’est pas d’un type accepté ici ({accepted}).")
    return announced


def _check_inside(name: str, content: BinaryIO, kind: FileKind) -> None:
    if kind.is_office:
        if inspection.archive_bursts(content):
            raise UploadRefused(
                f"« {name} » se déploie en un contenu trop volumineux pour être reçu sans risque. "
                "Enregistrez-le en PDF."
            )
        if inspection.has_macros(content):
            raise UploadRefused(
                f"« {name} » contient des macros (de petits programmes). Enregistrez-le sans macro "
                "ou en PDF."
            )
    if kind is FileKind.PDF:
        if inspection.is_locked_pdf(content):
            raise UploadRefused(
                f"« {name} » est protégé : son contenu ne peut pas être vérifié. Enregistrez-le sans "
                "mot de passe ni restriction."
            )
        if inspection.has_active_pdf(content):
            raise UploadRefused(
                f"« {name} » contient un programme ou d’autres fichiers. Imprimez-le en PDF, puis "
                "déposez cette copie."
            )


def _content(uploaded: "UploadedFile[Any]", kind: FileKind) -> "File[bytes]":
    uploaded.seek(0)
    if not kind.is_image:
        return File(uploaded.file, name=uploaded.name)
    try:
        return ContentFile(without_metadata(uploaded.read(), kind), name=uploaded.name)
    except BrokenImageError as error:
        logger.info("image refused: %s", error)
        raise UploadRefused(
            "Cette image est abîmée. Ouvrez-la, enregistrez-la à nouveau, puis déposez-la."
        ) from error


def _fingerprint(content: "File[bytes] | BytesIO") -> str:
    content.seek(0)
    return hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
