"""Writing and changing comments."""

from django import forms

from boards.forms.fields import SubmissionField
from boards.models import Comment
from boards.services import add_comment, edit_comment
from polibat.web import rethink
from polibat.web.forms import PlainForm


class CommentForm(PlainForm):
    """Writing a comment or a reply."""

    text = forms.CharField(
        label="댓글",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"placeholder": "댓글을 입력하세요...", "rows": 3, "required": True}),
    )
    parent = forms.CharField(required=False, widget=forms.HiddenInput)
    submission = SubmissionField()

    def __init__(self, data=None, *, post, **kwargs):
        super().__init__(data, auto_id=False, **kwargs)
        self.post = post

    @property
    def html_id(self):
        """The id of the form's element: one below the comments, one in each reply box."""
        parent = self["parent"].value()
        return f"reply-form-{parent}" if parent else "comment-form"

    @property
    def answered(self):
        """The comment that is answered, as far as there is one."""
        public_id = self["parent"].value()
        return self._comment(public_id) if public_id else None

    def clean_parent(self):
        """The comment that is answered; it may have gone meanwhile."""
        public_id = self.cleaned_data["parent"]
        if not public_id:
            return None
        parent = self._comment(public_id)
        if parent is None:
            raise forms.ValidationError("이 댓글에는 답글을 달 수 없습니다.", code="parent")
        return parent

    def _comment(self, public_id):
        comments = Comment.objects.filter(post=self.post).select_related("author", "parent")
        return comments.filter(public_id=str(public_id).replace("\x00", "")[:40]).first()

    def add(self, *, by):
        """Store the comment; the comment, or None with the refusal among the errors."""
        return self.perform(self._add, by)

    def _add(self, by):
        data = self.cleaned_data
        comment = Comment(post=self.post, parent=data["parent"], text=data["text"], submission=data["submission"])
        rethink.ask_once(comment.text, filling=comment.submission)
        return add_comment(comment, by=by)


class CommentEditForm(PlainForm):
    """Changing one's comment."""

    text = CommentForm.base_fields["text"]

    def save_changes(self, comment, *, by):
        """Store the changed text; the comment, or None with the refusal among the errors."""
        return self.perform(self._save_changes, comment, by)

    def _save_changes(self, comment, by):
        comment.text = self.cleaned_data["text"]
        return edit_comment(comment, by=by)
