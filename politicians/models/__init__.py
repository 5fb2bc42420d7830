"""Politicians, parties, terms, name cards and applications with their documents."""

from politicians.models.application import Application
from politicians.models.document import Document, DocumentAccess
from politicians.models.politician import NameCard, Party, Politician, Term

__all__ = ["Application", "Document", "DocumentAccess", "NameCard", "Party", "Politician", "Term"]
