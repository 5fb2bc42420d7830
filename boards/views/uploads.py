"""What the editor sends while somebody writes: pictures and drafts."""

import logging

from botocore.exceptions import BotoCoreError, ClientError
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDictKeyError
from django.views.decorators.http import require_POST

from boards.forms import DraftForm
from boards.models import Board
from boards.services import discard_draft, store_image
from boards.services.permission import require
from boards.views.doors import members_only, members_only_json
from polibat.limits import Throttled

logger = logging.getLogger(__name__)

NOT_STORED = "지금은 이미지를 저장할 수 없습니다. 잠시 후 다시 시도해 주세요."


def _refusal(message, status, **headers):
    return JsonResponse({"error": message}, status=status, headers=headers)


@require_POST
@members_only_json
def image_create(request):
    """Take a picture for a post."""
    try:
        image = store_image(request.FILES["file"], by=request.user)
    except MultiValueDictKeyError:
        return _refusal("올릴 이미지를 골라 주세요.", 422)
    except Throttled as error:
        return _refusal(error.messages[0], 429, **{"Retry-After": str(error.wait)})
    except ValidationError as error:
        return _refusal(error.messages[0], 413 if error.code == "too_big" else 422)
    except PermissionDenied as error:
        return _refusal(str(error), 403)
    except (OSError, BotoCoreError, ClientError):
        logger.exception("image not stored")
        return _refusal(NOT_STORED, 503)
    shown = {"url": image.page_file.url, "listUrl": image.list_file.url, "width": image.width, "height": image.height}
    return JsonResponse(shown, status=201)


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
        return HttpResponse(status=204)
    message = next(iter(form.errors.values()))[0]
    headers = {"Retry-After": str(form.throttled_for)} if form.throttled_for else {}
    return _refusal(message, form.status, **headers)
