"""내 정보 내려받기: asking for everything the site holds about oneself, and fetching it."""

import logging

from django import forms
from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import DataExport
from accounts.services import request_export
from polibat.files import StorageAway
from polibat.web.forms import PlainForm, form_page, posted
from polibat.web.sign_in import members_only

logger = logging.getLogger(__name__)

SHOWN = 10
# The file itself comes from the storage, by an address that opens nothing a minute later.
LINK_SECONDS = 60


class ExportForm(PlainForm):
    """A button; who asks is all there is to say."""

    use_required_attribute = False
    asked = forms.CharField(required=False, widget=forms.HiddenInput)


@never_cache
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def data_export(request):
    """Ask for the file, and see what became of it."""
    form = ExportForm(posted(request))
    if form.is_bound and form.perform(request_export, by=request.user):
        messages.success(request, "내 정보 파일을 만들기 시작했습니다. 준비되면 알림으로 알려 드립니다.")
        return redirect("accounts:data-export")
    exports = list(DataExport.objects.visible_to(request.user)[:SHOWN])
    return form_page(request, "accounts/data_export.html", form, exports=exports)


@never_cache
@members_only
@require_safe
def data_download(request):
    """The newest file of the member who is signed in; there is no address that would open anybody else's."""
    export = DataExport.objects.visible_to(request.user).ready().first()
    if export is None:
        messages.error(request, "내려받을 수 있는 파일이 없습니다. 기한이 지났다면 다시 요청해 주세요.")
        return redirect("accounts:data-export")
    try:
        is_there = export.file.storage.exists(export.file.name)
    except StorageAway:
        logger.exception("export not readable", extra={"export": export.pk})
        is_there = False
    if not is_there:
        messages.error(request, "지금은 파일을 읽을 수 없습니다. 잠시 후 다시 시도해 주세요.")
        return redirect("accounts:data-export")
    logger.info("export fetched", extra={"export": export.pk, "member": request.user.public_id})
    return redirect(
        export.file.storage.download_url(
            export.file.name, filename=_name_of(export), content_type="application/zip", seconds=LINK_SECONDS
        )
    )


def download(member):
    """The newest file of a member as an answer; None where there is none."""
    export = DataExport.objects.visible_to(member).ready().first()
    return export and _file_of(export)


def _file_of(export):
    try:
        file = export.file.open("rb")
    except OSError:
        logger.exception("export not readable", extra={"export": export.pk})
        return None
    logger.info("export fetched", extra={"export": export.pk, "member": export.member.public_id})
    return FileResponse(file, as_attachment=True, filename=_name_of(export), content_type="application/zip")


def _name_of(export):
    return f"polibat-{export.member.public_id}-{timezone.localtime(export.requested_at):%Y%m%d}.zip"
