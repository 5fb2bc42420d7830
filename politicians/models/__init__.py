"""Politicians, parties, terms, places, name cards and applications."""

from politicians.models.application import Application
from politicians.models.politician import NameCard, Party, Politician, Term
from politicians.models.region import Region

__all__ = ["Application", "NameCard", "Party", "Politician", "Region", "Term"]
