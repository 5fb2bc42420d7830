"""내보내기 of the back office's lists: the rows that the list shows, in the file that the API makes of them."""

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from backoffice.lists.base import Asked
from backoffice.lists.stat_cards import CARDS
from backoffice.models import StaffExport
from backoffice.services import record_export
from polibat.api.exports import as_attachment, as_file, in_batches
from polibat.api.filters import ordered

TOO_MANY = f"{StaffExport.MOST_AT_ONCE:,}건까지 내보낼 수 있습니다. 검색이나 필터로 좁혀 주세요."


def export_address(model, ending):
    """Where the list of `model` is a file; None for lists that are none."""
    if model._meta.label_lower not in CARDS:
        return None
    return reverse("backoffice:list-export", args=[model._meta.label_lower.replace(".", "/"), ending])


@require_safe
def list_export(request, listed, ending):
    """The rows that fit the search and the filters of an admin's list, put on record as taken away."""
    label = listed.replace("/", ".")
    if label not in CARDS:
        raise Http404
    page, model_admin = CARDS[label][0], admin.site.get_model_admin(apps.get_model(label))
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    try:
        found = model_admin.get_changelist_instance(request).queryset.order_by()
    except IncorrectLookupParameters as error:
        raise Http404 from error
    rows = page.rows(request.user).filter(pk__in=found.values("pk"))
    if rows.order_by()[: StaffExport.MOST_AT_ONCE + 1].count() > StaffExport.MOST_AT_ONCE:
        messages.error(request, TOO_MANY)
        return redirect(reverse(f"admin:{label.replace('.', '_')}_changelist"))
    rows = ordered(Asked({}), rows, page.orders, default=page.default_order)
    record_export(page, rows, by=request.user, given=request.GET.dict(), kind=ending)
    file = as_file(page.columns, (page.fill(batch) for batch in in_batches(rows)), ending)
    return as_attachment(file, name=f"{page.title}-{timezone.localdate():%Y%m%d}", kind=ending)
