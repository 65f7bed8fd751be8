"""Registers the mails, the source and the action that tests of the mechanisms use."""

import pytest

from tests.kit.support import register_everything


@pytest.fixture(scope="session", autouse=True)
def _registered() -> None:
    """Registries are filled once for the process, as apps do."""
    register_everything()
