"""Each rule of each table that the desk writes: a row to change, and what to type so that the rule is broken."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from regencies.actions.accounts import ADDRESS_TAKEN
from regencies.choices import RegencyKind
from regencies.models import BranchFigure, MinimumPremium, Nominee, OfficialWorkforce, Province, Regency, User
from tests import factories
from tests.builders import nominees

Row = Any
CASES: dict[tuple[str, str], tuple[type, Callable[[], tuple[Row, dict[str, Any]]], list[str]]] = {}


def case(rule: str, *pages: str, model: type, says: list[str]) -> Callable:
    """Name the rule that a function breaks: it gives the row to change, and what is typed."""

    def named(function: Callable) -> Callable:
        for page in pages:
            CASES[rule, page] = model, function, says
        return function

    return named


# Places and people ------------------------------------------------------------------------------------
def two_regions() -> tuple[Regency, Regency]:
    return factories.regency(), factories.regency("Sambas", "61.01")


def of_region(other: Regency, **typed: Any) -> dict[str, Any]:
    own = {
        "province": other.province_id,
        "kind": RegencyKind.REGENCY,
        "name": "Baru",
        "kemendagri_code": "61.98",
    }
    figures = {"bps_code": "6198", "capital": "Baru", "districts": 1, "urban_villages": 0, "villages": 3}
    return own | figures | {"reference_year": 2024, "office_name": "Dinas"} | typed


@case(
    "regency_once",
    "add",
    "change",
    model=Regency,
    says=["“Sambas” sama dengan Kabupaten Sambas (61.01). Periksa namanya."],
)
def same_name():
    row, other = two_regions()
    return row, of_region(other, name=other.name)


@case(
    "regency_kind_known",
    "add",
    "change",
    model=Regency,
    says=["Pilihan itu tidak tersedia. Pilih salah satu yang ada di daftar."],
)
def no_such_kind():
    row, other = two_regions()
    return row, of_region(other, kind="desa")


@case(
    "Regency.kemendagri_code",
    "add",
    "change",
    model=Regency,
    says=["Kabupaten/kota dengan Kode Kemendagri ini sudah ada."],
)
def same_code():
    row, other = two_regions()
    return row, of_region(other, kemendagri_code=other.kemendagri_code)


@case(
    "Regency.bps_code", "add", "change", model=Regency, says=["Kabupaten/kota dengan Kode BPS ini sudah ada."]
)
def same_bps_code():
    row, other = two_regions()
    return row, of_region(other, bps_code=other.bps_code)


@case(
    "regency_ends_after_it_began",
    "add",
    "change",
    model=Regency,
    says=["Daerah berakhir sebelum berdiri. Periksa kedua tanggalnya."],
)
def ended_before_it_began():
    row, other = two_regions()
    return row, of_region(other, since="2 Januari 2025", until="1 Januari 2025")


@case(
    "regency_after_another_has_a_beginning",
    "add",
    "change",
    model=Regency,
    says=["Daerah yang memiliki daerah asal memiliki hari berdiri. Isi tanggalnya."],
)
def came_from_another_at_no_time():
    row, other = two_regions()
    return row, of_region(other, predecessor=other.pk)


@case(
    "regency_not_after_itself",
    "change",
    model=Regency,
    says=["Daerah asal adalah daerah ini sendiri. Pilih daerah lain."],
)
def came_from_itself():
    row, other = two_regions()
    return row, of_region(other, predecessor=row.pk, since="1 Januari 2025")


def two_provinces(**typed: Any) -> tuple[Province, dict[str, Any]]:
    factories.province("62", "Kalimantan Tengah", "kalimantan-tengah")
    return factories.province(), typed


@case("Province.code", "change", model=Province, says=["Provinsi dengan Kode ini sudah ada."])
def same_province_code():
    return two_provinces(code="62")


@case("Province.name", "change", model=Province, says=["Provinsi dengan Nama ini sudah ada."])
def same_province_name():
    return two_provinces(name="Kalimantan Tengah")


@case("Province.slug", "change", model=Province, says=["Provinsi dengan Alamat singkat ini sudah ada."])
def same_province_slug():
    return two_provinces(slug="kalimantan-tengah")


@case(
    "MinimumPremium.since",
    "add",
    "change",
    model=MinimumPremium,
    says=["Iuran minimum BPU dengan Berlaku sejak ini sudah ada."],
)
def same_day():
    factories.premium()
    row = MinimumPremium.objects.create(since=datetime.date(2025, 1, 1), amount=16_800, source="PP")
    return row, {"since": "1 Juli 2015", "amount": "16.800", "source": "PP"}


@case("premium_positive", "add", "change", model=MinimumPremium, says=["Iuran minimum lebih dari Rp0."])
def free_of_charge():
    return factories.premium(), {"since": "1 Januari 2026", "amount": "0", "source": "PP"}


def of_workforce(**typed: Any) -> tuple[OfficialWorkforce, dict[str, Any]]:
    place = factories.regency()
    factories.workforce(place, 2024)
    row = OfficialWorkforce.objects.get(segment="formal")
    given = {"regency": place.pk, "year": "2024", "segment": "informal", "figure": "5", "source": "BPS"}
    return row, given | {"as_of": "31 Desember 2024"} | typed


@case(
    "official_workforce_once",
    "add",
    "change",
    model=OfficialWorkforce,
    says=["Semesta pekerja resmi dengan Kabupaten/kota, Tahun dan Segmen ini sudah ada."],
)
def same_segment():
    return of_workforce()


@case(
    "official_workforce_segment_known",
    "add",
    "change",
    model=OfficialWorkforce,
    says=["Pilihan itu tidak tersedia. Pilih salah satu yang ada di daftar."],
)
def no_such_segment():
    return of_workforce(segment="lain")


def of_branch(**typed: Any) -> tuple[BranchFigure, dict[str, Any]]:
    place = factories.regency()
    factories.branch_figures(place, 2024, wage_earners=5, construction=7)
    row = BranchFigure.objects.get(segment="wage_earners")
    given = {"regency": place.pk, "year": "2024", "segment": "construction", "figure": "5", "source": "BPJS"}
    return row, given | {"as_of": "31 Desember 2024"} | typed


@case(
    "branch_figure_once",
    "add",
    "change",
    model=BranchFigure,
    says=["Angka BPJS dengan Kabupaten/kota, Tahun dan Segmen ini sudah ada."],
)
def same_segment_of_the_branch():
    return of_branch()


@case(
    "branch_figure_segment_known",
    "add",
    "change",
    model=BranchFigure,
    says=["Pilihan itu tidak tersedia. Pilih salah satu yang ada di daftar."],
)
def no_such_segment_of_the_branch():
    return of_branch(segment="lain")


def two_people(**typed: Any) -> tuple[User, dict[str, Any]]:
    row, other = factories.officer(factories.regency()), factories.user(email="dua@contoh.id")
    office = {"role": "officer", "regency": str(factories.regency().pk), "since": "1 Januari 2026"}
    return row, {"full_name": "Nama", "email": other.email} | {
        f"memberships-0-{name}": value for name, value in office.items()
    } | typed


@case(
    "User.email",
    "add",
    "change",
    model=User,
    says=[ADDRESS_TAKEN],
)
@case(
    "user_email_once",
    "add",
    "change",
    model=User,
    says=[ADDRESS_TAKEN],
)
def same_address():
    return two_people(email="DUA@contoh.id")


@case(
    "membership_role_fits_place",
    "add",
    "change",
    model=User,
    says=[
        "Petugas dan kepala dinas ditugaskan di kabupaten/kota; verifikator dan admin di provinsi; "
        "pengusul di salah satunya."
    ],
)
def officer_of_a_province():
    return two_people(email="tiga@contoh.id", **{"memberships-0-role": "verifier"})


@case(
    "membership_ends_after_start",
    "add",
    "change",
    model=User,
    says=["Tanggal berakhir mendahului tanggal mulai."],
)
def ends_before_it_starts():
    return two_people(email="tiga@contoh.id", **{"memberships-0-until": "1 Januari 2020"})


# Nominees ---------------------------------------------------------------------------------------------
@case("nominee_once", "change", model=Nominee, says=["Calon dengan jenis dan kode ini sudah diusulkan."])
def another_nominees_code():
    row, other = (nominees.nominee(nominees.COMPANY) for _ in range(2))
    return row, {"code": other.code}


@case(
    "nominee_code_is_digits",
    "change",
    model=Nominee,
    says=[
        "Tertulis “tanpa NIB”. NIB terdiri atas 13 angka. Tulis Nomor Induk Berusaha dari OSS tanpa spasi, misalnya "
        "9120001234567."
    ],
)
def a_code_in_words():
    return nominees.nominee(nominees.COMPANY), {"code": "tanpa NIB"}
