"""Serializers made from lists of columns: the API says what the workbook says, and documents it."""

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers

from msp_portal.kit.exports import Column, Kind


class ColumnSerializer(serializers.Serializer[Any]):
    """Reads each column of a row; types are those its kind promises."""

    columns: Sequence[Column[Any]] = ()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Machine names with typed values; nothing that is not a column ever leaves."""
        fields = self.fields
        return {
            column.name: None if value is None else fields[column.name].to_representation(value)
            for column in self.columns
            for value in [column.read(instance)]
        }


def serializer_for(name: str, columns: Sequence[Column[Any]], doc: str) -> type[ColumnSerializer]:
    """A read-only serializer of these columns, with their helps as documentation."""
    attributes: dict[str, Any] = {column.name: _field(column) for column in columns}
    return type(name, (ColumnSerializer,), {**attributes, "columns": columns, "__doc__": doc})


def _field(column: Column[Any]) -> serializers.Field[Any, Any, Any, Any]:
    common: dict[str, Any] = {
        "read_only": True,
        "allow_null": True,
        "label": column.label,
        "help_text": column.help or column.label,
    }
    if column.kind is Kind.INT:
        return serializers.IntegerField(**common)
    if column.kind is Kind.MONEY:
        return serializers.DecimalField(max_digits=12, decimal_places=2, **common)
    if column.kind is Kind.DATE:
        return serializers.DateField(**common)
    if column.kind is Kind.BOOL:
        return serializers.BooleanField(**common)
    return serializers.CharField(**common)
