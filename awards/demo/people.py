"""The accounts of the demo. All names but the published ones are invented."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from awards.choices import Position
from config.env import DEMO_PASSWORD
from regencies.choices import Role
from regencies.models import Membership, Province, Regency, User

SINCE = datetime.date(2024, 1, 2)

ADMIN = ("admin@contoh.id", "Rina Wulandari, S.STP., M.Si.")
NOMINATOR = ("pengusul@contoh.id", "Fransiska Wati, S.E.")  # of the branch of BPJS
VERIFIER = ("verifikator@contoh.id", "Yohanes Adi Putra, S.Sos.")

# (unsur, name, position) of seats 1 to 9; Tim Sembilan by SK Gubernur.
PANEL = [
    ("Sekretaris Daerah", "dr. H. Harisson, M.Kes", Position.CHAIR),
    ("BPJS Ketenagakerjaan", "Maria Goretti Lestari, S.E.", Position.MEMBER),
    ("Dinas Tenaga Kerja dan Transmigrasi Provinsi", "Ir. Bambang Setiawan, M.T.", Position.SECRETARY),
    ("APINDO", "Hendra Gunawan", Position.MEMBER),
    ("Serikat pekerja (KSBSI)", "Suherman", Position.MEMBER),
    ("Kesbangpol", "Drs. Agustinus Clarus", Position.MEMBER),
    ("Akademisi", "Prof. Dr. Siti Halidjah, S.H., M.Hum.", Position.MEMBER),
    ("Akademisi", "Dr. Antonius Ngusmanto, M.Si.", Position.MEMBER),
    ("Hukum (mediator hubungan industrial)", "Dewi Kartika, S.H.", Position.MEMBER),
]

OFFICERS = ["Nurul", "Petrus", "Sri Rahayu", "Abdul Hamid", "Theresia", "Junaidi", "Lusia"]
HEADS = [
    "Drs. H. Zulkarnaen",
    "Yulianus, S.Sos.",
    "Hj. Fatimah, S.H.",
    "Stefanus Masiun, M.Si.",
    "Ir. Sukiman",
]


@dataclass(frozen=True)
class Cast:
    """Everybody in the demo."""

    admin: User
    verifier: User
    nominator: User
    panel: list[User]
    officers: dict[str, User]  # by Kemendagri code
    heads: dict[str, User]


class Accounts:
    """Makes accounts with the demo password, hashed once: fifty slow hashes would be a slow start."""

    def __init__(self) -> None:
        self._password = make_password(DEMO_PASSWORD)

    def person(self, email: str, full_name: str) -> User:
        """Return the account of an address, made if there is none."""
        user: User
        user, created = User.objects.get_or_create(email=email, defaults={"full_name": full_name})
        if created:
            user.password = self._password
            user.save(update_fields=["password"])
        return user

    def member(self, email: str, full_name: str, role: Role, place: Regency | Province) -> User:
        """Return the account of somebody with an office, both made if missing."""
        user = self.person(email, full_name)
        where = {"regency": place} if isinstance(place, Regency) else {"province": place}
        Membership.objects.get_or_create(user=user, role=role, **where, defaults={"since": SINCE})
        return user


def create_cast(province: Province) -> Cast:
    """Make the accounts of a province, its regencies and the panel."""
    accounts = Accounts()
    officers, heads = {}, {}
    for number, regency in enumerate(province.regencies.all()):
        place, code = slugify(regency.name).replace("-", "."), regency.kemendagri_code
        officers[code] = accounts.member(
            f"petugas.{place}@contoh.id", OFFICERS[number % len(OFFICERS)], Role.OFFICER, regency
        )
        heads[code] = accounts.member(
            f"kepala.{place}@contoh.id", HEADS[number % len(HEADS)], Role.HEAD, regency
        )
    return Cast(
        admin=accounts.member(*ADMIN, Role.ADMIN, province),
        nominator=accounts.member(*NOMINATOR, Role.NOMINATOR, province),
        verifier=accounts.member(*VERIFIER, Role.VERIFIER, province),
        panel=[accounts.person(f"penilai{n}@contoh.id", name) for n, (_, name, _) in enumerate(PANEL, 1)],
        officers=officers,
        heads=heads,
    )
