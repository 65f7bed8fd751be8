"""« Aujourd'hui », its acts, the search, and the pages everybody may read."""

from typing import Any

from tests.factories import TaskFactory

SIGNED_OUT = {"anonymous": "login", "guest_link": "login"}


def task(world: Any, audience: str) -> dict[str, Any]:
    made = TaskFactory(project=world.project)
    return {"source": "projects.tasks", "pk": made.pk, "name": "fait"}


LINES: list[dict[str, Any]] = [
    {"name": "today", "expect": {"*": 200}},
    {
        "name": "today_act",
        "kwargs": task,
        "method": "post",
        "expect": {**SIGNED_OUT, "owner": "redirect", "teammate": "redirect", "*": 404},
    },
    {"name": "today_act", "kwargs": task, "expect": {**SIGNED_OUT, "*": 405}},
    {
        "name": "today_news_read",
        "method": "post",
        "expect": {**SIGNED_OUT, "*": "redirect"},
    },
    {"name": "search", "expect": {**SIGNED_OUT, "*": 200}},
    {"name": "campaigns", "expect": {"*": 200}},
    {"name": "campaigns_ics", "expect": {"*": 200}},
    {"name": "glossary", "expect": {"*": 200}},
    # Django's administration: one line for all its addresses.
    {"name": "admin:index", "expect": {**SIGNED_OUT, "admin": 200, "*": 404}},
    {"name": "help", "expect": {"*": 200}},
    {"name": "accessibility", "expect": {"*": 200}},
    {"name": "privacy", "expect": {"*": 200}},
]
