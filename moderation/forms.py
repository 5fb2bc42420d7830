"""What members fill in to report and object, and staff to decide."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from boards.models import Post
from moderation.models import Decision, Report, WatchWord
from moderation.services import BulkVerb, decisions_seen_of
from polibat.files.tables import TableError, lines_of
from polibat.staff.admin import ReasonForm
from polibat.web.forms import PlainForm, ServiceForm


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


class DecisionForm(ReasonForm):
    """Why staff decide: words for the author, and a category for the public log.

    It carries along what of each case was known when it was opened, so that nobody decides over somebody else's head.
    """

    category = forms.ChoiceField(
        label="사유 구분",
        choices=[("", "골라 주세요"), *Decision.Category.choices],
        help_text="공개되는 운영 조치 기록에는 이 구분만 실립니다. 사유의 글은 작성자에게만 알립니다.",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "사유 구분을 골라 주세요."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10_000)
    field_order = ["category", "reason"]

    def clean_seen(self):
        """How many decisions of others each text had, by its public id."""
        pairs = (pair.partition(":") for pair in self.cleaned_data["seen"].split())
        return {public_id: int(number) for public_id, _, number in pairs if number.isdecimal() and len(number) < 10}


def opened(targets, *, by):
    """What a DecisionForm about these texts begins with: what their reports say, and what was decided so far."""
    posts = [target.pk for target in targets if isinstance(target, Post)]
    comments = [target.pk for target in targets if not isinstance(target, Post)]
    reasons = Report.objects.open().filter(Q(post__in=posts) | Q(comment__in=comments))
    seen = zip(targets, decisions_seen_of(targets, by=by), strict=True)
    return {
        "category": reasons.most_given() if reasons.exists() else "",
        "seen": " ".join(f"{target.public_id}:{number}" for target, number in seen),
    }


class BulkForm(DecisionForm):
    """Many texts by their ids, what to do with them, and why."""

    ids = forms.CharField(
        label="게시글·댓글 아이디",
        widget=forms.Textarea(attrs={"rows": 8, "placeholder": "FB000001 FB000002-CM0001 …"}),
        max_length=60_000,
        help_text="빈칸, 쉼표, 줄바꿈으로 나눕니다. 한 번에 1,000개까지.",
        error_messages={"required": "아이디를 입력해 주세요.", "max_length": "아이디가 너무 많습니다."},
    )
    verb = forms.ChoiceField(label="조치", choices=BulkVerb.choices, error_messages={"required": "조치를 골라 주세요."})
    # Many cases at once are opened by nobody; each is compared when it is decided.
    seen = None
    field_order = ["ids", "verb", "category", "reason"]

    def clean_ids(self):
        """Each id once, in capitals, as typed."""
        ids = list(dict.fromkeys(filter(None, re.split(r"[\s,]+", self.cleaned_data["ids"].upper()))))
        if not ids:
            raise ValidationError("아이디를 입력해 주세요.", code="required")
        return ids


class UndoForm(ReasonForm):
    """Which decisions are taken back, by their keys, and why."""

    MOST = 1000

    decisions = forms.CharField(max_length=20_000)

    def clean_decisions(self):
        """The decisions with their texts, in the order in which they were taken."""
        keys = [int(key) for key in self.cleaned_data["decisions"].split(",") if key.isdecimal() and len(key) < 19]
        related = Decision.objects.select_related("post__author", "comment__author", "comment__post")
        found = related.filter(pk__in=keys[: self.MOST]).order_by("pk")
        if not found:
            raise ValidationError("되돌릴 조치가 없습니다.", code="required")
        return list(found)


class WordForm(ServiceForm):
    """A word for the list."""

    class Meta:
        model = WatchWord
        fields = ["word", "is_exception", "note"]


class WordFileForm(PlainForm):
    """A file of words."""

    LARGEST = 1024 * 1024

    file = forms.FileField(label="파일", error_messages={"required": "파일을 골라 주세요.", "empty": "빈 파일입니다."})
    is_exception = forms.BooleanField(label="예외(문제없는 말)로 넣기", required=False)

    def clean_file(self):
        """The text of the file."""
        file = self.cleaned_data["file"]
        if file.size > self.LARGEST:
            raise ValidationError("1MB 이하의 파일을 골라 주세요.", code="too_large")
        try:
            return lines_of(file.read())
        except TableError as error:
            raise ValidationError(str(error), code="encoding") from error
