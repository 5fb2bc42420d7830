"""What staff want to know of an application before they decide."""

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast

from politicians.models import Application, Politician


def politician_named_in(application: Application) -> Politician | None:
    """The one politician in office whose name stands in what the applicant said; None without one, and for several."""
    said = Cast(Value(f"{application.stated_name} {application.affiliation}"), CharField())
    named = Politician.objects.filter(is_in_office=True).alias(said=said).filter(said__contains=F("name"))
    found = list(named.select_related("party")[:2])
    return found[0] if len(found) == 1 else None
