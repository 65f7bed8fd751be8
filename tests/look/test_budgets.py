"""Bytes: what a coordinator's and a participant's page load, compressed."""

import gzip
import json
import re
from pathlib import Path

from django.template.loader import get_template

from tools.refresh_static import problems

STATIC = Path(__file__).resolve().parents[2] / "static"
TEMPLATES = STATIC.parent / "templates"
KB = 1024


def compressed(names: list[str]) -> int:
    return sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in names)


def loaded_by(template: str) -> list[str]:
    source = get_template(template).template.source  # type: ignore[attr-defined]
    return re.findall(r"\{% static '([^']+)' %\}", source)


def scripts() -> list[str]:
    own = [f"js/{path.name}" for path in (STATIC / "js").glob("*.js")]
    return [*own, "vendor/htmx.min.js"]


def test_scripts_weigh_at_most_70_kb() -> None:
    assert 0 < compressed(scripts()) <= 70 * KB


def test_coordinator_frame_leaves_room_for_the_page() -> None:
    """The page has 250 KB; its frame takes less than half, the rest is for what is read."""
    frame = set(loaded_by("base.html")) | set(scripts())
    assert any(name.endswith("bootstrap.min.css") for name in frame)
    assert compressed(sorted(frame)) <= 110 * KB


def test_participant_frame_is_light_and_has_no_script() -> None:
    names = loaded_by("base_participant.html")
    assert len(names) + 2 <= 6  # the page itself, and a federation's colour
    assert compressed(names) <= 30 * KB
    assert "<script" not in (TEMPLATES / "base_participant.html").read_text("utf-8")


def test_no_font_is_loaded_on_screen() -> None:
    for name in ("tokens", "components", "portal", "participant", "print"):
        assert "@font-face" not in (STATIC / "css" / f"{name}.css").read_text("utf-8")


def test_vendored_files_are_those_of_the_manifest() -> None:
    assert problems() == []
    for package in json.loads((STATIC / "vendor" / "MANIFEST.json").read_text("utf-8")):
        assert package["version"]
        assert package["licence"] in {"MIT", "0BSD", "OFL-1.1"}


def test_no_source_map_is_asked_for() -> None:
    for path in [*STATIC.rglob("*.css"), *STATIC.rglob("*.js")]:
        assert "sourceMappingURL" not in path.read_text("utf-8"), path.name


def test_style_sheets_use_the_named_colours_only() -> None:
    """Colours live in tokens.css; black and white of paper and the ground of a QR code aside."""
    for name in ("components", "portal", "participant"):
        css = re.sub(
            r"/\*.*?\*/", "", (STATIC / "css" / f"{name}.css").read_text("utf-8"), flags=re.DOTALL
        )
        colours = set(re.findall(r"#[0-9a-f]{3,8}\b", css)) - {"#fff", "#ffffff", "#000"}
        assert colours == set(), name
