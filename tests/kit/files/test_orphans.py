"""Contents that no row knows go after a day; what a row names, or what is fresh, never."""

from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from msp_portal.kit.files import receive_upload
from msp_portal.kit.files.orphans import sweep_orphan_files
from msp_portal.kit.models import StoredFile
from tests.kit.files import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_storage(settings: LazySettings, tmp_path) -> None:
    """A folder of its own: other tests leave their files alone."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }


def receive() -> StoredFile:
    return receive_upload(
        actor=None, uploaded=SimpleUploadedFile("rib.pdf", samples.pdf()), who_can_see="vous"
    )


def rolled_back() -> str:
    """A file kept by a form whose transaction failed afterwards."""
    with transaction.atomic():
        path = receive().file.name
        transaction.set_rollback(True)
    assert default_storage.exists(path)
    return path


def in_two_days() -> datetime:
    return timezone.now() + timedelta(days=2)


def test_what_a_failed_transaction_left_goes_after_a_day() -> None:
    left, known = rolled_back(), receive().file.name
    assert sweep_orphan_files(now=in_two_days()) == 1
    assert not default_storage.exists(left)
    assert default_storage.exists(known)
    assert sweep_orphan_files(now=in_two_days()) == 0


def test_a_file_whose_transaction_may_still_be_open_is_left() -> None:
    left = rolled_back()
    assert sweep_orphan_files() == 0
    assert default_storage.exists(left)


def test_the_shifted_clock_of_the_demo_does_not_age_files(settings: LazySettings) -> None:
    settings.CLOCK_OFFSET_DAYS = 400
    rolled_back()
    assert sweep_orphan_files() == 0


def test_a_document_half_written_by_a_killed_worker_goes_too() -> None:
    path = default_storage.save("documents/abc-1.pdf", ContentFile(b"%PDF-1.7"))
    assert sweep_orphan_files(now=in_two_days()) == 1
    assert not default_storage.exists(path)


def test_nothing_ever_kept_is_nothing_to_do() -> None:
    assert sweep_orphan_files() == 0
