from django.urls import path

from regencies.views import evidence, verifier

urlpatterns = [
    # Files, for whoever sees the report
    path("bukti/<int:evidence>/", evidence.evidence_file, name="evidence"),
    # Verifier
    path("verifikator/", verifier.queue, name="verifier_queue"),
    path("verifikator/<int:report>/", verifier.report_page, name="verifier_report"),
    path("verifikator/<int:report>/mulai/", verifier.start, name="verifier_start"),
    path("verifikator/<int:report>/butir/<int:entry>/", verifier.review, name="verifier_review"),
    path("verifikator/<int:report>/kembalikan/", verifier.give_back, name="verifier_return"),
    path("verifikator/<int:report>/selesai/", verifier.settle, name="verifier_settle"),
    path("verifikator/<int:report>/riwayat/", verifier.history, name="verifier_history"),
]
