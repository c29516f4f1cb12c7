"""What is said of an uploaded file beside its name: whether it is held back, whether and how it is looked at."""

import pytest

from regencies.choices import Section
from regencies.models import Evidence, PageImage, Quarantined, YearlyReport
from regencies.models.evidence import FILE_FIELDS, files_of, with_files
from regencies.models.kept_file import picture_path
from tests import factories


@pytest.mark.parametrize(
    ("held", "mark"),
    [(None, ""), ("", "Belum diperiksa dari virus"), ("Eicar", "Memuat virus, tidak dibuka")],
)
def test_a_file_says_why_it_is_not_opened_yet(held, mark):
    file = Evidence()
    file.held = held
    assert file.held_mark == mark


@pytest.mark.parametrize(
    ("content_type", "shown", "photograph", "label"),
    [
        ("application/pdf", True, False, "Lihat halamannya"),
        ("image/jpeg", True, True, "Lihat gambarnya"),
        ("image/tiff", False, False, "Lihat halamannya"),
    ],
)
def test_documents_are_shown_by_the_page_and_photographs_whole(content_type, shown, photograph, label):
    file = Evidence(content_type=content_type)
    assert (file.is_shown, file.is_photograph, file.look_label) == (shown, photograph, label)


@pytest.mark.django_db
def test_files_are_read_with_what_holds_each_of_them_back():
    report = factories.draft()
    entry, by = factories.entry(report, Section.TARGET), factories.officer(report.regency)
    for code, virus in (("a", ""), ("b", "Eicar")):
        Quarantined.objects.create(sha256=code, file=code, size=1, virus=virus)
    for code in ("a", "b", "c"):
        Evidence.objects.create(entry=entry, title=code, name=code, size=1, sha256=code, uploaded_by=by)
    assert dict(Evidence.objects.values_list("title", "held")) == {"a": "", "b": "Eicar", "c": None}


@pytest.mark.django_db
def test_files_fetched_with_their_report_are_the_files_read_alone(django_assert_num_queries):
    reports = [factories.draft(year=year) for year in (2024, 2025)]
    by = factories.officer(reports[0].regency)
    Quarantined.objects.create(sha256="a", file="a", size=1, virus="")
    for number, report in enumerate(reports):
        entry = factories.entry(report, Section.TARGET)
        for code in ("a", "b"):
            said = {
                "title": f"{code}\n{number}",
                "name": '"Perbup" 83.pdf',
                "page": "3–5, 12",
                "file": f"evidence/{code}",
            }
            Evidence.objects.create(entry=entry, sha256=code, size=1_500_000_000, uploaded_by=by, **said)

    def known(files):
        names = [*FILE_FIELDS, "held"]
        return [[getattr(file, name) for name in names] for file in files]

    alone = files_of(reports)
    fetched = list(with_files(YearlyReport.objects.order_by("pk")))
    with django_assert_num_queries(0):
        together = files_of(fetched)
    assert (len(together), together) == (4, alone)
    assert known(together) == known(alone) == known(Evidence.objects.order_by("pk"))
    together[0].title = "Perbup"
    together[0].save()
    assert Evidence.objects.get(pk=together[0].pk).title == "Perbup"


def test_a_picture_lies_by_the_beginning_of_the_code_of_its_file():
    folder, beginning, name = picture_path(PageImage(sha256="abc" + "0" * 61), "jahat.php").split("/")
    assert (folder, beginning, len(name)) == ("pages", "ab", 32)
