"""Storing the places of a list, and matching politicians with what is known afterwards."""

import dataclasses
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction

from politicians.models import Politician, Region
from politicians.models.place_names import PROVINCES, province_key
from politicians.services import drop_unlisted, link_district, place_politician, store_region, why_unplaced
from politicians.services.importers.records import Refusal
from politicians.services.importers.regions import Place

Level = Region.Level


@dataclasses.dataclass
class Report:
    """What an import of places did."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    matched: int = 0
    placed: int = 0
    refused: list[Refusal] = dataclasses.field(default_factory=list)
    unmatched: list[tuple[Politician, str]] = dataclasses.field(default_factory=list)

    @property
    def is_without_change(self) -> bool:
        """Whether the database already knew everything."""
        return not (self.created or self.updated or self.removed or self.matched)


@transaction.atomic
def store_places(
    found: list[Place | Refusal], *, dry_run: bool = False, on_row: Callable[[], None] = lambda: None
) -> Report:
    """Store Places (and pass Refusals on), then match every politician anew, all in one transaction; a Report.

    Without places only the matching is done. With `dry_run` everything is done and then taken back.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('import_regions'))")
    report = Report(refused=[row for row in found if isinstance(row, Refusal)])
    covered, seen, linked = set(), {}, set()
    for place in found:
        if not isinstance(place, Refusal):
            _store(place, report, covered=covered, seen=seen)
        on_row()
    for province, level in sorted(covered):
        report.removed += drop_unlisted(province, level)
    for district in Region.objects.filter(level=Level.DISTRICT):
        if link_district(district):
            linked.add(district.pk)
    _count(report, seen, linked)
    _match(report)
    report.refused.sort(key=lambda refusal: refusal.line)
    transaction.set_rollback(dry_run)
    return report


def _store(place: Place, report: Report, *, covered: set[tuple[int, str]], seen: dict[int, str]) -> None:
    """Store one place; a broken one is refused and harms no other."""
    try:
        with transaction.atomic():
            region, outcome = _stored(place)
    except ValidationError as error:
        reason = " ".join(error.messages)
    except (IntegrityError, DataError):
        reason = "저장할 수 없는 값이 있습니다."
    else:
        if region.pk in seen:
            report.refused.append(Refusal(place.line, str(place), "같은 지역이 목록에 이미 있습니다."))
            return
        seen[region.pk] = outcome
        if region.parent_id:
            covered.add((region.parent_id, region.level))
        return
    report.refused.append(Refusal(place.line, str(place), reason))


def _stored(place: Place) -> tuple[Region, str]:
    if place.level == Level.PROVINCE:
        return store_region(level=Level.PROVINCE, name=place.province, is_official=True)
    short = province_key(place.province)
    province = Region.objects.provinces().filter(key=short).first()
    if province is None and short not in PROVINCES:
        raise ValidationError(f"'{place.province}'(이)라는 시도를 모릅니다. 시도의 목록을 먼저 가져와 주세요.")
    province = province or store_region(level=Level.PROVINCE, name=PROVINCES[short][0])[0]
    return store_region(level=place.level, name=place.name, province=province, code=place.code, is_official=True)


def _count(report: Report, seen: dict[int, str], linked: set[int]) -> None:
    """Count each place once: a district that another list leads to its 시군구 has changed too."""
    for pk, outcome in seen.items():
        told = "updated" if outcome == "unchanged" and pk in linked else outcome
        setattr(report, told, getattr(report, told) + 1)
    report.updated += len(linked - seen.keys())


def _match(report: Report) -> None:
    for politician in Politician.objects.select_related("party").order_by("name", "pk"):
        report.matched += place_politician(politician)
        report.placed += politician.region_id is not None
    report.unmatched = [
        (politician, why_unplaced(politician)) for politician in Politician.objects.unplaced().order_by("name", "pk")
    ]
