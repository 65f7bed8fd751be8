"""What the directory says of an organisation."""

from typing import Any

from django import forms

from coordination.models import Organisation
from msp_portal.kit.forms.addresses import secure_addresses
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.reference.models import Department, Region, Theme

OF_A_REGION = tuple(
    kind
    for kind in Organisation.Kind
    if kind not in {Organisation.Kind.FEDERATION, Organisation.Kind.NATIONAL_FEDERATION}
)


class OrganisationForm(SafeTextFormMixin, forms.ModelForm):
    """One organisation. ``regions``: those one may put it in, None for all and for none."""

    safe_text_exempt = ("name", "mandated_by")

    class Meta:
        model = Organisation
        formfield_callback = secure_addresses
        fields = (
            "name", "kind", "region", "departments", "themes", "role", "helps_with",
            "mandated_by", "website", "contact_email",
        )  # fmt: skip
        widgets = {
            "departments": forms.CheckboxSelectMultiple,
            "themes": forms.CheckboxSelectMultiple,
            "helps_with": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "departments": "Aucun coché\u00a0: toute la région.",
            "themes": "Aucun coché\u00a0: tous les thèmes.",
            "role": "En une phrase\u00a0: ce que cette organisation fait pour les équipes.",
            "contact_email": "Une adresse de service, lue par toutes les équipes.",
        }

    def __init__(self, *args: Any, regions: list[Region] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Department.objects.filter(active=True)
        self.fields["themes"].queryset = Theme.objects.filter(  # type: ignore[attr-defined]
            active=True, parent=None
        )
        self.fields["kind"].choices = [("", "Choisissez"), *Organisation.Kind.choices]  # type: ignore[attr-defined]
        self.fields["region"].empty_label = "France entière"  # type: ignore[attr-defined]
        if regions is not None:
            mine = [region.pk for region in regions]
            self.fields["region"].queryset = Region.objects.filter(  # type: ignore[attr-defined]
                pk__in=mine
            )
            self.fields["region"].required = True
            self.fields["region"].empty_label = None  # type: ignore[attr-defined]
            self.fields["region"].initial = mine[0] if mine else None
            self.fields["kind"].choices = [  # type: ignore[attr-defined]
                ("", "Choisissez"),
                *((kind.value, kind.label) for kind in OF_A_REGION),
            ]
            places = places.filter(region__in=mine)
        self.fields["departments"].queryset = places  # type: ignore[attr-defined]
        if self.instance.pk:
            # What it is and where decides who may see what: only an administrator changes it.
            for name in ("kind", "region"):
                if regions is not None:
                    del self.fields[name]
