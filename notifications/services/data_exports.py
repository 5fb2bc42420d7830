"""Telling members what became of the file of their own data."""

from accounts.models import DataExport
from notifications.models import Notification
from notifications.services.notifications import notify

ADDRESS = "/me/data/"
READY = "내 정보 파일이 준비되었습니다. 24시간 안에 내려받아 주세요."
FAILED = "내 정보 파일을 만들지 못했습니다. 다시 요청해 주세요."


def tell_data_export_ended(export: DataExport) -> None:
    """Tell the member who asked, in the transaction that ended the request."""
    text = READY if export.state == DataExport.State.READY else FAILED
    notify([export.member], kind=Notification.Kind.DATA, text=text, url=ADDRESS, event=f"export:{export.pk}")
