"""Rows of the reference lists: found by their code, made on the spot otherwise."""

import factory
from factory.django import DjangoModelFactory

from msp_portal.reference.models import (
    ActionKind,
    Commune,
    Department,
    EvidenceLevel,
    Profession,
    Public,
    Region,
    Setting,
    Theme,
)


class ByCode(DjangoModelFactory):
    class Meta:
        abstract = True
        django_get_or_create = ("code",)


class RegionFactory(ByCode):
    """Bretagne, unless said otherwise."""

    class Meta:
        model = Region

    code = "53"
    name = "Bretagne"
    ars_name = "ARS Bretagne"


class DepartmentFactory(ByCode):
    """Ille-et-Vilaine, unless said otherwise."""

    class Meta:
        model = Department

    code = "35"
    name = "Ille-et-Vilaine"
    region = factory.SubFactory(RegionFactory)
    school_zone = "B"


class CommuneFactory(ByCode):
    """Guipel, unless said otherwise."""

    class Meta:
        model = Commune

    code = "35128"
    name = "Guipel"
    department = factory.SubFactory(DepartmentFactory)
    postal_codes = factory.List(["35440"])


class ThemeFactory(ByCode):
    class Meta:
        model = Theme

    code = "TABAC"
    label = factory.LazyAttribute(lambda row: row.code.capitalize())


class PublicFactory(ByCode):
    class Meta:
        model = Public

    code = "ADOLESCENTS"
    label = factory.LazyAttribute(lambda row: row.code.capitalize())
    kind = "AGE"


class SettingFactory(ByCode):
    class Meta:
        model = Setting

    code = "ECOLE"
    label = factory.LazyAttribute(lambda row: row.code.capitalize())


class ActionKindFactory(ByCode):
    class Meta:
        model = ActionKind

    code = "ATELIER"
    label = factory.LazyAttribute(lambda row: row.code.capitalize())


class ProfessionFactory(ByCode):
    class Meta:
        model = Profession

    code = "INFIRMIER"
    label = "Infirmier"


class EvidenceLevelFactory(ByCode):
    class Meta:
        model = EvidenceLevel

    code = "EXPERIENCE"
    label = "Issu de l’expérience (CAPS)"
