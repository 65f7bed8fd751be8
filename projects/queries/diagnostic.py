"""Reads of the diagnostic: its page, and what other documents take from it."""

from dataclasses import dataclass

from msp_portal.kit.scoping import Scope
from projects.models import DiagnosticItem, PartnerOpinion, Priority, Project

CRITERIA: tuple[tuple[str, str, str], ...] = (
    ("importance", "Fréquence", "Combien de personnes sont concernées ici ?"),
    ("severity", "Gravité", "Qu’arrive-t-il à celles qui sont touchées ?"),
    ("avoidability", "Évitabilité", "Sait-on l’éviter ou le réduire ?"),
    ("feasibility", "Faisabilité", "L’équipe et ses partenaires peuvent-ils agir ?"),
    ("adhesion", "Adhésion", "Les habitants et les professionnels en veulent-ils ?"),
)


@dataclass(frozen=True)
class Diagnostic:
    """The lines of the diagnostic by kind, what partners said, the priorities weighed."""

    data: list[DiagnosticItem]
    needs: list[DiagnosticItem]
    existing: list[DiagnosticItem]
    opinions: list[PartnerOpinion]
    priorities: list[Priority]

    @property
    def is_empty(self) -> bool:
        """Nothing was noted yet."""
        return not (self.data or self.needs or self.existing or self.opinions)

    @property
    def chosen(self) -> list[Priority]:
        """The priorities the team keeps."""
        return [priority for priority in self.priorities if priority.chosen]


def diagnostic_of(scope: Scope, project: Project) -> Diagnostic:
    """The whole diagnostic of a project, as ``scope`` may read it. Three queries."""
    items = list(DiagnosticItem.objects.for_scope(scope).filter(project=project))
    opinions = PartnerOpinion.objects.for_scope(scope).filter(project=project)
    kinds = DiagnosticItem.Kind

    def of(kind: str) -> list[DiagnosticItem]:
        return [item for item in items if item.kind == kind]

    return Diagnostic(
        data=of(kinds.DATA),
        needs=of(kinds.NEED),
        existing=of(kinds.EXISTING),
        opinions=list(opinions.select_related("partner", "person__profession")),
        priorities=list(Priority.objects.for_scope(scope).filter(project=project)),
    )


@dataclass(frozen=True, slots=True)
class Weighing:
    """One priority as the table shows it: its five notes in words, and the sum, for what it is."""

    priority: Priority
    notes: tuple[tuple[str, int | None], ...]

    @property
    def total(self) -> int | None:
        """The sum of the five; None while one is missing: a partial sum would mislead."""
        values = [value for _label, value in self.notes]
        return None if None in values else sum(value for value in values if value is not None)


def weighings(priorities: list[Priority]) -> list[Weighing]:
    """The priorities with their notes, in the order of the team."""
    return [
        Weighing(
            priority,
            tuple((label, getattr(priority, name)) for name, label, _help in CRITERIA),
        )
        for priority in priorities
    ]
