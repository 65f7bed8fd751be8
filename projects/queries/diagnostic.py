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


@dataclass(frozen=True)
class DiagnosticSummary:
    """« Repris du diagnostic »: plain sentences, each with where it comes from.

    ``opinions`` name the partner, never the person; ``priorities`` are (label, reason) of those
    kept.
    """

    data: tuple[str, ...]
    needs: tuple[str, ...]
    existing: tuple[str, ...]
    opinions: tuple[str, ...]
    priorities: tuple[tuple[str, str], ...]

    @property
    def is_empty(self) -> bool:
        """Nothing to take over."""
        return not (self.data or self.needs or self.existing or self.opinions or self.priorities)

    def context_text(self) -> str:
        """The context of an application: data and needs, then what exists already."""
        parts = [_paragraph("", self.data), _paragraph("Besoins exprimés : ", self.needs)]
        parts += [
            _paragraph("Ce qui existe déjà : ", self.existing),
            _paragraph("Avis des partenaires : ", self.opinions),
        ]
        return "\n\n".join(part for part in parts if part)

    def priority_text(self) -> str:
        """Why this problem was kept."""
        return "\n".join(
            f"{label} : {reason}" if reason else label for label, reason in self.priorities
        )


def diagnostic_summary(project: Project) -> DiagnosticSummary:
    """What applications, reports and the evaluation take over from the diagnostic. Three queries.

    The caller holds the project and has checked who reads the document.
    """
    items = list(DiagnosticItem.unscoped.filter(project=project))  # unscoped: caller's project
    opinions = PartnerOpinion.unscoped.filter(project=project)  # unscoped: caller's project
    kept = Priority.unscoped.filter(project=project, chosen=True)  # unscoped: caller's project
    kinds = DiagnosticItem.Kind

    def of(kind: str) -> tuple[str, ...]:
        return tuple(said(item) for item in items if item.kind == kind)

    return DiagnosticSummary(
        data=of(kinds.DATA),
        needs=of(kinds.NEED),
        existing=of(kinds.EXISTING),
        opinions=tuple(
            text for opinion in opinions.select_related("partner") if (text := _heard(opinion))
        ),
        priorities=tuple((priority.label, priority.reason.strip()) for priority in kept),
    )


def said(item: DiagnosticItem) -> str:
    """One line with where it comes from: « … (source, 2024) »."""
    text = " ".join(item.text.split()).rstrip(". ")
    place = f", {item.place}" if item.place else ""
    if item.kind == DiagnosticItem.Kind.DATA:
        return f"{text}{place} ({item.source}, {item.year})."
    if item.said_by:
        return f"{text}{place} (exprimé par {item.said_by})."
    if item.source:
        year = f", {item.year}" if item.year else ""
        return f"{text}{place} ({item.source}{year})."
    return f"{text}{place}."


def _heard(opinion: PartnerOpinion) -> str:
    words = " ".join((opinion.need or opinion.opinion or opinion.offer).split()).rstrip(". ")
    return f"{opinion.partner.name} : « {words} »." if words else ""


def _paragraph(title: str, sentences: tuple[str, ...]) -> str:
    return f"{title}{' '.join(sentences)}" if sentences else ""


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
