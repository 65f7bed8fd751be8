"""Static files can be collected for production: every reference is found and hashed."""

import json
from pathlib import Path

from django.conf import LazySettings
from django.core.management import call_command


def test_collected_files_are_hashed_down_to_the_modules(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "msp_portal.kit.static_storage.PortalStaticStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)

    names = json.loads((tmp_path / "staticfiles.json").read_text("utf-8"))["paths"]
    portal = (tmp_path / names["js/portal.js"]).read_text("utf-8")
    assert Path(names["js/menus.js"]).name in portal
    assert "./menus.js" not in portal
    pdf = (tmp_path / names["css/pdf.css"]).read_text("utf-8")
    assert Path(names["vendor/fonts/source-sans-3-latin-400-normal.woff2"]).name in pdf
