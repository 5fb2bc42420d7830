"""What the editor sends while somebody writes: pictures and drafts."""

import functools
import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from boards.forms.posts import DraftForm
from boards.models import Board, IncomingImage
from boards.services import discard_draft, offer_upload, store_image, take_upload
from polibat.files import StorageAway
from polibat.security.limits import Throttled
from polibat.security.permission import require
from polibat.web.sign_in import members_only, members_only_json

logger = logging.getLogger(__name__)

NOT_STORED = "지금은 이미지를 저장할 수 없습니다. 잠시 후 다시 시도해 주세요."


def _refusal(message, status, **headers):
    return JsonResponse({"error": message}, status=status, headers=headers)


def _says_refusals(view):
    """Answer what a verb refuses as JSON, with the status that it deserves."""

    @functools.wraps(view)
    def wrapper(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Throttled as error:
            return _refusal(error.messages[0], 429, **{"Retry-After": str(error.wait)})
        except ValidationError as error:
            return _refusal(error.messages[0], 413 if _codes_of(error) == {"too_big"} else 422)
        except PermissionDenied as error:
            return _refusal(str(error), 403)
        except StorageAway:
            logger.exception("image not stored")
            return _refusal(NOT_STORED, 503)

    return wrapper


def _codes_of(error):
    lists = error.error_dict.values() if hasattr(error, "error_dict") else [error.error_list]
    return {item.code for items in lists for item in items}


def _shown(image):
    shown = {"url": image.page_file.url, "listUrl": image.list_file.url, "width": image.width, "height": image.height}
    return JsonResponse(shown, status=201)


@require_POST
@members_only_json
@_says_refusals
def image_create(request):
    """Take a picture for a post."""
    if "file" not in request.FILES:
        return _refusal("올릴 이미지를 골라 주세요.", 422)
    return _shown(store_image(request.FILES["file"], by=request.user))


@require_POST
@members_only_json
@_says_refusals
def image_offer(request):
    """Give the form by which the browser puts a large picture into the storage, and where it says that it has."""
    size = request.POST.get("size", "")
    if not (size.isascii() and size.isdigit() and int(size[:12]) > 0):
        return _refusal("올릴 이미지를 골라 주세요.", 422)
    incoming = IncomingImage(content_type=request.POST.get("type", ""))
    form = offer_upload(incoming, by=request.user, size=int(size[:12]))
    taken_at = reverse("boards:image-take", args=[incoming.token])
    return JsonResponse({"url": form.url, "fields": form.fields, "take": taken_at}, status=201)


@require_POST
@members_only_json
@_says_refusals
def image_take(request, token):
    """Take the picture that the browser has put there."""
    incoming = IncomingImage.objects.visible_to(request.user).filter(token=token).first()
    if incoming is None:
        return _refusal("올린 이미지를 찾을 수 없습니다. 이미지를 다시 올려 주세요.", 404)
    return _shown(take_upload(incoming, by=request.user))


@require_POST
def draft_save(request, board):
    """Keep what is being written, or forget it (`discard`)."""
    board = Board.from_slug(board)
    return _draft_discard(request, board) if "discard" in request.POST else _draft_save(request, board)


@members_only
def _draft_discard(request, board):
    discard_draft(board=board, by=request.user)
    return redirect("boards:post-create", board.slug)


@members_only_json
def _draft_save(request, board):
    require(request.user, "boards.add_post")
    form = DraftForm(request.POST)
    if form.keep(board=board, by=request.user):
        return JsonResponse({"version": form.kept.version if form.kept else 0})
    message = next(iter(form.errors.values()))[0]
    if form.other_version is not None:
        return JsonResponse({"error": message, "version": form.other_version}, status=409)
    headers = {"Retry-After": str(form.throttled_for)} if form.throttled_for else {}
    return _refusal(message, form.status, **headers)
