"""What people fill in on the boards; the verbs check it, so that page and API refuse the same."""

import uuid
from copy import copy

from django import forms

from boards.services.sanitising import images_in, is_too_rich, own_images
from boards.models import Board, Comment, Draft, Post, Suggestion, SummaryComplaint
from boards.services import (
    add_comment,
    cast_ballot,
    complain_about_summary,
    edit_comment,
    edit_post,
    edit_suggestion,
    publish_post,
    save_draft,
    submit_suggestion,
)
from polibat.web import rethink
from polibat.web.forms import PlainForm
from polibat.text import clean_html, clean_lines, html_from_plain, plain_from_html
from politicians.forms.picker import PoliticianField, SearchesPolitician


class SubmissionField(forms.UUIDField):
    """Names one filling-in of a form; sent twice, it makes one text. What is no such name is ignored."""

    def __init__(self):
        super().__init__(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    def to_python(self, value):
        """Return the UUID, or None."""
        try:
            return uuid.UUID(str(value))
        except ValueError:
            return None


class PostForm(SearchesPolitician, PlainForm):
    """Writing and editing a post.

    `body` is HTML when the editor took over (`markup`), else plain text. Whoever edits without the editor sees the
    plain text of `kept` (the HTML so far): left alone, its formatting stays; changed, it becomes plain.
    """

    title = forms.CharField(
        label="제목",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "제목을 입력하세요", "required": True, "autocomplete": "off"}),
    )
    body = forms.CharField(
        label="내용",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"placeholder": "내용을 입력하세요", "rows": 18, "required": True}),
    )
    markup = forms.CharField(required=False, initial="plain", widget=forms.HiddenInput)
    submission = SubmissionField()
    politician = PoliticianField(required=False, note="※ 소통대상 정치인 사진이 게시글에 함께 표시됩니다.")

    def __init__(self, data=None, *, member, board, post=None, draft=None, may_name=False, named=""):
        kept = post or draft
        super().__init__(data, initial={"title": kept.title, "politician": kept.politician} if kept else {})
        self.member, self.board, self.post = member, board, post
        self.kept = kept.body if kept else ""
        self.initial["body"] = plain_from_html(self.kept)
        if named:
            self.initial["politician"] = named
        if not may_name:
            del self.fields["politician"]

    @property
    def body_html(self):
        """What was typed, as HTML."""
        typed = self.cleaned_data["body"]
        if self.cleaned_data["markup"] == "html":
            return typed
        is_unchanged = self.kept and clean_lines(typed) == plain_from_html(self.kept)
        return self.kept if is_unchanged else html_from_plain(typed)

    @property
    def rich_body(self):
        """The HTML with which the editor starts: what was refused, else what was kept."""
        if not self.is_bound:
            return self.kept
        typed = str(self.data.get("body", ""))
        # What is too much to be cleaned was refused, and comes back as it was typed.
        if self.data.get("markup") != "html" or is_too_rich(typed):
            return html_from_plain(typed)
        allowed = {image.page_file.url for image in images_in(typed, own_images(self.member, post=self.post))}
        return clean_html(typed, image_allowed=lambda source: source in allowed)

    @property
    def loses_formatting(self):
        """Whether the plain field cannot keep how the text looks."""
        return bool(self.kept) and html_from_plain(plain_from_html(self.kept)) != self.kept

    def publish(self):
        """Store a new post; the post, or None with the refusal among the errors."""
        return self.perform(self._publish)

    def save_changes(self):
        """Store the changes of the post; the post, or None with the refusal among the errors."""
        return self.perform(self._save_changes)

    def _publish(self):
        post = Post(
            board=self.board,
            title=self.cleaned_data["title"],
            body=self.body_html,
            politician=self.cleaned_data.get("politician"),
            submission=self.cleaned_data["submission"],
        )
        rethink.ask_once(f"{post.title}\n{plain_from_html(post.body)}", filling=post.submission)
        return publish_post(post, by=self.member)

    def _save_changes(self):
        changed = copy(self.post)
        changed.title, changed.body = self.cleaned_data["title"], self.body_html
        return edit_post(changed, by=self.member)


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


class DraftForm(PlainForm):
    """What the editor sends while somebody writes."""

    title = forms.CharField(required=False, strip=False)
    body = forms.CharField(required=False, strip=False)
    markup = forms.CharField(required=False)
    politician = PoliticianField(required=False)

    def keep(self, *, board, by):
        """Store the draft; whether that went well."""
        return self.is_valid() and (self.perform(self._keep, board, by) or not self.errors)

    def _keep(self, board, by):
        data = self.cleaned_data
        body = data["body"] if data["markup"] == "html" else html_from_plain(data["body"]) if data["body"] else ""
        politician = data["politician"] if board == Board.POLITICIAN else None
        return save_draft(Draft(board=board, title=data["title"], body=body, politician=politician), by=by)


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


class BallotForm(PlainForm):
    """Choosing in a poll: boxes where several may be chosen, else one of several; the template draws them as cards."""

    options = forms.TypedMultipleChoiceField(
        coerce=int, required=False, error_messages={"invalid_choice": "유효하지 않은 옵션입니다."}
    )
    submission = SubmissionField()

    def __init__(self, data=None, *, poll, options):
        super().__init__(data, auto_id=False)
        self.poll = poll
        self.fields["options"].choices = [(option.pk, option.name) for option in options]

    @property
    def chosen(self):
        """The keys that were chosen, as they were sent."""
        return self["options"].value() or []

    def cast(self, *, by):
        """Store the ballot; the ballot, or None with the refusal among the errors."""
        return self.perform(self._cast, by)

    def _cast(self, by):
        data = self.cleaned_data
        return cast_ballot(self.poll, options=data["options"], by=by, submission=data["submission"])


class ComplaintForm(PlainForm):
    """Saying what is wrong with a summary."""

    reason = forms.ChoiceField(
        label="무엇이 이상한가요?",
        choices=SummaryComplaint.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "하나를 골라 주세요.", "invalid_choice": "하나를 골라 주세요."},
    )
    text = forms.CharField(label="자세한 내용", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data=None, *, post):
        super().__init__(data)
        self.post = post

    def complain(self, *, by, visitor):
        """Store the complaint; the complaint, or None with the refusal among the errors."""
        return self.perform(self._complain, by, visitor)

    def _complain(self, by, visitor):
        complaint = SummaryComplaint(post=self.post, reason=self.cleaned_data["reason"], text=self.cleaned_data["text"])
        return complain_about_summary(complaint, by=by, visitor=visitor)
