"""An address typed without its scheme is a secure one."""

from projects.forms.diagnostic import DiagnosticItemForm


def test_an_address_typed_without_its_scheme_is_https() -> None:
    field = DiagnosticItemForm.base_fields["url"]
    assert field.clean("geodes.santepubliquefrance.fr") == "https://geodes.santepubliquefrance.fr"
    assert field.clean("http://exemple.org") == "http://exemple.org"
