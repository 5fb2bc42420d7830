"""What may be asked of the figures through the API; English keys and the Korean words of the pages alike."""

import re

from rest_framework import serializers

from insights.queries import labels, metrics
from insights.queries.periods import CUSTOM, WINDOWS
from polibat.days import PERIODS


class LabelledChoiceField(serializers.ChoiceField):
    """One of some choices, by its key or by its Korean word; the key comes out."""

    def __init__(self, choices, **kwargs):
        choices = dict(choices)
        self.by_word = {word: key for key, word in choices.items()}
        super().__init__(choices=[*choices, *self.by_word], **kwargs)
        self.error_messages["invalid_choice"] = f"{', '.join(choices)} 가운데 하나를 보내 주세요."

    def to_internal_value(self, data):
        """The key."""
        chosen = super().to_internal_value(data)
        return self.by_word.get(chosen, chosen)


class ItemsField(serializers.CharField):
    """Names of lines, separated by commas; all lines when nothing is sent."""

    def __init__(self, *choices, **kwargs):
        self.names = [name for names in choices for name in names]
        words = {word: name for names in choices for name, word in names.items()}
        self.by_word = words | {name: name for name in self.names}
        kwargs.setdefault("help_text", f"쉼표로 나눈 항목: {', '.join(dict.fromkeys(self.names))}. 없으면 모두.")
        one = "|".join(map(re.escape, dict.fromkeys(self.by_word)))
        style = {"schema": {"pattern": f"^(({one})(,({one}))*)?$"}}
        super().__init__(required=False, allow_blank=True, default=None, max_length=200, style=style, **kwargs)

    def to_internal_value(self, data):
        """The names of the lines."""
        given = [word.strip() for word in super().to_internal_value(data).split(",") if word.strip()]
        if unknown := [word for word in given if word not in self.by_word]:
            known = ", ".join(dict.fromkeys(self.names))
            message = f"모르는 항목입니다: {', '.join(unknown)}. {known} 가운데에서 보내 주세요."
            raise serializers.ValidationError(message)
        return [self.by_word[word] for word in given] or None


def _period(default="day"):
    return LabelledChoiceField(PERIODS, default=default, help_text="기간. 연속한 점은 30일, 12주, 12개월, 5년입니다.")


TYPES = {"cumulative": "누적", "variation": "변동"}
VISITOR_TYPES = {"cumulative": "누적", "average": "일평균"}
WINDOW_CHOICES = WINDOWS | {CUSTOM: "사용자지정"}


class PeriodQuery(serializers.Serializer):
    """A period that ends today."""

    period = _period()


class MembersSeriesQuery(serializers.Serializer):
    """Which lines of members."""

    type = LabelledChoiceField(TYPES, default="cumulative", help_text="누적 또는 변동.")
    period = _period("week")
    items = ItemsField(labels.KINDS, labels.CHANGES)


class PostsSeriesQuery(serializers.Serializer):
    """Which lines of posts and comments."""

    type = LabelledChoiceField(TYPES, default="cumulative", help_text="누적 또는 변동.")
    variation = LabelledChoiceField(labels.VARIATIONS, default="new", help_text="변동의 종류.")
    board = LabelledChoiceField(labels.BOARDS, default="total", help_text="게시판.")
    period = _period("week")
    items = ItemsField(labels.WRITTEN)


class WindowQuery(serializers.Serializer):
    """The last days, or days of one's own."""

    window = LabelledChoiceField(WINDOW_CHOICES, default="7", help_text="최근 며칠, 또는 custom과 from, to.")

    def get_fields(self):
        """With `from` and `to`, which Python keeps for itself."""
        first = serializers.DateField(required=False, default=None, help_text="window가 custom일 때 첫날(서울).")
        last = serializers.DateField(required=False, default=None, help_text="window가 custom일 때 마지막 날(서울).")
        return super().get_fields() | {"from": first, "to": last}


class VisitorsSeriesQuery(WindowQuery):
    """Which lines of visitors."""

    type = LabelledChoiceField(
        VISITOR_TYPES, default="cumulative", help_text="누적은 period, 일평균은 window를 봅니다."
    )
    period = _period("week")
    items = ItemsField(labels.VISITORS)


def _object(name, names, make):
    """A serializer with a field of each name."""
    return type(name, (serializers.Serializer,), {key: make() for key in names})


class NumberSerializer(serializers.Serializer):
    """What there is now, and how it changed in the period."""

    current = serializers.IntegerField()
    change = serializers.IntegerField()


ByKind = _object("FiguresByKind", metrics.KINDS, serializers.IntegerField)
ByText = _object("FiguresByText", metrics.WRITTEN, serializers.IntegerField)
NumbersByText = _object("NumbersByText", metrics.WRITTEN, NumberSerializer)
MembersShown = type(
    "MemberFigures",
    (serializers.Serializer,),
    {
        "cumulative": _object("NumbersByKind", metrics.KINDS, NumberSerializer)(),
        "changes": _object("MemberChanges", metrics.CHANGES, ByKind)(),
    },
)
PostsShown = type(
    "PostFigures",
    (serializers.Serializer,),
    {
        "cumulative": _object("NumbersByBoard", metrics.BOARDS, NumbersByText)(),
        "changes": _object("ChangesByBoard", metrics.BOARDS, _object("TextChanges", metrics.VARIATIONS, ByText))(),
    },
)
VisitorsShown = _object("VisitorFigures", metrics.VISITORS, NumberSerializer)
AverageShown = _object("VisitorAverages", metrics.VISITORS, serializers.FloatField)


LINES = dict.fromkeys([*labels.KINDS, *labels.CHANGES, *labels.WRITTEN, *labels.VISITORS])


class LineSerializer(serializers.Serializer):
    """One line of a chart."""

    key = serializers.ChoiceField(choices=list(LINES))
    values = serializers.ListField(child=serializers.IntegerField())


class SeriesSerializer(serializers.Serializer):
    """The lines of a chart and what stands below their points."""

    labels = serializers.ListField(child=serializers.CharField())
    datasets = LineSerializer(many=True)
