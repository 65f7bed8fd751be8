"""Masking of small numbers of people, with secondary suppression."""

from msp_portal.kit.masking.audit import intervals, recoverable_cells
from msp_portal.kit.masking.rules import (
    SECONDARY,
    Audience,
    Count,
    MaskedValue,
    mask_count,
    percentage,
    primary_status,
)
from msp_portal.kit.masking.tables import TOTAL, MaskedTable, Table, mask_periods, mask_table

__all__ = [
    "SECONDARY",
    "TOTAL",
    "Audience",
    "Count",
    "MaskedTable",
    "MaskedValue",
    "Table",
    "intervals",
    "mask_count",
    "mask_periods",
    "mask_table",
    "percentage",
    "primary_status",
    "recoverable_cells",
]
