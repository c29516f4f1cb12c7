from django.urls import path

from regencies.views import evidence

urlpatterns = [
    # Files, for whoever sees the report
    path("bukti/<int:evidence>/", evidence.evidence_file, name="evidence"),
]
