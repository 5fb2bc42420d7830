"""What members fill in to report or propose something."""

from copy import copy

from django import forms

from boards.forms.posts import PostForm
from boards.models import Board, Post
from suggestions.models import Suggestion
from suggestions.services import edit_suggestion, submit_suggestion


class SuggestionForm(PostForm):
    """Writing and editing a suggestion."""

    # What is none of the choices is refused by the verb, in the words for a choice that was not made.
    category = forms.CharField(
        label="구분",
        required=False,
        widget=forms.Select(choices=[("", "구분을 선택해주세요"), *Suggestion.Category.choices]),
    )
    is_private = forms.BooleanField(label="비공개로 등록", required=False)

    def __init__(self, data=None, *, member, suggestion=None):
        super().__init__(data, member=member, board=Board.SUGGESTION, post=suggestion and suggestion.post)
        self.suggestion = suggestion
        self.fields["title"].widget.attrs |= {"placeholder": "제목을 입력해주세요", "maxlength": 100}
        self.fields["body"].widget.attrs |= {"placeholder": "자세한 내용을 입력해주세요...", "rows": 14}
        if suggestion:
            self.initial |= {"category": suggestion.category, "is_private": suggestion.post.is_private}

    def _publish(self):
        data = self.cleaned_data
        post = Post(
            title=data["title"], body=self.body_html, is_private=data["is_private"], submission=data["submission"]
        )
        return submit_suggestion(Suggestion(post=post, category=data["category"]), by=self.member)

    def _save_changes(self):
        changed = copy(self.suggestion)
        changed.post = copy(self.post)
        changed.category = self.cleaned_data["category"]
        changed.post.title, changed.post.body = self.cleaned_data["title"], self.body_html
        changed.post.is_private = self.cleaned_data["is_private"]
        return edit_suggestion(changed, by=self.member)
