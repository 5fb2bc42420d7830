"""What the editor keeps while somebody writes."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from boards.forms.posts import DraftForm
from boards.models import Board
from boards.services import discard_draft
from polibat.security.permission import require
from polibat.web.sign_in import members_only, members_only_json


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
    headers = {"Retry-After": str(form.wait)} if form.wait else {}
    return JsonResponse({"error": message}, status=form.status, headers=headers)
