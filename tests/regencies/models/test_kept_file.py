"""What is said of an uploaded file beside its name: whether it is held back, whether and how it is looked at."""

import pytest

from regencies.choices import Section
from regencies.models import Evidence, PageImage, Quarantined
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


def test_a_picture_lies_by_the_beginning_of_the_code_of_its_file():
    folder, beginning, name = picture_path(PageImage(sha256="abc" + "0" * 61), "jahat.php").split("/")
    assert (folder, beginning, len(name)) == ("pages", "ab", 32)
