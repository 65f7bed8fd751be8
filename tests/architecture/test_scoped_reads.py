"""Team data is read through a scope; the plain manager needs a reason on its line."""

import re
from pathlib import Path

from django.apps import apps

from msp_portal.kit.scoping import ScopedManager, ScopedModel

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("coordination", "projects", "funding", "capitalisation", "msp_portal")
REASON = re.compile(r"#\s*unscoped:\s*\S+")
USE = re.compile(r"\.(unscoped|_default_manager|_base_manager)\b")


def code_files() -> list[Path]:
    return [
        path
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if "migrations" not in path.parts and not path.is_relative_to(ROOT / "msp_portal" / "kit")
    ]


def test_every_use_of_the_plain_manager_says_why() -> None:
    silent = []
    for path in code_files():
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            neighbourhood = " ".join(lines[max(0, number - 2) : number + 1])
            if USE.search(line) and not REASON.search(neighbourhood):
                silent.append(f"{path.relative_to(ROOT)}:{number}")
    assert silent == []


def test_every_model_of_team_data_refuses_reads_without_scope() -> None:
    models = [model for model in apps.get_models() if issubclass(model, ScopedModel)]
    assert len(models) > 20
    for model in models:
        assert isinstance(model.objects, ScopedManager), model
        assert "visible_to" in {
            name for klass in model.__mro__[:-1] if klass is not ScopedModel for name in vars(klass)
        }, f"{model.__name__} says nothing of who may read it"
