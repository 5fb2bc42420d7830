"""What one looks at on the dashboard: each tab chooses for itself, in the address."""

from django import forms

from insights.queries import labels
from insights.queries.periods import CUSTOM, WINDOWS
from polibat.days import PERIODS

PERIOD_CHOICES = list(PERIODS.items())
WINDOW_CHOICES = [*WINDOWS.items(), (CUSTOM, "사용자지정")]


class Choice(forms.ChoiceField):
    """A select whose first option stands where nothing was chosen."""

    def __init__(self, label, choices, *, initial=None):
        message = f"{label}: 목록에서 골라 주세요."
        super().__init__(
            label=label, choices=choices, required=False, initial=initial or choices[0][0],
            error_messages={"invalid_choice": message},
        )  # fmt: skip

    def clean(self, value):
        """The chosen value, or the first option."""
        return super().clean(value) or self.initial


class Items(forms.MultipleChoiceField):
    """Which lines are drawn; `shown` says that somebody chose, so that none at all is a choice too."""

    def __init__(self, choices):
        message = "표시할 항목은 목록에서 골라 주세요."
        super().__init__(
            label="표시할 항목 선택", choices=choices, required=False, widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": message, "invalid_list": message},
        )  # fmt: skip


class TabForm(forms.Form):
    """The choices of one tab; what cannot be understood is said, and the first option takes its place."""

    lines = {}

    def __init__(self, data, *, tab):
        data = data.copy()
        for name, field in self.base_fields.items():
            data.setdefault(f"{tab}-{name}", field.initial or "")
        super().__init__(data, prefix=tab)
        kind = self._given("type")
        self.kind = kind if kind in self.lines else next(iter(self.lines))
        self.fields["items"] = Items(list(self.lines[self.kind].items()))
        self.is_valid()

    def _given(self, name):
        return self.data.get(self.add_prefix(name), "")

    def chosen(self, name):
        """What was chosen, or the first option."""
        return self.cleaned_data.get(name) or self.fields[name].initial

    @property
    def items(self):
        """The lines to draw; the first alone until somebody chooses, and again when the type changes."""
        if self._given("shown") == self.kind and "items" in self.cleaned_data:
            return self.cleaned_data["items"]
        return list(self.lines[self.kind])[:1]

    @property
    def checkboxes(self):
        """Name, words and whether it is drawn, for each line."""
        return [(key, label, key in self.items) for key, label in self.lines[self.kind].items()]


class MembersForm(TabForm):
    """회원현황."""

    lines = {"cumulative": labels.KINDS, "variation": labels.CHANGES}

    period = Choice("조회 기준", PERIOD_CHOICES)
    type = Choice("추이 종류", labels.TYPES)
    span = Choice("추이 기간", PERIOD_CHOICES, initial="week")


class PostsForm(TabForm):
    """게시글현황."""

    lines = {"cumulative": labels.WRITTEN, "variation": labels.WRITTEN}

    period = Choice("조회 기준", PERIOD_CHOICES)
    type = Choice("추이 종류", labels.TYPES)
    variation = Choice("변동 종류", list(labels.VARIATIONS.items()))
    board = Choice("게시판", list(labels.BOARDS.items()))
    span = Choice("추이 기간", PERIOD_CHOICES, initial="week")


class VisitorsForm(TabForm):
    """방문자현황."""

    lines = {"cumulative": labels.VISITORS, "average": labels.VISITORS}

    period = Choice("조회 기준", PERIOD_CHOICES)
    window = Choice("일평균 기간", WINDOW_CHOICES)
    first = forms.DateField(label="시작일", required=False, error_messages={"invalid": "시작일을 확인해 주세요."})
    last = forms.DateField(label="종료일", required=False, error_messages={"invalid": "종료일을 확인해 주세요."})
    type = Choice("추이 종류", labels.VISITOR_TYPES)
    span = Choice("추이 기간", PERIOD_CHOICES, initial="week")
    chart_window = Choice("추이 기간", WINDOW_CHOICES)
    chart_first = forms.DateField(
        label="추이 시작일", required=False, error_messages={"invalid": "추이 시작일을 확인해 주세요."}
    )
    chart_last = forms.DateField(
        label="추이 종료일", required=False, error_messages={"invalid": "추이 종료일을 확인해 주세요."}
    )


TABS = {"members": MembersForm, "posts": PostsForm, "visitors": VisitorsForm}
