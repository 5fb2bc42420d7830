"""The picture of a post for link previews."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from boards.models import Post
from boards.views.share_picture import share_picture


@require_safe
@cache_control(public=True, max_age=60, s_maxage=60)
def post_picture(request, public_id):
    """The picture of a post that everybody may read; Http404 for every other."""
    post = get_object_or_404(Post.objects.listed().for_list(), public_id=public_id)
    return HttpResponse(share_picture(post), content_type="image/png")
