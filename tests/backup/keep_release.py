"""`make release-archive`: a small award year of this version, filled and published, kept for later versions to restore.

On the oldest PostgreSQL that is supported (DATABASE_URL): a newer one's archive cannot be restored into it.
"""

import lzma
from pathlib import Path

from config.backup.archive import manifest_of
from config.backup.making import make_backup
from regencies.actions.evidence.attach import attach_evidence
from regencies.choices import Section
from regencies.seals.seal import seal_history
from tests import factories
from tests.builders.publication import category_with, published, rescore

RELEASES = Path(__file__).parent / "releases"


def test_a_published_year_is_kept(transactional_db, media, to):
    category = category_with(["61.04", "61.02"], others=1)
    published(category)
    rescore(category.entries.filter(candidate=True).first(), 90)
    published(category, reason="Nilai satu anggota keliru dimasukkan")
    typist = factories.officer(factories.regency("Sambas", "61.01"))
    factories.draft(typist.offices[0], by=typist)
    target = factories.entry(typist.offices[0].reports.get(), Section.TARGET)
    attach_evidence(target, factories.pdf(), title="Surat edaran", page=None, by=typist)
    seal_history()
    made = make_backup(to)
    kept = RELEASES / f"{manifest_of(made.path, None)['version']}.tar.xz"
    kept.write_bytes(lzma.compress(made.path.read_bytes(), preset=9 | lzma.PRESET_EXTREME))
