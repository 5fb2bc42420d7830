"""The back office of politicians: the directory, and the applications with their decisions."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.views.decorators.http import require_safe

from polibat.files.handing import handed_out
from polibat.staff.admin import MOST_COUNTED, ReadOnlyInline, RulesModelAdmin
from polibat.staff.panel import PanelAdmin
from polibat.staff.site import Task
from polibat.web.client import device_of, ip_of
from politicians import services
from politicians.forms.politicians import ApprovalForm, ReasonForm
from politicians.models import Application, Document, DocumentAccess, NameCard, Party, Politician, Region, Term
from politicians.queries.applications import politician_named_in

NO_PAPERS = "없음 (처리한 날부터 30일이 지나면 지웁니다)"
HTTPS = {models.URLField: {"assume_scheme": "https"}}


class RuledAdmin:
    """Asks the rules: moderators see, admins change, nobody deletes what history points to."""

    view_permission = "politicians.view_politician"
    change_permission = "politicians.change_politician"

    def has_module_permission(self, request):
        """Show the section to staff."""
        return request.user.has_perm(self.view_permission)

    def has_view_permission(self, request, obj=None):
        """Let staff look."""
        return request.user.has_perm(self.view_permission)

    def has_add_permission(self, request, obj=None):
        """Let admins add."""
        return request.user.has_perm(self.change_permission)

    def has_change_permission(self, request, obj=None):
        """Let admins change."""
        return request.user.has_perm(self.change_permission)

    def has_delete_permission(self, request, obj=None):
        """Keep everything: leaving office is a mark, not a deletion."""
        return False


class TermInline(RuledAdmin, admin.TabularInline):
    """Terms of office."""

    model = Term
    extra = 0


class NameCardInline(RuledAdmin, admin.StackedInline):
    """What the politician shows of themselves."""

    model = NameCard
    extra = 0
    formfield_overrides = HTTPS


class PoliticianForm(forms.ModelForm):
    """A politician, whose picture staff can only take away: uploads come through the name card."""

    remove_photo = forms.BooleanField(label="사진 제거", required=False)


class PlaceFilter(admin.SimpleListFilter):
    """Whether the place where somebody serves is known."""

    title = "지역"
    parameter_name = "place"

    def lookups(self, request, model_admin):
        """Those that wait for staff."""
        return [("unmatched", "맞추지 못함")]

    def queryset(self, request, queryset):
        """Those in office for a place that is not known."""
        return queryset.unplaced() if self.value() == "unmatched" else queryset


@admin.register(Politician)
class PoliticianAdmin(RuledAdmin, PanelAdmin):
    """The directory."""

    form = PoliticianForm
    list_display = ["public_id", "name", "party", "position", "district", "is_in_office"]
    list_display_links = ["public_id", "name"]
    list_filter = ["kind", "is_in_office", PlaceFilter, "party"]
    list_select_related = ["party"]
    search_fields = ["name"]
    search_help_text = "이름(ㅎㄱㄷ, 漢字, English), 정당, 선거구"
    readonly_fields = ["public_id", "place"]
    exclude = ["photo"]
    inlines = [NameCardInline, TermInline]
    formfield_overrides = HTTPS

    @admin.display(description="지역")
    def place(self, politician):
        """The place that the district was matched with, or why there is none."""
        if politician.region_id:
            return str(politician.region)
        return services.why_unplaced(politician) if politician.district else "-"

    def get_search_results(self, request, queryset, search_term):
        """Find as the picker does."""
        return (queryset.matching(search_term) if search_term else queryset), False

    def save_model(self, request, obj, form, change):
        """Store through the service, so that search keeps finding it."""
        services.store_politician(obj)

    def save_formset(self, request, form, formset, change):
        """Store name cards through the service, with the removal of the picture."""
        if formset.model is not NameCard:
            super().save_formset(request, form, formset, change)
            return
        remove_photo = bool(form.cleaned_data.get("remove_photo"))
        cards = formset.save(commit=False) or ([form.instance.name_card] if remove_photo else [])
        for card in cards:
            services.save_name_card(card, by=request.user, remove_photo=remove_photo)


class PeopleInline(ReadOnlyInline):
    """Who serves there."""

    view_permission = "politicians.view_politician"
    model = Politician
    fields = readonly_fields = ["name", "position", "is_in_office"]
    verbose_name_plural = "이곳의 정치인"


@admin.register(Region)
class RegionAdmin(RulesModelAdmin):
    """The map, as `import_regions` and the districts of politicians made it."""

    view_permission = "politicians.view_politician"
    list_display = ["public_id", "name", "parent", "level", "code", "is_official"]
    list_filter = ["level", "is_official"]
    list_select_related = ["parent"]
    search_fields = ["name", "parent__name", "code"]
    inlines = [PeopleInline]

    def tasks(self, request):
        """Politicians whose place staff may spell better."""
        address = f"{reverse('admin:politicians_politician_changelist')}?place=unmatched"
        return [Task("지역을 맞추지 못한 정치인", Politician.objects.unplaced().count(), address)]


@admin.register(Party)
class PartyAdmin(RuledAdmin, PanelAdmin):
    """Parties by the alphabet."""

    list_display = ["name"]
    search_fields = ["name"]


@admin.register(Application)
class ApplicationAdmin(RuledAdmin, PanelAdmin):
    """Applications: read here, decided on pages of their own through the services."""

    view_permission = "politicians.view_application"
    person = "member.public_id"
    list_display = ["stated_name", "affiliation", "is_aide", "state", "politician", "created_at", "decided_at"]
    list_filter = ["state", "is_aide"]
    list_select_related = ["politician", "member"]
    search_fields = ["stated_name", "affiliation", "member__public_id", "member__nickname"]
    date_hierarchy = "created_at"
    readonly_fields = ["documents"]

    # verb: words of the button, form, the state in which it is offered
    decisions = {
        "approve": ("승인", ApprovalForm, services.approve_application, Application.State.WAITING),
        "refuse": ("거절", ReasonForm, services.refuse_application, Application.State.WAITING),
        "end": ("자격 종료", ReasonForm, services.end_application, Application.State.APPROVED),
    }

    def has_add_permission(self, request, obj=None):
        """Applications are made by those who apply."""
        return False

    def has_change_permission(self, request, obj=None):
        """Applications change by decisions alone."""
        return False

    def tasks(self, request):
        """Applications that wait for a decision, to whoever may take it."""
        if not request.user.has_perm("politicians.decide_application"):
            return []
        url = f"{reverse('admin:politicians_application_changelist')}?state__exact={Application.State.WAITING}"
        waiting = Application.objects.waiting()[:MOST_COUNTED].count()
        return [Task("승인을 기다리는 가입 신청", waiting, url, is_urgent=True)]

    def get_urls(self):
        """Add a page for each decision."""
        pages = [
            path(
                f"<int:pk>/{verb}/",
                self.admin_site.admin_view(partial(self.decide, verb=verb)),
                name=f"politicians_application_{verb}",
            )
            for verb in self.decisions
        ]
        document = path(
            "<int:pk>/documents/<int:number>/",
            self.admin_site.admin_view(require_safe(self.document)),
            name="politicians_application_document",
        )
        return [*pages, document, *super().get_urls()]

    @admin.display(description="증빙 서류")
    def documents(self, application):
        """The documents with their links; each look is on record."""
        return (
            format_html_join(
                "",
                '<p><a href="{}" download>{}</a> ({}, {})</p>',
                (
                    (
                        reverse("admin:politicians_application_document", args=[application.pk, document.number]),
                        document,
                        document.get_kind_display(),
                        filesizeformat(document.size),
                    )
                    for document in application.documents.all()
                ),
            )
            or NO_PAPERS
        )

    @admin.display(description="증빙 서류")
    def paper_names(self, application):
        """The documents by name, for whoever may not open them."""
        return ", ".join(str(document) for document in application.documents.all()) or NO_PAPERS

    def _documents_for(self, request, application):
        """The documents as links for whoever may open them, else by name."""
        may_open = request.user.has_perm("politicians.view_document")
        return self.documents(application) if may_open else self.paper_names(application)

    def _of_viewer(self, request, fields):
        # A link that answers 403 helps nobody.
        may_open = request.user.has_perm("politicians.view_document")
        return fields if may_open else ["paper_names" if name == "documents" else name for name in fields]

    def get_readonly_fields(self, request, obj=None):
        """With links to the documents for whoever may open them."""
        return self._of_viewer(request, super().get_readonly_fields(request, obj))

    def document(self, request, pk, number):
        """Hand out a document as a file to take away, never as a page."""
        document = get_object_or_404(Document, application=pk, number=number)
        try:
            content = services.open_document(document, by=request.user, ip=ip_of(request), device=device_of(request))
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("admin:politicians_application_change", pk)
        return handed_out(content, name=document.safe_name, content_type=document.content_type)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Offer the decisions that the application's state allows."""
        application = self.get_object(request, object_id)
        offered = []
        if application and request.user.has_perm("politicians.decide_application", application):
            offered = [
                (words, reverse(f"admin:politicians_application_{verb}", args=[application.pk]))
                for verb, (words, _, _, state) in self.decisions.items()
                if state == application.state
            ]
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "decisions": offered})

    def decide(self, request, pk, *, verb):
        """Ask for what the decision needs, and hand it to the service."""
        words, form_class, service, _ = self.decisions[verb]
        application = get_object_or_404(Application.objects.select_related("member", "politician__party"), pk=pk)
        if not request.user.has_perm("politicians.decide_application", application):
            raise PermissionDenied("가입 신청은 관리자만 처리할 수 있습니다.")
        data = request.POST if request.method == "POST" else None
        known = application.politician or politician_named_in(application)
        form = form_class(data, initial={"politician": known, "kind": known.kind if known else ""})
        if form.perform(lambda: service(application, by=request.user, **form.cleaned_data)):
            self.log_change(request, application, words)
            messages.success(request, f"{application.stated_name}: {words} 처리했습니다.")
            return redirect("admin:politicians_application_change", pk)
        context = {
            **self.admin_site.each_context(request),
            "title": f"가입 신청 {words}",
            "words": words,
            "application": application,
            "form": form,
            "opts": self.opts,
            "known": known,
            "documents": self._documents_for(request, application),
        }
        return render(request, "admin/politicians/application/decide.html", context, status=form.status)


@admin.register(DocumentAccess)
class DocumentAccessAdmin(RulesModelAdmin):
    """Every look at a document: of which application, by whom, from where."""

    person = "application.member.public_id"
    list_display = ["created_at", "application", "number", "by", "ip", "device"]
    list_filter = ["created_at"]
    list_select_related = ["application__member", "by"]
    search_fields = ["by__public_id__exact", "application__member__public_id__exact"]
    search_help_text = "열람자나 신청한 회원의 회원 아이디"
    fields = ["application", "number", "by", "ip", "device", "created_at"]
