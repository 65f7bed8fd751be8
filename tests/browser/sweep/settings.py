"""Settings of the portal that is looked at: the demo's, with templates that accept no unknown value."""

from msp_portal.settings.local import *  # noqa: F403
from msp_portal.settings.local import TEMPLATES
from tests.strict_templates import Undefined

ROOT_URLCONF = "tests.browser.sweep.urls"
for engine in TEMPLATES:
    engine["OPTIONS"]["string_if_invalid"] = Undefined()  # type: ignore[index]
