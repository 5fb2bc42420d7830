"""What search reads: the bigrams of a listed post."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from boards.models.post import Post


class SearchDocument(models.Model):
    """The words of one listed post; a post that is not listed has none, so search cannot find it."""

    post = models.OneToOneField(Post, models.CASCADE, primary_key=True, related_name="document")
    post_id: int
    words = SearchVectorField()

    class Meta:
        verbose_name = verbose_name_plural = "검색 문서"
        indexes = [GinIndex(fields=["words"], name="searchdocument_words", fastupdate=False)]

    def __str__(self):
        return f"{self.post_id}"
