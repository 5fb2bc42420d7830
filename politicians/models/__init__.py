"""Politicians, parties, terms, name cards and applications."""

from politicians.models.application import Application
from politicians.models.politician import NameCard, Party, Politician, Term

__all__ = ["Application", "NameCard", "Party", "Politician", "Term"]
