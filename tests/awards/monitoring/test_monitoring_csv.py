"""The CSV of monitoring: what is shown, in its order, safe in a spreadsheet."""

import csv
import io

import pytest

from awards.models import Edition
from awards.monitoring.states import NOT_BEGUN
from regencies.models import User
from tests import factories
from tests.builders import edition as world
from tests.builders.admin_pages import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client) -> User:
    person = factories.admin()
    client.force_login(person)
    return person


@pytest.fixture
def edition(admin) -> Edition:
    for name, code in (("=1+1", "61.01"), ("Ketapang", "61.04")):
        factories.regency(name, code)
    return world.reload(world.filling(admin))


def read(client, edition: Edition, **asked: str) -> list[list[str]]:
    answer = client.get(page("awards_edition_monitoring_csv", edition.pk), asked)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="pemantauan-2026.csv"'
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_it_holds_what_is_shown(client, edition):
    place = factories.regency("Ketapang", "61.04")
    factories.verified(place, 2024)
    factories.sent(place)
    head, first, second = read(client, edition)
    assert head == [
        "kode_kemendagri", "daerah", "laporan",
        "bagian_identitas", "bagian_kepesertaan", "bagian_target", "bagian_semesta", "bagian_kelompok",
        "bagian_aparatur", "bagian_anggaran", "bagian_pengawasan", "bagian_regulasi", "bagian_inovasi",
        "sisa", "kegiatan_terakhir", "oleh", "diingatkan", "batas_waktu", "sisa_hari",
        "cakupan_persen_2025", "cakupan_persen_2024", "target_persen",
    ]  # fmt: skip
    assert (first[:4], first[13:17], first[19:]) == (
        ["61.01", "Kabupaten =1+1", "Belum mulai diisi", ""],
        ["", "", "", ""],
        ["", "", ""],
    )
    assert (second[1:5], second[13], second[18:]) == (
        ["Kabupaten Ketapang", "Dikirim", "Lengkap", "Lengkap"],
        "0",
        ["30", "67,95", "67,95", "70,00"],
    )


def test_it_is_filtered_and_sorted_as_the_list_is(client, edition):
    factories.draft(factories.regency("Ketapang", "61.04"))
    assert [row[0] for row in read(client, edition, status=NOT_BEGUN)[1:]] == ["61.01"]
    assert [row[0] for row in read(client, edition, sort="-name")[1:]] == ["61.04", "61.01"]


def test_no_cell_is_a_formula(client, edition, admin):
    place = factories.regency("Ketapang", "61.04")
    factories.draft(place, by=factories.officer(place, "=HYPERLINK(1)"))
    assert read(client, edition)[2][15] == "'=HYPERLINK(1)"
