"""The forms of a paper: its number, day and signer; its signed copy."""

from __future__ import annotations

from typing import Any

from django import forms

from awards.choices import ResultPaperKind
from regencies.forms.evidence import EvidenceForm
from regencies.forms.fields import IndonesianDateField, LineField


class PaperForm(forms.Form):
    """What the province types on a paper."""

    number = LineField(label="Nomor surat", max_length=120, help_text="Misalnya 500.15/1234/DISNAKER/2026.")
    day = IndonesianDateField(label="Tanggal surat", help_text="Misalnya 30 November 2026.")
    place = LineField(label="Tempat", max_length=80, help_text="Kota tempat surat ditandatangani.")
    addressee = LineField(
        label="Tujuan surat",
        max_length=200,
        help_text="Misalnya Ketua Sekretariat Paritrana Award wilayah Kalimantan.",
    )
    signer_title = LineField(
        label="Jabatan penanda tangan", max_length=160, help_text="Misalnya Gubernur Kalimantan Barat."
    )
    signer = LineField(label="Nama penanda tangan", max_length=160)
    signer_nip = LineField(
        label="NIP penanda tangan", max_length=40, required=False, help_text="Kosong bila tidak ada."
    )

    def __init__(self, *args: Any, kind: ResultPaperKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind.is_signed_by_panel:
            for name in ("signer", "signer_title", "signer_nip"):
                del self.fields[name]
        if kind != ResultPaperKind.LETTER:
            del self.fields["addressee"]


class SignedCopyForm(EvidenceForm):
    """A signed PDF or a scan."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = "PDF bertanda tangan atau hasil pindai"
        self.fields["file"].help_text = "PDF, JPG, atau PNG, paling besar 10 MB."
        self.fields["title"].help_text = "Bila kosong, dipakai nama berkasnya."
