"""Politicians, parties, terms, places, name cards and applications with their documents."""

from politicians.models.application import Application
from politicians.models.document import Document, DocumentAccess
from politicians.models.politician import NameCard, Party, Politician, Term
from politicians.models.region import Region
from politicians.models.speaker import Speaker

__all__ = ["Application", "Document", "DocumentAccess", "NameCard", "Party", "Politician", "Region", "Speaker", "Term"]
