"""What the API shows of several apps at once."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from boards.api.serializers.posts import PostRowSerializer
from politicians.api.serializers.politicians import PoliticianRowSerializer, RegionRefSerializer
from polls.api.serializers.polls import PollRowSerializer


class CardSerializer(serializers.Serializer):
    """명함카드, without addresses: these are shown on its page only."""

    website = serializers.CharField(source="shown_website")
    youtube = serializers.CharField()
    youtubeName = serializers.CharField(source="youtube_name")
    bankAccount = serializers.CharField(source="bank_account")
    motto = serializers.CharField()


class TermSerializer(serializers.Serializer):
    """One term of office."""

    assembly = serializers.IntegerField()
    district = serializers.CharField()
    isProportional = serializers.BooleanField(source="is_proportional")
    parties = serializers.ListField(child=serializers.CharField(), source="path_of_parties")
    seniority = serializers.IntegerField(allow_null=True)


class PoliticianSerializer(PoliticianRowSerializer):
    """One politician with the card, and how many of the posts that name them were answered."""

    hanja = serializers.CharField()
    english = serializers.CharField()
    committees = serializers.CharField()
    region = RegionRefSerializer(allow_null=True)
    card = CardSerializer(source="name_card")
    terms = TermSerializer(many=True, source="shown_terms")
    namedPosts = serializers.IntegerField(source="counter.named")
    answeredPosts = serializers.IntegerField(source="counter.answered")
    answerRate = serializers.SerializerMethodField()

    @extend_schema_field({"type": ["integer", "null"], "description": "답변한 글의 백분율; 지목된 글이 없으면 null."})
    def get_answerRate(self, politician):
        """The share of named posts that were answered."""
        counter = politician.counter
        return round(100 * counter.answered / counter.named) if counter.named else None


class FoundSerializer(serializers.Serializer):
    """What was found of one kind: some rows, and how many there are."""

    total = serializers.IntegerField(help_text="isCapped이면 여기에서 세기를 멈췄습니다.")
    isCapped = serializers.BooleanField(source="is_capped")


class FoundPostsSerializer(FoundSerializer):
    """Posts that were found."""

    rows = PostRowSerializer(many=True)


class FoundPoliticiansSerializer(FoundSerializer):
    """Politicians who were found."""

    rows = PoliticianRowSerializer(many=True)


class FoundPollsSerializer(FoundSerializer):
    """Polls that were found."""

    rows = PollRowSerializer(many=True)


class SearchSerializer(serializers.Serializer):
    """What fits a search, kind by kind, at most five rows of each."""

    posts = FoundPostsSerializer()
    politicians = FoundPoliticiansSerializer()
    votes = FoundPollsSerializer()
    notices = FoundPostsSerializer()
