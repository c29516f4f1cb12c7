"""What all nominees have in common."""

from regencies.choices import Section
from regencies.kinds.kind import Wording

# Rules about what only a region has: its official denominators.
UNASKED = frozenset({"workforce_missing", "proposal_without_evidence"})

# What is asked of target and workforce of a region is asked where a nominee states both.
HOMES = ((Section.TARGET, Section.HEADCOUNT), (Section.WORKFORCE, Section.HEADCOUNT))

# The workforce is stated, not loaded by the province: a file shows where the figure comes from.
SUPPORTED = frozenset({Section.HEADCOUNT, Section.STATEMENT})

HEADCOUNT = Wording(
    "Semua pekerja pada 31 Desember tahun masing-masing, peserta atau bukan. Cakupan dihitung terhadap angka ini "
    "setelah disetujui verifikator; lampirkan sumbernya."
)
INNOVATIONS = Wording(
    "Cara baru melindungi pekerja: masalahnya, cara kerjanya, dan hasilnya dalam angka.",
    "Tambah inovasi",
    "Belum ada inovasi",
    "Sertakan hasil dalam angka dan buktinya.",
)
STATEMENT = Wording("Pernyataan bahwa data ini benar, ditandatangani pimpinan. Unggah surat pernyataannya.")
