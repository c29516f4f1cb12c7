"""Addresses of the whole site."""

from allauth.account import views as account
from django.contrib import admin
from django.urls import include, path, re_path

from awards.views import start
from config.accounts.devices import devices
from config.accounts.provider import make_password, provider_answer, to_provider
from config.accounts.second_step import way_on
from config.accounts.sessions import session_state
from config.formats.addresses import KeptResolver
from config.headers import REPORTS, leaves_nothing
from config.metrics.page import metrics
from config.security.browser_reports import csp_report
from config.state.health import healthz, readyz
from regencies.views.invitation import invitation

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

account_urls = [
    path("masuk/", account.login, name="account_login"),
    path("masuk/penyedia/", to_provider, name="account_provider"),
    path("masuk/penyedia/jawaban/", provider_answer, name="account_provider_answer"),
    path("keluar/", leaves_nothing(account.logout), name="account_logout"),
    path("kata-sandi/ubah/", account.password_change, name="account_change_password"),
    path("kata-sandi/buat/", make_password, name="account_set_password"),
    path("kata-sandi/lupa/", account.password_reset, name="account_reset_password"),
    path("kata-sandi/lupa/terkirim/", account.password_reset_done, name="account_reset_password_done"),
    re_path(  # the key holds a hyphen itself: the account ends at the first one
        r"^kata-sandi/atur/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "kata-sandi/atur/selesai/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("undangan/<str:token>/", invitation, name="account_invitation"),
    path("perangkat/", devices, name="account_devices"),
    path("sesi/", session_state, name="account_session"),
    path("lanjut/", way_on, name="account_way_on"),
    path("konfirmasi/", account.reauthenticate, name="account_reauthenticate"),
    path("nonaktif/", account.account_inactive, name="account_inactive"),
    path("daftar/", account.signup, name="account_signup"),
    path("verifikasi-langkah-dua/", include("allauth.mfa.urls")),
]

pages = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path(REPORTS[1:], csp_report, name="csp_report"),
    path("akun/", include(account_urls)),
    path("beranda/", start.home_for_role, name="home_for_role"),
    path("admin/", admin.site.urls),
    path("", include("awards.urls")),  # the public pages first: the busiest are found soonest
    path("", include("regencies.urls")),
]
urlpatterns = [KeptResolver(pages)]
