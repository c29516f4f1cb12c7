"""Addresses of the public pages, the panel's and the chair's."""

from django.urls import path, register_converter

from awards.converters import StagePath
from awards.exports.verifier import NAME
from awards.open_data.catalogue import MEDIA
from awards.publishing.names import CARD, CSV, DATA, DOCUMENT, PACKAGE, PDF, RECEIPTS, WORKBOOK
from awards.views import (
    chair,
    coverage,
    crawlers,
    objections,
    overseeing,
    panel,
    public,
    results,
    verification,
)
from awards.views.archive import compare, indexes, library, pictures
from awards.views.chair_room import plenary, reminding, statistics
from awards.views.conflicts import declaration, substitutes
from awards.views.member import own_marks
from awards.views.office import report_cards
from awards.views.open_data import data
from awards.views.paper import desk as paper_desk
from awards.views.paper import sheet as paper
from awards.views.presentations import attendance, claims, console, late, room

register_converter(StagePath, "stage")

CATEGORY = "peringkat/<slug:province>/<int:award_year>/<slug:category>/"
PUBLICATION = CATEGORY + "v<int:number>/"
SHEET = "penilaian/<int:entry>/<stage:stage>/"
PAPERS = "penilaian/kertas/"
PAPER = PAPERS + "<int:seat>/<int:entry>/<stage:stage>/"

urlpatterns = [
    # Public
    path("", public.home, name="home"),
    path("kriteria/", indexes.criteria, name="all_criteria"),
    path("kriteria/<slug:province>/", indexes.criteria, name="province_criteria"),
    path("kriteria/<slug:province>/<int:award_year>/", public.criteria, name="criteria"),
    path("peringkat/", indexes.rankings, name="rankings"),
    path("peringkat/<slug:province>/", indexes.rankings, name="province_rankings"),
    path("peringkat/<slug:province>/<int:award_year>/", indexes.rankings, name="year_rankings"),
    path(CATEGORY, public.publication_file, name="ranking"),
    path(PUBLICATION, public.publication_file, name="publication"),
    path(PUBLICATION + DOCUMENT, public.publication_file, {"name": DOCUMENT}, name="publication_document"),
    path(PUBLICATION + CSV, public.publication_file, {"name": CSV}, name="publication_csv"),
    path(PUBLICATION + WORKBOOK, public.publication_file, {"name": WORKBOOK}, name="publication_xlsx"),
    path(PUBLICATION + PDF, public.publication_file, {"name": PDF}, name="publication_pdf"),
    path(PUBLICATION + DATA, public.publication_file, {"name": DATA}, name="publication_data"),
    path(PUBLICATION + CARD, public.publication_file, {"name": CARD}, name="publication_card"),
    path(PUBLICATION + PACKAGE, public.publication_file, {"name": PACKAGE}, name="publication_package"),
    path(
        PUBLICATION + "tanda-terima/",
        public.publication_file,
        {"name": RECEIPTS},
        name="publication_receipts",
    ),
    path(PUBLICATION + "grafik-<slug:chart>.png", pictures.of_ranking, name="ranking_picture"),
    path("cakupan/", coverage.coverage_index, name="coverage_index"),
    path("cakupan/<slug:province>/<int:assessed_year>/", coverage.coverage, name="coverage"),
    path(
        "cakupan/<slug:province>/<int:assessed_year>/cakupan.csv", coverage.coverage_csv, name="coverage_csv"
    ),
    path("cakupan/<slug:province>/<int:assessed_year>/cakupan.json", data.coverage, name="coverage_json"),
    path(
        "cakupan/<slug:province>/<int:assessed_year>/grafik-<slug:chart>.png",
        pictures.of_page,
        name="coverage_picture",
    ),
    path("daerah/", indexes.regions, name="regions"),
    path("pustaka/produk-hukum/", library.library, {"library": library.REGULATIONS}, name="regulations"),
    path("pustaka/inovasi/", library.library, {"library": library.INNOVATIONS}, name="innovations"),
    path("daerah/banding/", compare.compare, name="compare"),
    path("daerah/<str:code>/grafik-<slug:chart>.png", pictures.of_page, name="region_picture"),
    path("daerah/<str:code>/", coverage.region, name="region"),
    path("daerah/<str:code>/cakupan.csv", data.region, {"ending": "csv"}, name="region_csv"),
    path("daerah/<str:code>/cakupan.json", data.region, {"ending": "json"}, name="region_json"),
    path("data/", data.index, name="open_data"),
    path("data/datapackage.json", data.package, name="open_data_package"),
    *(
        path(f"data/<slug:dataset>.{ending}", data.dataset, {"ending": ending}, name="open_data_file")
        for ending in MEDIA
    ),
    path("umpan.atom", data.feed, name="feed"),
    path("skema/publication-1.schema.json", verification.document_schema, name="document_schema"),
    path("verifikasi/", verification.verify, name="verify_hash"),
    path("verifikasi/berkas/", verification.verify_file, name="verify_file"),
    path("verifikasi/<str:sha256>/", verification.verify, name="verify_hash"),
    path("hitung-ulang/", verification.recompute, name="recompute"),
    path("hitung-ulang/berkas/", verification.recompute_file, name="recompute_file"),
    path(f"hitung-ulang/{NAME}", verification.verifier_file, name="verifier_file"),
    path("robots.txt", crawlers.robots, name="robots"),
    path(".well-known/security.txt", crawlers.security_txt, name="security_txt"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("favicon.ico", crawlers.favicon, name="favicon"),
    # The room in which candidates present, by its secret address
    path("paparan/<str:address>/", room.screen, name="live_screen"),
    path("paparan/<str:address>/baris/", room.lines, name="live_lines"),
    # Objections of the office
    path("sanggahan/", objections.index, name="objection_index"),
    path("sanggahan/hasil/<int:entry>/", objections.result, name="objection_result"),
    path("sanggahan/hasil/<int:entry>/baru/", objections.new, name="objection_new"),
    path("sanggahan/<int:objection>/", objections.objection, name="objection"),
    path("sanggahan/<int:objection>/kirim/", objections.send, name="objection_send"),
    path("sanggahan/berkas/<int:file>/", objections.file, name="objection_file"),
    path("sanggahan/berkas/<int:file>/hapus/", objections.remove_file, name="objection_file_remove"),
    # Report cards of the office
    path("rapor/", report_cards.index, name="report_cards"),
    path("rapor/<int:entry>/", report_cards.card, name="report_card"),
    path("rapor/<int:entry>/rapor.pdf", report_cards.card_pdf, name="report_card_pdf"),
    # Panel
    path("penilaian/", panel.index, name="panel_index"),
    path("penilaian/edisi/<int:edition>/", panel.index, name="panel_edition"),
    path("penilaian/edisi/<int:edition>/pernyataan/", declaration.declaration, name="panel_declaration"),
    path("penilaian/edisi/<int:edition>/nilai-saya/", own_marks.index, name="panel_own_marks"),
    path("penilaian/<int:entry>/laporan/", panel.dossier, name="panel_dossier"),
    path("penilaian/<int:entry>/bukti/<int:evidence>/", panel.evidence_file, name="panel_evidence"),
    path(
        "penilaian/<int:entry>/bukti/<int:evidence>/halaman/",
        panel.evidence_page,
        name="panel_evidence_page",
    ),
    path(
        "penilaian/<int:entry>/bukti/<int:evidence>/halaman/<int:number>/",
        panel.evidence_page,
        name="panel_evidence_page",
    ),
    path(
        "penilaian/<int:entry>/bukti/<int:evidence>/halaman/<int:number>.jpg",
        panel.evidence_picture,
        name="panel_evidence_picture",
    ),
    path("penilaian/<int:entry>/mundur/", panel.withdraw, name="panel_recuse"),
    path("penilaian/<int:entry>/nilai/", panel.scores, name="panel_scores"),
    path(SHEET, panel.sheet, name="panel_sheet"),
    path(SHEET + "jumlah/", panel.total, name="panel_total"),
    path(SHEET + "kunci/", panel.lock, name="panel_lock"),
    # Sheets of paper
    path(PAPERS + "edisi/<int:edition>/", paper_desk.desk, name="paper_desk"),
    path(
        PAPERS + "kategori/<int:judged>/<stage:stage>/<int:part>.pdf",
        paper_desk.category_sheets,
        name="paper_category_pdf",
    ),
    path(PAPER, paper.sheet, name="paper_sheet"),
    path(PAPER + "lembar.pdf", paper_desk.one_sheet, name="paper_pdf"),
    path(PAPER + "konfirmasi/", paper.confirm, name="paper_confirm"),
    path(PAPER + "kembalikan/", paper.send_back, name="paper_return"),
    path(PAPER + "pindaian/<int:file>/", paper.scan, name="paper_scan"),
    path("penilaian/<int:entry>/klaim/", claims.note, name="claim_note"),
    path("klaim/", claims.claims, name="claims"),
    path("klaim/<int:claim>/", claims.claim, name="claim"),
    path("penilaian/<int:entry>/berkas/setelah-paparan/", late.late, name="panel_late"),
    # Chair
    path("penilaian/ketua/", chair.index, name="chair_index"),
    path("penilaian/ketua/edisi/<int:edition>/", chair.index, name="chair_edition"),
    path("penilaian/ketua/edisi/<int:edition>/benturan/", chair.record, name="chair_record"),
    path("penilaian/ketua/edisi/<int:edition>/sebaran/", statistics.spread, name="chair_spread"),
    path("penilaian/ketua/edisi/<int:edition>/pengaruh-paparan/", statistics.moved, name="chair_effects"),
    path("penilaian/ketua/kategori/<int:judged>/hasil/", results.result, name="chair_result"),
    path("penilaian/ketua/kategori/<int:judged>/pleno/", results.plenary, name="chair_plenary"),
    path("penilaian/ketua/edisi/<int:edition>/ingatkan/", reminding.remind, name="chair_remind"),
    path("penilaian/ketua/kategori/<int:judged>/bahan-pleno/", plenary.points, name="chair_points"),
    path(
        "penilaian/ketua/kategori/<int:judged>/bahan-pleno/<slug:point>/", plenary.point, name="chair_point"
    ),
    path(
        "penilaian/ketua/edisi/<int:edition>/kehadiran-pleno/", plenary.attendance, name="plenary_attendance"
    ),
    path("penilaian/ketua/edisi/<int:edition>/paparan/", console.console, name="live_console"),
    path(
        "penilaian/ketua/edisi/<int:edition>/paparan/daftar-hadir/",
        attendance.attendances,
        name="live_attendances",
    ),
    path("penilaian/ketua/<int:entry>/paparan/daftar-hadir/", attendance.attendance, name="live_attendance"),
    path("penilaian/ketua/<int:entry>/paparan/kehadiran/", console.facts, name="live_facts"),
    path("penilaian/ketua/<int:entry>/paparan/tidak-hadir/", console.no_show, name="live_no_show"),
    path("penilaian/ketua/<int:entry>/", chair.entry, name="chair_entry"),
    path("penilaian/ketua/<int:entry>/kursi/<int:seat>/tidak-hadir/", overseeing.absent, name="chair_absent"),
    path(
        "penilaian/ketua/<int:entry>/kursi/<int:seat>/pengganti/", substitutes.name, name="chair_substitute"
    ),
    path("penilaian/ketua/pengganti/<int:substitution>/cabut/", substitutes.dismiss, name="chair_dismiss"),
    path("penilaian/ketua/tidak-hadir/<int:absence>/cabut/", overseeing.present, name="chair_present"),
    path("penilaian/ketua/lembar/<int:sheet>/buka/", overseeing.reopen, name="chair_reopen"),
    path("penilaian/ketua/lembar/<int:sheet>/riwayat/", chair.history, name="chair_history"),
    path("penilaian/ketua/mundur/<int:recusal>/cabut/", overseeing.lift, name="chair_lift"),
]
