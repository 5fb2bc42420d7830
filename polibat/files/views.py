"""What S3 and a CDN do elsewhere: the site without them serves, takes and hands out files itself."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBadRequest
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django.views.static import serve

from polibat.files.common import KEPT_SHORTLY, NOT_KEPT, SANDBOX, content_type_of
from polibat.files.folder import DOWNLOAD, UPLOAD, read_promise
from polibat.files.private import private_storage

OVER = "이 주소는 쓸 수 있는 시간이 지났습니다. 처음부터 다시 해 주세요."


@require_safe
def public_file(request, path):
    """Serve an upload, which is a picture that was re-encoded here; its name never means another one."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Cache-Control"] = KEPT_SHORTLY
    response["Content-Type"] = content_type_of(path)
    response["Content-Security-Policy"] = SANDBOX
    return response


# The signature stands for the member who asked, as at S3: the form is made for one file and some minutes.
@csrf_exempt
@require_POST
def file_receive(request):
    """Put a file where a form of `upload_form` allows it, unless it is another kind of file or a larger one."""
    allowed = read_promise(request.POST.get("policy", ""), salt=UPLOAD)
    if allowed is None:
        raise PermissionDenied(OVER)
    said = {"key": allowed["name"], "Content-Type": allowed["type"]}
    if any(request.POST.get(name) != value for name, value in said.items()):
        raise PermissionDenied(OVER)
    upload = request.FILES.get("file")
    if upload is None or not 1 <= upload.size <= allowed["most"]:
        return HttpResponseBadRequest("파일이 없거나 크기가 맞지 않습니다.", content_type="text/plain; charset=utf-8")
    storage = private_storage()
    storage.delete(allowed["name"])
    storage.save(allowed["name"], upload)
    return HttpResponse(status=204)


@require_safe
def file_fetch(request, signed):
    """Hand out the private file that an address of `download_url` names."""
    allowed = read_promise(signed, salt=DOWNLOAD)
    if allowed is None:
        raise PermissionDenied(OVER)
    try:
        file = private_storage().open(allowed["name"])
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {"Cache-Control": NOT_KEPT, "Content-Security-Policy": SANDBOX}
    return FileResponse(
        file, as_attachment=True, filename=allowed["filename"], content_type=allowed["type"], headers=headers
    )
