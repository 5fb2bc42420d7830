"""One politician through the API."""

from dataclasses import dataclass

from drf_spectacular.utils import extend_schema

from boards.models import MentionCounter
from pages.api.serializers.several import PoliticianSerializer
from polibat.api.permissions import EVERYBODY
from polibat.api.views import ApiViewSet
from politicians.models import Politician, Term


@dataclass(frozen=True)
class PoliticianDetail:
    """A politician whole; what it does not say itself, the politician says."""

    politician: Politician
    counter: MentionCounter
    shown_terms: list[Term]

    def __getattr__(self, name: str) -> object:
        return getattr(self.politician, name)


class PoliticianPageViewSet(ApiViewSet):
    """정치인 하나."""

    permissions = {"retrieve": EVERYBODY}
    not_found = ("POLITICIAN_NOT_FOUND", "정치인을 찾을 수 없습니다.")

    def get_queryset(self):
        """Politicians with card and place."""
        return Politician.objects.for_card().select_related("region")

    @extend_schema(summary="정치인 하나", responses=PoliticianSerializer)
    def retrieve(self, request, id):  # noqa: A002 - the address calls it so
        """정치인 하나: 명함카드, 임기, 답변율."""
        politician = self.get_object()
        counter = MentionCounter.objects.filter(politician=politician).first() or MentionCounter()
        terms = list(politician.terms.select_related("party", "party_elected"))
        return self.show(PoliticianDetail(politician, counter, terms), PoliticianSerializer)
