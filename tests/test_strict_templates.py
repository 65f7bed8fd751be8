"""The suite itself must notice a template that uses what its view does not give."""

import pytest
from django.template import Context, Template, engines

from tests.strict_templates import UndefinedVariableError


def _render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


def test_an_unknown_variable_fails_and_is_named() -> None:
    with pytest.raises(UndefinedVariableError, match=r"« team\.nickname » is not defined"):
        _render("{{ team.nickname }}", team=object())


def test_an_unknown_variable_fails_behind_a_filter() -> None:
    with pytest.raises(UndefinedVariableError):
        _render("{{ missing|upper }}")


def test_an_unknown_variable_fails_in_the_arguments_of_a_tag() -> None:
    with pytest.raises(UndefinedVariableError):
        _render("{% firstof missing %}{% with x=missing %}{{ x }}{% endwith %}")


def test_a_known_but_empty_variable_is_fine() -> None:
    assert _render("[{{ note }}][{{ count }}]", note="", count=0) == "[][0]"


def test_a_condition_may_ask_whether_a_variable_exists() -> None:
    assert _render("{% if missing %}yes{% else %}no{% endif %}") == "no"


def test_templates_compiled_by_the_default_engine_are_strict_too() -> None:
    with pytest.raises(UndefinedVariableError):
        Template("{{ missing }}").render(Context())
