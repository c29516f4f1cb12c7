"""Addresses of the report pages: files, officer and head, verifier."""

from django.urls import path, register_converter

from regencies.views import downloads, exports, notices, reconciliation, threads, workbook
from regencies.views.evidence import officer as evidence
from regencies.views.evidence import pages
from regencies.views.officer import nominees, reports, sections, submit
from regencies.views.officer.report_key import ReportConverter
from regencies.views.officer.rows import order, saving
from regencies.views.verifier import findings, moves, queue, report_page

register_converter(ReportConverter, "report")

urlpatterns = [
    # Files, for whoever sees the report
    path("bukti/<int:evidence>/", downloads.evidence_file, name="evidence"),
    path("bukti/<int:evidence>/halaman/", pages.evidence_page, name="evidence_page"),
    path("bukti/<int:evidence>/halaman/<int:number>/", pages.evidence_page, name="evidence_page"),
    path("bukti/<int:evidence>/halaman/<int:number>.jpg", pages.evidence_picture, name="evidence_picture"),
    path("sumber-angka/<int:file>/", downloads.figures_file, name="figures_file"),
    path(
        "tanda-terima/<str:sha256>.pdf", downloads.receipt_file, {"suffix": "pdf"}, name="report_receipt_pdf"
    ),
    path(
        "tanda-terima/<str:sha256>.json",
        downloads.receipt_file,
        {"suffix": "json"},
        name="report_receipt_json",
    ),
    path(
        "salinan/laporan-<int:report>.xlsx",
        exports.report_export,
        {"suffix": "xlsx"},
        name="report_export_xlsx",
    ),
    path(
        "salinan/laporan-<int:report>.pdf", exports.report_export, {"suffix": "pdf"}, name="report_export_pdf"
    ),
    # The reconciliation of a report, for whoever sees it
    path("rekonsiliasi/<int:report>/", reconciliation.page, name="reconciliation"),
    path(
        "rekonsiliasi/<int:report>/berita-acara.pdf", reconciliation.minutes_file, name="reconciliation_pdf"
    ),
    path("rekonsiliasi/berkas/<int:file>/", reconciliation.signed_file, name="signed_minutes"),
    # What is said about an entry, for office and verifier
    path("butir/<int:report_entry>/percakapan/", threads.entry_thread, name="entry_thread"),
    # Officer and head
    path("laporan/", reports.report_index, name="report_index"),
    path("laporan/<report:which>/", reports.report_overview, name="report_overview"),
    path("laporan/<report:which>/buka/", reports.report_open, name="report_open"),
    path("laporan/<report:which>/kirim/", submit.report_send, name="report_send"),
    path("laporan/<report:which>/tarik-kembali/", submit.report_withdraw, name="report_withdraw"),
    path("laporan/<report:which>/riwayat/", reports.report_history, name="report_history"),
    path("laporan/<report:which>/tanda-terima/<int:version>/", submit.report_receipt, name="report_receipt"),
    path("laporan/<report:which>/butir/<int:entry>/", saving.report_entry, name="report_entry"),
    path(
        "laporan/<report:which>/butir/<int:entry>/hapus/",
        saving.report_entry_remove,
        name="report_entry_remove",
    ),
    path(
        "laporan/<report:which>/butir/<int:entry>/urutan/", order.report_entry_move, name="report_entry_move"
    ),
    path(
        "laporan/<report:which>/butir/<int:entry>/kembalikan/",
        order.report_entry_restore,
        name="report_entry_restore",
    ),
    path("laporan/<report:which>/butir/<int:entry>/bukti/", evidence.report_evidence, name="report_evidence"),
    path(
        "laporan/<report:which>/butir/<int:entry>/bukti/pakai/",
        evidence.report_evidence_use,
        name="report_evidence_use",
    ),
    path(
        "laporan/<report:which>/butir/<int:entry>/riwayat/",
        reports.entry_history,
        name="report_entry_history",
    ),
    path(
        "laporan/<report:which>/bukti/<int:evidence>/ubah/",
        evidence.report_evidence_change,
        name="report_evidence_change",
    ),
    path(
        "laporan/<report:which>/bukti/<int:evidence>/hapus/",
        evidence.report_evidence_remove,
        name="report_evidence_remove",
    ),
    path("laporan/<report:which>/excel/", workbook.report_workbook, name="report_workbook"),
    path(
        "laporan/<report:which>/excel/isian.xlsx", workbook.report_workbook_file, name="report_workbook_file"
    ),
    path("laporan/<report:which>/<str:section>/", sections.report_section, name="report_section"),
    path("laporan/<report:which>/<str:section>/tambah/", saving.report_row_add, name="report_row_add"),
    path("laporan/<report:which>/<str:section>/salin/", order.report_rows_copy, name="report_rows_copy"),
    path("laporan/<report:which>/<str:section>/penjelasan/", sections.report_answer, name="report_answer"),
    # Nominees, for office and branch
    path("calon/", nominees.index, name="nominee_index"),
    path("calon/tambah/<slug:kind>/", nominees.new, name="nominee_new"),
    path("calon/<int:nominee>/", nominees.page, name="nominee"),
    path("calon/<int:nominee>/ubah/", nominees.change, name="nominee_change"),
    path("calon/<int:nominee>/riwayat/", nominees.history, name="nominee_history"),
    path("calon/<int:nominee>/tarik/", nominees.withdraw, name="nominee_withdraw"),
    path("calon/<int:nominee>/usulkan-kembali/", nominees.again, name="nominee_again"),
    # Verifier
    path("verifikator/", queue.queue, name="verifier_queue"),
    path("verifikator/<int:report>/", report_page.report_page, name="verifier_report"),
    path("verifikator/<int:report>/mulai/", moves.start, name="verifier_start"),
    path("verifikator/<int:report>/butir/<int:entry>/", findings.review, name="verifier_review"),
    path(
        "verifikator/<int:report>/bagian/<str:section>/sesuai/",
        findings.approve_section,
        name="verifier_section",
    ),
    path("verifikator/<int:report>/kembalikan/", moves.give_back, name="verifier_return"),
    path("verifikator/<int:report>/selesai/", moves.settle, name="verifier_settle"),
    path("verifikator/<int:report>/riwayat/", report_page.history, name="verifier_history"),
    path("verifikator/<int:report>/pemberitahuan/", report_page.told, name="verifier_told"),
    # Notices, for everybody
    path("pemberitahuan/", notices.inbox, name="notice_inbox"),
    path("pemberitahuan/surat/", notices.mail_choice, name="notice_mail"),
]
