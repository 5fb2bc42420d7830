"""Where politicians serve: 시도, the 시군구 inside, and the 선거구 that lie in one or several of them."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from polibat.managers import manager
from politicians.models.place_names import city_key, district_key, province_key


class RegionQuerySet(models.QuerySet["Region"]):
    """Finding places as they are spelled."""

    def provinces(self):
        """The 시도, by 가나다."""
        return self.filter(level=Region.Level.PROVINCE).order_by("name", "pk")

    def read_as(self, reading, level):
        """Those of `level` that a `Reading` may mean; a 시도 itself where it names nothing else."""
        if not reading.province:
            return self.filter(level=level, key=key_of(level, reading.rest))
        if not reading.rest:
            return self.filter(level=Region.Level.PROVINCE, key=reading.province)
        key = key_of(level, reading.rest, province=reading.province)
        return self.filter(level=level, parent__key=reading.province, key=key)


def key_of(level, name, *, province=""):
    """What all spellings of a place of `level` have in common."""
    if level == Region.Level.DISTRICT:
        return district_key(name, province=province)
    return city_key(name) if level == Region.Level.CITY else province_key(name)


class Region(models.Model):
    """A place on the map of politics."""

    class Level(models.TextChoices):
        PROVINCE = "PROVINCE", "시도"
        CITY = "CITY", "시군구"
        DISTRICT = "DISTRICT", "선거구"

    public_id = models.CharField("아이디", max_length=20, unique=True, editable=False)
    level = models.CharField("단계", max_length=10, choices=Level)
    name = models.CharField("이름", max_length=120)
    key = models.CharField("맞추는 이름", max_length=120, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="시도"
    )
    parent_id: int | None
    code = models.CharField("코드", max_length=20, blank=True)
    # Named by a file, not only by where somebody was elected.
    is_official = models.BooleanField("자료에 있음", default=False)
    cities = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="districts", verbose_name="걸친 시군구"
    )

    objects: RegionQuerySet = manager(RegionQuerySet)

    class Meta:
        verbose_name = verbose_name_plural = "지역"
        ordering = ["level", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "level", "key"],
                name="region_once",
                nulls_distinct=False,
                violation_error_message="같은 지역이 이미 있습니다.",
            ),
            models.CheckConstraint(condition=Q(level__in=["PROVINCE", "CITY", "DISTRICT"]), name="region_level"),
            models.CheckConstraint(
                condition=Q(level="PROVINCE", parent__isnull=True) | Q(~Q(level="PROVINCE"), parent__isnull=False),
                name="region_lies_in_a_province",
                violation_error_message="시도가 아닌 지역은 시도 안에 있어야 합니다.",
            ),
            models.CheckConstraint(condition=~Q(key=""), name="region_has_a_name"),
        ]

    def __str__(self):
        return f"{self.parent.name} {self.name}" if self.parent_id else self.name

    def get_absolute_url(self):
        """Return the address of the place's page."""
        return reverse("politicians:place-detail", args=[self.public_id])


# The 시도 of a politician who has a place.
PROVINCE_OF_PLACE = Coalesce(F("region__parent"), F("region"))
