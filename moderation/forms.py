"""What a member fills in to report a text, or to object to what was decided about one."""

from django import forms

from moderation.models import Report
from polibat.forms import PlainForm, ServiceForm


class ReportForm(ServiceForm):
    """Why a text breaks the rules; `기타` says it in words."""

    reason = forms.ChoiceField(
        label="신고 사유",
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "신고 사유를 선택해 주세요.", "invalid_choice": "신고 사유를 선택해 주세요."},
    )

    class Meta:
        model = Report
        fields = ["reason", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "placeholder": "무엇이 문제인지 적어 주세요."})}
        help_texts = {"text": "‘기타’를 고르면 꼭 적어 주세요. 500자까지 쓸 수 있습니다."}


class ObjectionForm(PlainForm):
    """Why the text should come back; how long it may be is the model's to say."""

    text = forms.CharField(
        label="이의 내용",
        widget=forms.Textarea(
            attrs={"rows": 6, "placeholder": "어떤 점이 잘못되었는지 적어 주세요.", "aria-required": "true"}
        ),
        help_text="한 번만 낼 수 있습니다. 1,000자까지 쓸 수 있습니다.",
        error_messages={"required": "이의 내용을 입력해 주세요."},
    )
