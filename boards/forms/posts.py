"""What people fill in on the boards; the verbs check it, so that page and API refuse the same."""

from copy import copy

from django import forms

from boards.forms.fields import DraftVersionField, SubmissionField
from boards.models import Board, Draft, Post
from boards.services import edit_post, publish_post, save_draft
from boards.services.sanitising import is_too_rich
from pictures.queries import images_in, own_images, shown_addresses, stored_addresses
from polibat.text import clean_html, clean_lines, html_from_plain, plain_from_html
from polibat.web import rethink
from polibat.web.forms import PlainForm
from politicians.forms.picker import PoliticianField, SearchesPolitician


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
    # Which draft it is; drafts are kept by the script alone.
    draft = DraftVersionField()
    politician = PoliticianField(required=False, note="※ 소통대상 정치인 사진이 게시글에 함께 표시됩니다.")

    def __init__(self, data=None, *, member, board, post=None, draft=None, may_name=False, named=""):
        kept = post or draft
        super().__init__(data, initial={"title": kept.title, "politician": kept.politician} if kept else {})
        self.member, self.board, self.post = member, board, post
        self.kept = kept.body if kept else ""
        self.initial |= {"body": plain_from_html(self.kept), "draft": draft.version if draft else 0}
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
            return self._shown(self.kept)
        typed = str(self.data.get("body", ""))
        # What is too much to be cleaned was refused, and comes back as it was typed.
        if self.data.get("markup") != "html" or is_too_rich(typed):
            return html_from_plain(typed)
        typed = stored_addresses(typed)
        allowed = {image.page_file.url for image in images_in(typed, own_images(self.member, post=self.post))}
        return self._shown(clean_html(typed, image_allowed=lambda source: source in allowed))

    def _shown(self, markup):
        """With pictures that open for the author alone where the post is not for everybody."""
        return markup if self.post is None or self.post.is_public else shown_addresses(markup)

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
        return publish_post(post, by=self.member, draft=self.cleaned_data["draft"])

    def _save_changes(self):
        changed = copy(self.post)
        changed.title, changed.body = self.cleaned_data["title"], self.body_html
        return edit_post(changed, by=self.member)


class DraftForm(PlainForm):
    """What the editor sends while somebody writes."""

    title = forms.CharField(required=False, strip=False)
    body = forms.CharField(required=False, strip=False)
    markup = forms.CharField(required=False)
    politician = PoliticianField(required=False)
    draft = DraftVersionField()
    kept = None

    def keep(self, *, board, by):
        """Store the draft; whether that went well."""
        self.kept = self.perform(self._keep, board, by)
        return not self.errors

    @property
    def other_version(self):
        """The version that another tab stored meanwhile; None when none did."""
        refusals = [error for error in self.non_field_errors().as_data() if error.code == "changed"]
        return refusals[0].params["version"] if refusals else None

    def _keep(self, board, by):
        data = self.cleaned_data
        body = data["body"] if data["markup"] == "html" else html_from_plain(data["body"]) if data["body"] else ""
        politician = data["politician"] if board == Board.POLITICIAN else None
        draft = Draft(board=board, title=data["title"], body=body, politician=politician)
        return save_draft(draft, by=by, replaces=data["draft"] or 0)
