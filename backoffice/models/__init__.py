"""The files that staff took away."""

from backoffice.models.staff_export import StaffExport

__all__ = [
    "StaffExport",
]
