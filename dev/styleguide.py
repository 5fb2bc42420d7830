"""Sample data of `/styleguide/`: one of everything, all invented."""

from django import forms

from boards.models import badges
from polibat.templatetags.components import BADGES, TONES, icon_names
from polibat.text.badges import Badge
from polibat.web.forms import PlainForm


class SampleForm(PlainForm):
    """A field of each kind."""

    title = forms.CharField(
        label="제목", help_text="2자 이상 200자 이하", widget=forms.TextInput({"placeholder": "제목을 입력하세요"})
    )
    address = forms.EmailField(label="이메일", widget=forms.EmailInput({"placeholder": "이메일을 입력하세요"}))
    kind = forms.ChoiceField(
        label="가입 유형", choices=[("", "선택하세요"), ("self", "정치인 본인"), ("staff", "보좌진")]
    )
    reason = forms.ChoiceField(
        label="신고 사유", choices=[("spam", "스팸/도배"), ("abuse", "욕설/비하발언")], widget=forms.RadioSelect
    )
    text = forms.CharField(label="내용", widget=forms.Textarea({"rows": 4, "placeholder": "내용을 입력하세요"}))
    agreed = forms.BooleanField(label="이용약관에 동의합니다 (필수)")


def samples(request):
    """What the template shows; the search box and the page numbers answer to the address."""
    refused = SampleForm({"refused-title": "", "refused-address": "hello", "refused-reason": "spam"}, prefix="refused")
    refused.is_valid()
    refused.add_error(None, "이메일 또는 비밀번호가 올바르지 않습니다.")
    return {
        "icons": sorted(icon_names()),
        "badges": [kind for kind in BADGES if kind != "target"],
        "post_badges": [(badge,) for badge in vars(badges).values() if isinstance(badge, Badge)],
        "direct_post": (badges.DIRECT_POST,),
        "direct_answer": (badges.DIRECT_ANSWER,),
        "tones": sorted(TONES),
        "form": SampleForm(),
        "refused": refused,
        "conditions": [
            ("all", "통합검색"),
            ("title-content", "제목+내용"),
            ("title", "제목"),
            ("author", "작성자"),
            ("date", "작성일"),
        ],
        "q": request.GET.get("q", ""),
        "condition": request.GET.get("in", ""),
        "page": 42,
        "pages": 5000,
        "tabs": [("citizen", "일반회원", "?tab=citizen"), ("politician", "정치인", "?tab=politician")],
        "tab": "politician" if request.GET.get("tab") == "politician" else "citizen",
    }
