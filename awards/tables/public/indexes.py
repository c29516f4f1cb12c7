"""What is public, as lists that lead there: rankings, regions, criteria, special awards."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.models import Edition, Publication
from regencies.l10n.dates import format_date
from regencies.models import Regency
from regencies.tables.base import ListColumn, ListTable


class RankingsTable(ListTable):
    """Rows are publications in force with their category, award year and province."""

    caption = "Peringkat yang berlaku"
    empty_title = "Belum ada peringkat yang diumumkan"
    empty_text = "Peringkat tampil di sini setelah hasilnya diumumkan."
    category = ListColumn("Kategori", heads_row=True, accessor="category__name")
    award_year = ListColumn("Tahun penghargaan", accessor="category__edition__award_year", numeric=True)
    assessed_year = ListColumn("Tahun penilaian", accessor="category__edition__assessed_year", numeric=True)
    province = ListColumn("Provinsi", accessor="category__edition__province__name")
    published_at = ListColumn("Diumumkan")

    def render_category(self, record: Publication) -> SafeString:
        category, edition = record.category, record.category.edition
        return format_html(
            '<a href="{}">{}<span class="visually-hidden"> {}</span></a>',
            reverse("ranking", args=[edition.province.slug, edition.award_year, category.slug]),
            category.name,
            edition.award_year,
        )

    def render_published_at(self, record: Publication) -> str:
        zone = record.category.edition.province.zone
        again = f", nomor {record.number}" if record.number > 1 else ""
        return f"{format_date(record.published_at.astimezone(zone).date())}{again}"


class RegionsTable(ListTable):
    """Rows are regions that stand in a publication, with `years`: those of the awards, newest first."""

    caption = "Kabupaten dan kota yang hasilnya diumumkan"
    empty_title = "Belum ada hasil daerah yang diumumkan"
    empty_text = "Daerah tampil di sini setelah hasil penghargaan yang memuatnya diumumkan."
    name = ListColumn("Daerah", heads_row=True, accessor="kemendagri_code")
    province = ListColumn("Provinsi", accessor="province__name")
    years = ListColumn("Tahun penghargaan")

    def render_name(self, record: Regency) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("region", args=[record.kemendagri_code]), str(record)
        )

    def render_years(self, value: list[int]) -> str:
        return ", ".join(map(str, value))


class CriteriaYearsTable(ListTable):
    """Rows are award years whose criteria are public."""

    caption = "Kriteria menurut tahun"
    empty_title = "Belum ada kriteria yang diumumkan"
    empty_text = "Kriteria tampil di sini sebelum masa pengisian dimulai."
    award_year = ListColumn("Tahun penghargaan", heads_row=True)
    assessed_year = ListColumn("Tahun penilaian", numeric=True)
    province = ListColumn("Provinsi", accessor="province__name")

    def render_award_year(self, record: Edition) -> SafeString:
        address = reverse("criteria", args=[record.province.slug, record.award_year])
        return format_html('<a href="{}">Kriteria {}</a>', address, record.award_year)
