"""The forms of what only a region is asked beside its rows: who works for it, and its employers."""

from __future__ import annotations

from regencies.forms.entries import EntryForm, formfield
from regencies.forms.sections.nominee import answered
from regencies.models import EmployerCompliance, PublicWorkers


class PublicWorkersForm(EntryForm):
    """How many people work for region and villages without being civil servants."""

    class Meta:
        model = PublicWorkers
        fields = [
            "non_civil_servants",
            "village_officials",
            "neighbourhood_heads",
            "village_bodies",
            "source",
        ]
        formfield_callback = formfield
        help_texts = {
            "village_bodies": "Misalnya BPD, PKK, dan LPM.",
            "source": "Misalnya data BKPSDM dan Dinas PMD, 31 Desember.",
        }


class EmployersForm(EntryForm):
    """Compliance of the region's employers, co-operation to see to it, and sanctions."""

    class Meta:
        model = EmployerCompliance
        fields = [
            "employers",
            "employers_registered",
            "employers_noncompliant",
            "with_prosecutor",
            "with_inspection",
            "cooperation",
            "employers_sanctioned",
            "services_withheld",
            "sanctions",
        ]
        formfield_callback = answered
        help_texts = {
            "employers": "Perusahaan dan badan yang mempekerjakan orang.",
            "employers_registered": "Yang menjadi peserta BPJS Ketenagakerjaan.",
            "employers_noncompliant": "Belum mendaftar, mendaftarkan sebagian pekerja atau upah, atau menunggak iuran.",
            "cooperation": "Misalnya surat kuasa khusus, pemeriksaan bersama, dan hasilnya dalam angka.",
            "employers_sanctioned": "Teguran, denda, atau tidak mendapat pelayanan publik tertentu.",
            "services_withheld": "Misalnya izin usaha yang ditahan atas permintaan BPJS Ketenagakerjaan.",
            "sanctions": "Jenis sanksi, jumlahnya, dan dasar hukumnya.",
        }
