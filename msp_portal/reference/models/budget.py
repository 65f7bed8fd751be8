"""The plan of accounts of a project budget (Cerfa 12156, as the State's Dauphin writes it)."""

from django.db import models
from django.db.models import F, Q

from msp_portal.reference.models.base import ReferenceList


class BudgetAccount(ReferenceList):
    """One line of the plan: an account (« 60 ») or a line under it (« 604 »).

    Codes and labels are the official ones. Amounts are typed on lines without children.
    Balance: total charges = total produits, and 86 = 87 (rule printed on the form).
    """

    class Side(models.TextChoices):
        CHARGE = "CHARGE", "Charges"
        INCOME = "PRODUIT", "Produits"
        VOLUNTARY_USE = "EMPLOI_VOLONTAIRE", "Emplois des contributions volontaires"
        VOLUNTARY_SOURCE = "RESSOURCE_VOLONTAIRE", "Contributions volontaires en nature"

    side = models.CharField("côté", max_length=20, choices=Side)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="compte",
    )
    collapsed_by_default = models.BooleanField("replié au départ", default=False)
    hidden_by_default = models.BooleanField("masqué au départ", default=False)
    asks_funder = models.BooleanField(
        "demande le financeur et l’état (demandé, acquis)", default=False
    )
    is_balance = models.BooleanField("ligne d’équilibre (excédent, insuffisance)", default=False)

    class Meta(ReferenceList.Meta):
        verbose_name = "compte du budget"
        verbose_name_plural = "comptes du budget"
        constraints = [
            *ReferenceList.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    side__in=["CHARGE", "PRODUIT", "EMPLOI_VOLONTAIRE", "RESSOURCE_VOLONTAIRE"]
                ),
                name="budgetaccount_side",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("code")),
                name="budgetaccount_not_its_own_parent",
            ),
        ]
