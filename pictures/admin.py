"""The back office of pictures."""

from django.contrib import admin
from django.utils.html import format_html

from pictures.models import Image
from polibat.staff.admin import RulesModelAdmin


@admin.register(Image)
class ImageAdmin(RulesModelAdmin):
    """Uploaded pictures, to look at."""

    view_permission = "pictures.view_image"
    list_display = ["picture", "author", "post", "width", "height", "created_at"]
    list_filter = [("post", admin.EmptyFieldListFilter), "created_at"]
    list_select_related = ["author", "post"]
    fields = ["picture", "author", "post", "width", "height", "created_at"]
    readonly_fields = ["picture"]

    def get_queryset(self, request):
        """Without the texts of the posts."""
        return super().get_queryset(request).defer("post__body", "post__body_text")

    @admin.display(description="이미지")
    def picture(self, image):
        """The picture, small."""
        return format_html('<img class="picture" src="{}" alt="{}">', image.list_url, image.token)
