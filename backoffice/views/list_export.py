"""내보내기 of the admin's tables: the rows that the table shows, in the file that the API makes of them."""

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from backoffice.models import StaffExport
from backoffice.services import record_export
from polibat.api.filters import ordered
from polibat.files.exports import as_attachment, as_file, in_batches
from polibat.lists.base import Asked

TOO_MANY = f"{StaffExport.MOST_AT_ONCE:,}건까지 내보낼 수 있습니다. 검색이나 필터로 좁혀 주세요."
LATER = "행이 많아 파일을 따로 만들고 있습니다. 준비되면 알림으로 알려 드립니다."


@require_safe
def list_export(request, listed, ending):
    """The rows that fit the search and the filters of a staff list, put on record as taken away.

    More than 100,000 are put together in the background.
    """
    try:
        model_admin = admin.site.get_model_admin(apps.get_model(listed.replace("/", ".")))
    except (LookupError, NotRegistered) as error:
        raise Http404 from error
    page = getattr(model_admin, "staff_list", None)
    if page is None:
        raise Http404
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    try:
        changelist = model_admin.get_changelist_instance(request)
    except IncorrectLookupParameters as error:
        raise Http404 from error
    rows = model_admin.rows(request).filter(pk__in=changelist.queryset.order_by().values("pk"))
    rows = ordered(Asked({}), rows, page.orders, default=page.default_order)
    if changelist.is_typed and rows.order_by()[: StaffExport.MOST_AT_ONCE + 1].count() > StaffExport.MOST_AT_ONCE:
        messages.error(request, TOO_MANY)
        return redirect(reverse(f"admin:{listed.replace('/', '_')}_changelist"))
    export = record_export(page, rows, by=request.user, given=changelist.export_filters, kind=ending)
    if export.state == StaffExport.State.MAKING:
        messages.info(request, LATER)
        return redirect(reverse(f"admin:{listed.replace('/', '_')}_changelist"))
    file = as_file(page.file_columns(), (page.fill(batch) for batch in in_batches(rows)), ending)
    return as_attachment(file, name=f"{page.title}-{timezone.localdate():%Y%m%d}", kind=ending)
