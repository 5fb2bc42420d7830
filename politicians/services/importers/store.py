"""Storing what a source was read into: matched, compared, written only where something changed."""

import dataclasses
from collections.abc import Callable
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import Max

from politicians.models import Party, Politician, Term
from politicians.services import store_politician
from politicians.services.importers.records import INDEPENDENT, Record, Refusal, RefusedRow

# What a person keeps for life; any source may fill it in, a newer one may correct it.
PERSONAL = ("hanja", "english", "gender", "birth_date", "mona_cd")
# What belongs to the present office.
OFFICE = ("district", "committees")
CONTACT = ("office_phone", "office_email", "homepage")


class Noted(Protocol):
    """A record: where it stands, whom it names, what is to be told of it."""

    line: int
    name: str
    notes: list[str]


@dataclasses.dataclass
class Report:
    """What an import did; lines are those of the source."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    retired: int = 0
    refused: list[Refusal] = dataclasses.field(default_factory=list)
    notes: list[Refusal] = dataclasses.field(default_factory=list)

    @property
    def is_without_change(self) -> bool:
        """Whether the database already knew everything."""
        return not (self.created or self.updated or self.retired)


@transaction.atomic
def store_records(
    found: list[Record | Refusal], *, is_present: bool, dry_run: bool = False, on_row: Callable[[], None]
) -> Report:
    """Store Records (and pass Refusals on) in one transaction with a savepoint for each row; returns a Report.

    `is_present` says that the source lists who is a member at this moment, so that whoever is missing has left.
    `on_row()` is called after each row. With `dry_run` everything is done and then taken back.
    """
    with connection.cursor() as cursor:
        # Two imports at once would both create the same people.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('import_politicians'))")
    report = Report(refused=[row for row in found if isinstance(row, Refusal)])
    # Older assemblies first, so that the newest one has the last word on the present office.
    records = sorted((row for row in found if isinstance(row, Record)), key=lambda row: (row.assembly, row.line))
    directory, seen = _Directory(newest=max((record.assembly for record in records), default=0)), {}
    for record in records:
        _store_row(record, directory, seen, report, is_present=is_present)
        on_row()
    _retire(report, seen, is_present=is_present)
    report.refused.sort(key=lambda refusal: refusal.line)
    transaction.set_rollback(dry_run)
    return report


def _store_row(
    record: Record, directory: "_Directory", seen: dict[tuple[int, int], int], report: Report, *, is_present: bool
) -> None:
    def store() -> str:
        outcome, politician = _store(record, directory, seen, is_present=is_present)
        seen[politician.pk, record.assembly] = record.line
        return outcome

    if not stored_row(record, report, store):
        directory.reload()


def stored_row(record: Noted, report: Report, store: Callable[[], str]) -> bool:
    """Store one row in a savepoint of its own and write down what came of it; False when it was refused."""
    try:
        with transaction.atomic():
            outcome = store()
    except RefusedRow as error:
        reason = str(error)
    except ValidationError as error:
        reason = _words(error)
    except (IntegrityError, DataError):
        reason = "다른 정치인의 자료와 겹치거나 저장할 수 없는 값이 있습니다."
    else:
        setattr(report, outcome, getattr(report, outcome) + 1)
        report.notes += [Refusal(record.line, record.name, note) for note in record.notes]
        return True
    report.refused.append(Refusal(record.line, record.name, reason))
    return False


def _store(
    record: Record, directory: "_Directory", seen: dict[tuple[int, int], int], *, is_present: bool
) -> tuple[str, Politician]:
    politician = directory.find(record)
    if politician and (earlier := seen.get((politician.pk, record.assembly))):
        raise ValidationError(f"제{record.assembly}대의 같은 의원이 {earlier}번째 줄에 이미 있습니다.")
    is_new = politician is None
    politician = politician or Politician(name=record.name)
    terms = {} if is_new else directory.terms_of(politician)
    newest = max(terms, default=0)
    changed = _update_politician(politician, record, newest, directory, is_present=is_present)
    if changed or is_new:
        store_politician(politician)
        directory.add(politician)
    changed = _store_term(politician, record, terms, directory) or changed
    return "created" if is_new else "updated" if changed else "unchanged", politician


def _update_politician(
    politician: Politician, record: Record, newest: int, directory: "_Directory", *, is_present: bool
) -> bool:
    """Give a politician what the record knows better; an empty cell never erases. Whether anything changed."""
    values = {}
    is_older = record.assembly < newest
    takes_over = record.assembly > newest
    for field in PERSONAL:
        known = getattr(record, field)
        if known and not (is_older and getattr(politician, field)):
            values[field] = known
    if not is_older:
        values |= {"name": record.name, "party": directory.party(record.party)}
        for field in (*OFFICE, *CONTACT):
            # Another assembly brings another office: what belonged to the old one is not carried over.
            if getattr(record, field) or (takes_over and field != "homepage"):
                values[field] = getattr(record, field) or ""
        if takes_over or is_present:
            values["is_in_office"] = record.assembly == directory.newest
    before = {field: getattr(politician, field) for field in values}
    for field, value in values.items():
        setattr(politician, field, value)
    return before != values


def _store_term(politician: Politician, record: Record, terms: dict[int, Term], directory: "_Directory") -> bool:
    """Create or correct the term of the record's assembly; whether anything changed."""
    term = terms.get(record.assembly)
    is_new = term is None
    term = term or Term(politician=politician, assembly=record.assembly)
    values = {"party": directory.party(record.party), "is_proportional": record.is_proportional}
    if record.party_elected is not None:
        values["party_elected"] = directory.party(record.party_elected)
    for field in ("district", "committees", "seniority"):
        if known := getattr(record, field):
            values[field] = known
    if is_new and record.party and record.party_elected == "":
        term.earlier_parties = [INDEPENDENT]
    elif not is_new and term.party != values["party"] and (term.party is None or term.party != term.party_elected):
        term.earlier_parties = [*term.earlier_parties, str(term.party or INDEPENDENT)]
    before = {field: getattr(term, field) for field in values}
    for field, value in values.items():
        setattr(term, field, value)
    if is_new or before != values:
        term.full_clean()
        term.save()
        terms[term.assembly] = term
    return is_new or before != values


def _words(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    labels = {field.name: field.verbose_name for field in (*Politician._meta.fields, *Term._meta.fields)}
    return " ".join(f"{labels.get(field, field)}: {' '.join(texts)}" for field, texts in error.message_dict.items())


def _retire(report: Report, seen: dict[tuple[int, int], int], *, is_present: bool) -> None:
    """Mark as left whoever has no term in the newest assembly, or is missing from a complete list of those present."""
    newest = Term.objects.aggregate(newest=Max("assembly"))["newest"]
    sitting = Politician.objects.filter(kind=Politician.Kind.ASSEMBLY, is_in_office=True, terms__isnull=False)
    gone = sitting.exclude(terms__assembly=newest)
    if is_present and report.refused:
        text = "거절된 줄이 있어, 명단에 없는 의원의 재직 종료는 반영하지 않았습니다."
        report.notes.append(Refusal(0, "", text))
    elif is_present and seen:
        gone = sitting.exclude(pk__in={politician for politician, _ in seen})
    for politician in gone.distinct():
        politician.is_in_office = False
        store_politician(politician)
        report.retired += 1


class _Directory:
    """The politicians already stored, by what sources know them by; thousands, so they are held in memory."""

    def __init__(self, newest: int) -> None:
        self.reload()
        self.newest = max([newest, *(assembly for terms in self._terms.values() for assembly in terms)])

    def reload(self) -> None:
        """Read everything anew: after a refused row what is in memory may not be what is stored."""
        self._parties = {party.name: party for party in Party.objects.all()}
        self._by_code, self._by_birth, self._terms = {}, {}, {}
        people = Politician.objects.filter(kind=Politician.Kind.ASSEMBLY).select_related("party")
        for politician in people.prefetch_related("terms__party", "terms__party_elected"):
            self._terms[politician.pk] = {term.assembly: term for term in politician.terms.all()}
            self.add(politician)

    def add(self, politician: Politician) -> None:
        """Make a stored politician known."""
        if politician.mona_cd:
            self._by_code[politician.mona_cd] = politician
        if politician.birth_date:
            self._by_birth.setdefault((politician.name, politician.birth_date), {})[politician.pk] = politician
        self._terms.setdefault(politician.pk, {})

    def find(self, record: Record) -> Politician | None:
        """Return the politician of a record: by code, else by name and birth date, those of the same assembly first."""
        if record.mona_cd and (known := self._by_code.get(record.mona_cd)):
            return known
        namesakes = [
            politician
            for politician in self._by_birth.get((record.name, record.birth_date), {}).values()
            if not (record.mona_cd and politician.mona_cd)
        ]
        same_assembly = [politician for politician in namesakes if record.assembly in self._terms[politician.pk]]
        namesakes = same_assembly or namesakes
        if len(namesakes) > 1:
            raise ValidationError("이름과 생년월일이 같은 정치인이 둘 이상이라 누구인지 알 수 없습니다.")
        return namesakes[0] if namesakes else None

    def terms_of(self, politician: Politician) -> dict[int, Term]:
        """Return the terms by assembly."""
        return self._terms[politician.pk]

    def party(self, name: str) -> Party | None:
        """Return the party of a name, made when it is new; None for 무소속."""
        if not name:
            return None
        if name not in self._parties:
            party = Party(name=name)
            party.full_clean()
            party.save()
            self._parties[name] = party
        return self._parties[name]
