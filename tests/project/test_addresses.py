"""Where an address leads is looked up once, and is where Django's own patterns lead."""

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, resolve
from django.urls.resolvers import RegexPattern, RoutePattern

from config.formats.addresses import LONGEST, KeptResolver
from config.urls import pages

PATHS = [
    "/",
    "/healthz",
    "/akun/masuk/",
    "/akun/kata-sandi/atur/1x-2y-3z/",
    "/admin/",
    "/admin/awards/edition/7/change/",
    "/admin/apa/saja/",
    "/peringkat/kalimantan-barat/2025/kabupaten-kota/",
    "/peringkat/kalimantan-barat/2025/kabupaten-kota/v1/peringkat.csv",
    "/daerah/61.04/",
    f"/daerah/{'9' * LONGEST}/",
    "/penilaian/7/laporan/",
    "/penilaian/7/wawancara/",
    "/laporan/2025/calon/7/",
    "/laporan/2025/daerah/6104/kepesertaan/",
]
NOWHERE = ["/tidak/ada/", "//", "/penilaian/7/x/", "/peringkat/kalimantan-barat/x/"]
PLAIN = URLResolver(RegexPattern(r"^/"), pages)


def told(match):
    names = ("func", "args", "kwargs", "captured_kwargs", "extra_kwargs", "view_name", "app_names", "route")
    return [getattr(match, name) for name in names]


@pytest.mark.parametrize("path", PATHS)
def test_an_address_leads_where_the_patterns_say_each_time(path):
    expected = told(PLAIN.resolve(path))
    first = resolve(path)
    assert told(first) == expected
    first.kwargs["added"] = 1
    assert told(resolve(path)) == expected


def test_what_was_found_is_not_looked_for_again():
    looked_for = []

    class Counted(RoutePattern):
        def match(self, path: str):
            looked_for.append(path)
            return super().match(path)

    kept = KeptResolver([URLPattern(Counted("daerah/<str:code>/", is_endpoint=True), resolve)])
    for path in ("daerah/61.04/", "daerah/61.05/", "daerah/61.04/"):
        assert kept.resolve(path).kwargs == {"code": path[7:12]}
    assert looked_for == ["daerah/61.04/", "daerah/61.05/"]


@pytest.mark.parametrize("path", NOWHERE)
def test_an_address_that_leads_nowhere_does_so_each_time(path):
    for _ in range(2):
        with pytest.raises(Resolver404):
            resolve(path)
