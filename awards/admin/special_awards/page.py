"""Desk page of special awards, with the files they rest on; part of what is published."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_safe

from awards.admin.publications import AboutAnEntry
from awards.editions.phases import RESULTS_OPEN
from awards.models import Entry, SpecialAward, SpecialAwardFile
from awards.panel.timing import why_settled
from awards.publishing.special_awards import attach_award_file, remove_award_file, why_files_stay
from regencies.admin.base import OwnProvinceFilter
from regencies.admin.confirm import confirm_verb
from regencies.forms.evidence import EvidenceForm
from regencies.models import User
from regencies.permissions import can_administer
from regencies.presenters.audit_log import Event, Source
from regencies.views.downloads import serve


class AwardFileForm(EvidenceForm):
    """A file a special award rests on, and its title, which is published."""

    page = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = "Judul berkas"


@admin.register(SpecialAward)
class SpecialAwardAdmin(AboutAnEntry):
    """Special awards of a category."""

    open_in = RESULTS_OPEN
    list_display = ("title", "entry", "category")
    list_filter = (("entry__category", OwnProvinceFilter),)
    search_fields = ("title", "entry__regency__name", "entry__nominee__name")
    fields = ("entry", "title", "citation", "evidence", "files")
    readonly_fields = ("files",)

    def get_readonly_fields(self, request: HttpRequest, obj: SpecialAward | None = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "files")

    def why_closed(self, owner: Entry) -> str:
        return super().why_closed(owner) or why_settled(owner.category)

    def history_of(self, row: SpecialAward, user: User) -> list[Source]:
        return [row, SpecialAwardFile.pgh_event_model.objects.filter(award=row)]

    @staticmethod
    def subject(event: Event) -> str:
        """Return which file an event is about; "" for the award itself."""
        return f"Berkas {event.row}" if isinstance(event.row, SpecialAwardFile) else ""

    @admin.display(description="Berkas bukti")
    def files(self, row: SpecialAward) -> str:
        """Return the files, each with the way to take it out, and the way to add one."""
        if row.pk is None:
            return "Berkas ditambahkan setelah penghargaan ini tersimpan."
        is_open = not why_files_stay(row.entry, row.entry.category.edition)
        lines = [
            format_html('<a href="{}">{}</a>', _url("file", row.pk, file.pk), file.title)
            + (_way(_url("file_remove", row.pk, file.pk), "Hapus", file.title) if is_open else "")
            for file in row.files.all()
        ]
        if is_open:
            lines.append(format_html('<a href="{}">Tambah berkas bukti</a>', _url("files", row.pk)))
        return format_html_join("", "<div>{}</div>", [(line,) for line in lines]) or "–"

    def get_urls(self) -> list[Any]:
        pages = {
            "<int:pk>/berkas/": (self._add_page, "files"),
            "<int:pk>/berkas/<int:file>/": (self._file_page, "file"),
            "<int:pk>/berkas/<int:file>/hapus/": (self._remove_page, "file_remove"),
        }
        own = [
            path(route, self.admin_site.admin_view(view), name=f"awards_specialaward_{name}")
            for route, (view, name) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def _add_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Add a file, after a page that says what is published of it."""
        award = self.row_or_404(request, pk)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = AwardFileForm(*sent, too_large_name=getattr(request, "too_large", None))

        def act(file: Any, title: str) -> None:
            made = attach_award_file(award, file, title=title, by=request.user)
            messages.success(request, f"“{made.title}” tersimpan sebagai bukti.")

        return self._ask(
            request,
            award,
            title=f"Tambah berkas bukti “{award.title}”",
            label="Unggah",
            act=act,
            form=form,
            consequences=[
                "Judul dan kode keaslian (SHA-256) berkas ikut diumumkan; berkasnya sendiri tidak.",
            ],
        )

    def _remove_page(self, request: HttpRequest, pk: int, file: int) -> HttpResponse:
        """Take a file out, after a page that says what follows."""
        award = self.row_or_404(request, pk)
        found = self._file(award, file)

        def act() -> None:
            remove_award_file(found, by=request.user)
            messages.success(request, f"“{found.title}” dihapus dari bukti penghargaan khusus.")

        return self._ask(
            request,
            award,
            title=f"Hapus “{found.title}”",
            label="Hapus",
            act=act,
            tone="danger",
            consequences=["Berkas ini tidak lagi diumumkan sebagai bukti.", "Riwayat tetap mencatatnya."],
        )

    def _ask(self, request: HttpRequest, award: SpecialAward, **question: Any) -> HttpResponse:
        edition = award.entry.category.edition
        return confirm_verb(
            request,
            self.admin_site,
            back=reverse("admin:awards_specialaward_change", args=[award.pk]),
            allowed=can_administer(request.user, edition.province_id),
            closed=why_files_stay(award.entry, edition),
            **question,
        )

    def _file_page(self, request: HttpRequest, pk: int, file: int) -> HttpResponse:
        """Serve a file to the admins of its province."""
        return require_safe(lambda request: serve(request, self._file(self.row_or_404(request, pk), file)))(
            request
        )

    @staticmethod
    def _file(award: SpecialAward, pk: int) -> SpecialAwardFile:
        found: SpecialAwardFile | None = award.files.filter(pk=pk).first()
        if found is None:
            raise Http404
        found.award = award
        return found


def _url(name: str, *args: int) -> str:
    return reverse(f"admin:awards_specialaward_{name}", args=args)


def _way(url: str, words: str, about: str) -> str:
    return format_html(' <a href="{}">{}<span class="visually-hidden"> {}</span></a>', url, words, about)
