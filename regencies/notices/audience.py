"""Who is told about a report: its office, who nominated, and the staff of the province."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.db.models import Q

from regencies.choices import Role
from regencies.models import Membership, Nominee, Province, Regency, User

OFFICE = frozenset({Role.OFFICER, Role.HEAD, Role.NOMINATOR})
EVERYBODY = OFFICE | {Role.VERIFIER}
STAFF = frozenset({Role.VERIFIER, Role.ADMIN})  # of a province

Place = tuple[Regency, Nominee | None]


def people_of(
    regency: Regency, nominee: Nominee | None, roles: Collection[Role] = OFFICE
) -> list[tuple[User, Role]]:
    """Return the active accounts with these roles toward a report, each once with the first. One query."""
    return people_of_each([(regency, nominee)], roles)[0]


def people_of_each(
    places: Iterable[Place], roles: Collection[Role] = OFFICE
) -> list[list[tuple[User, Role]]]:
    """Return for each (region, nominee) the active accounts with these roles, each once. One query.

    Officers and heads of the region, then who nominated while their time there lasts, then verifiers and admins.
    """
    places = list(places)
    provinces = {regency.province_id for regency, _ in places}
    held = Membership.objects.active().filter(
        Q(regency__in={regency.pk for regency, _ in places}, role__in=[Role.OFFICER, Role.HEAD])
        | Q(role=Role.NOMINATOR, user__in={nominee.nominated_by_id for _, nominee in places if nominee})
        | Q(role__in=STAFF, province__in=provinces),
        role__in=roles,
        user__is_active=True,
    )
    offices = list(held.select_related("user").order_by("pk"))
    return [list(_each_once(_told(place, offices))) for place in places]


def admins_of(province: Province) -> list[User]:
    """Return the active accounts that administer a province, each once. One query."""
    held = Membership.objects.active().filter(role=Role.ADMIN, province=province).values("user")
    return list(User.objects.filter(pk__in=held, is_active=True).order_by("pk"))


def _told(place: Place, offices: Collection[Membership]) -> Iterator[tuple[User, Role]]:
    regency, nominee = place
    for office in offices:
        if office.role in (Role.OFFICER, Role.HEAD) and office.regency_id == regency.pk:
            yield office.user, Role(office.role)
    for office in offices:
        nominated = nominee and office.role == Role.NOMINATOR and office.user_id == nominee.nominated_by_id
        if nominated and (office.regency_id == regency.pk or office.province_id == regency.province_id):
            yield office.user, Role.NOMINATOR
    for office in offices:
        if office.role in STAFF and office.province_id == regency.province_id:
            yield office.user, Role(office.role)


def _each_once(found: Iterable[tuple[User, Role]]) -> Iterator[tuple[User, Role]]:
    seen: set[int] = set()
    for person, role in found:
        if person.pk not in seen:
            seen.add(person.pk)
            yield person, role
