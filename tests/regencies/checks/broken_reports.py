"""One report for each rule: broken, what the officer then reads, and mended the way the message says."""

from dataclasses import replace
from decimal import Decimal

from tests.builders.snapshot import (
    BPU,
    COMPANY,
    IDENTITY,
    KETAPANG,
    LETTER,
    PALM_OIL,
    PALM_OIL_BUDGET,
    PMI,
    PU,
    RULING,
    RULING_AGAIN,
    VILLAGE_BUDGET,
    VILLAGES,
    WORKERS,
    amend,
    amend_own,
    amend_state,
    evidence,
    perbup,
    proposal,
    proposing,
    riders,
    with_employers,
    with_public_workers,
)

PONTIANAK = replace(
    KETAPANG,
    region="Kota Pontianak",
    villages=0,
    groups=tuple(replace(g, villages=None) for g in KETAPANG.groups),
)
SPLIT = {"formal": 80_100, "informal": 99_727, "construction": None}
GREW = {"formal": 99_828, "informal": 80_000, "construction": None}
SMALL = {"formal": 60_000, "informal": 49_212, "construction": None}  # 122.318 participants: 112,00%

# rule → (a report that breaks it, its message, the same report after the advice was followed)
BROKEN = {
    "missing": (
        amend_state(
            KETAPANG, IDENTITY, missing=(("head_name", "nama kepala dinas"), ("contact_phone", "telepon"))
        ),
        "Identitas dinas: belum diisi “nama kepala dinas”, “telepon”. Lengkapi.",
        KETAPANG,
    ),
    "target_zero": (
        replace(KETAPANG, target_pct=Decimal(0)),
        "Target UCJ tertulis 0. Isi target cakupan daerah tahun 2024; bila belum ditetapkan, tanyakan kepada "
        "provinsi target yang berlaku.",
        KETAPANG,
    ),
    "negative": (
        amend(KETAPANG, VILLAGE_BUDGET, ceiling=-1, realised=None),
        "Iuran pekerja rentan (APBDes): pagu tertulis −1. Angka tidak boleh di bawah 0. Periksa angkanya.",
        amend(KETAPANG, VILLAGE_BUDGET, ceiling=0, realised=None),
    ),
    "segment_in_one_year": (
        amend(KETAPANG, PMI, registered=12),
        "Pekerja Migran Indonesia: peserta 2024 sudah diisi, peserta 2023 belum. "
        "Isi juga angka 2023; tulis 0 bila memang tidak ada.",
        amend(KETAPANG, PMI, registered=12, registered_previous=0),
    ),
    "workforce_missing": (
        replace(KETAPANG, workforce_previous={"formal": None, "informal": None, "construction": None}),
        "Semesta pekerja resmi Kabupaten Ketapang tahun 2023 belum dimuat, sehingga cakupan tidak dapat dihitung. "
        "Hubungi admin provinsi untuk memuatnya.",
        KETAPANG,
    ),
    "proposal_without_evidence": (
        proposing(evidence=0),
        "Semesta pekerja formal: usulan belum memiliki bukti dukung. Unggah sumber angkanya, atau hapus usulan ini.",
        proposing(evidence=1),
    ),
    "groups_over_vulnerable": (
        replace(KETAPANG, vulnerable_workers=34_059),
        "Jumlah orang di semua kelompok 34.400, melebihi 34.059 pekerja rentan yang dilindungi. "
        "Perbaiki salah satunya.",
        replace(KETAPANG, vulnerable_workers=34_060),
    ),
    "villages_over_total": (
        amend(KETAPANG, VILLAGES, villages=254),
        "Pekerja rentan desa (APBDes): 254 desa dijangkau, sedangkan Kabupaten Ketapang memiliki 253 desa. "
        "Perbaiki jumlah desa yang dijangkau.",
        amend(KETAPANG, VILLAGES, villages=253),
    ),
    "months_outside": (
        amend(KETAPANG, PALM_OIL, months_covered=13, realised=None),
        "Pekerja perkebunan sawit (DBH Sawit): bulan perlindungan tertulis 13. Tulis 1 sampai 12.",
        amend(KETAPANG, PALM_OIL, months_covered=7),
    ),
    "realised_over_ceiling": (
        amend(KETAPANG, PALM_OIL_BUDGET, ceiling=2_124_999_999),
        "Iuran JKK dan JKM (DBH Sawit): realisasi Rp2.125.000.000 melebihi pagu Rp2.124.999.999. "
        "Perbaiki realisasi, atau tulis pagu setelah perubahan.",
        amend(KETAPANG, PALM_OIL_BUDGET, ceiling=2_125_000_000),
    ),
    "without_evidence": (
        amend_state(COMPANY, LETTER, evidence=0),
        "Pernyataan: belum ada bukti dukung. Unggah dokumen yang memuat isian ini.",
        COMPANY,
    ),
    "no_workers": (
        amend_own(COMPANY, "tenaga-kerja", workers_previous=0),
        "Jumlah pekerja 2024 tertulis 0. Tulis semua pekerja pada 31 Desember 2024, peserta atau bukan.",
        COMPANY,
    ),
    "programme_over_participants": (
        amend_own(COMPANY, "program", jht=421),
        "Peserta JHT tertulis 421, melebihi 420 peserta pada bagian Kepesertaan. Perbaiki salah satunya.",
        amend_own(COMPANY, "program", jht=420),
    ),
    "reported_over_paid": (
        amend_own(COMPANY, "upah", wages_reported=1_680_000_001),
        "Upah yang dilaporkan Rp1.680.000.001 melebihi upah yang dibayar Rp1.680.000.000. Perbaiki salah satunya.",
        amend_own(COMPANY, "upah", wages_reported=1_680_000_000),
    ),
    "half_arrears": (
        amend_own(COMPANY, "upah", arrears=2_500_000),
        "Tunggakan iuran tertulis Rp2.500.000 selama 0 bulan. Isi keduanya; tulis 0 pada keduanya bila tidak ada "
        "tunggakan.",
        amend_own(COMPANY, "upah", arrears=2_500_000, arrears_months=2),
    ),
    "employers_over_whole": (
        with_employers(employers=800, employers_registered=801),
        "Pemberi kerja yang terdaftar tertulis 801, melebihi 800 pemberi kerja di daerah. Perbaiki salah satunya.",
        with_employers(employers=801, employers_registered=801),
    ),
    "coverage_over_100": (
        replace(KETAPANG, workforce=SMALL, workforce_previous={"formal": 92_000}),
        "Cakupan 112,00% melebihi semesta pekerja. Mohon jelaskan sebabnya, misalnya peserta terdaftar di "
        "tempat bekerja.",
        replace(KETAPANG, workforce={"formal": 122_318}, workforce_previous={"formal": 110_000}),
    ),
    "segment_over_100": (
        replace(KETAPANG, workforce=SPLIT, workforce_previous=SPLIT),
        "Peserta Penerima Upah (PU) 80.101 melebihi 80.100 pekerja formal (100,00%). "
        "Periksa pembagian segmennya, atau jelaskan sebabnya.",
        amend(
            amend(replace(KETAPANG, workforce=SPLIT, workforce_previous=SPLIT), PU, registered=80_100),
            BPU,
            registered=42_218,
        ),
    ),
    "coverage_fall": (
        amend(KETAPANG, PU, registered=58_000),
        "Cakupan berubah −0,46 poin persen, dari 56,19% menjadi 55,73%. "
        "Mohon jelaskan mengapa cakupan turun.",
        amend(KETAPANG, PU, registered=58_835),
    ),
    "coverage_jump": (
        amend(KETAPANG, PU, registered=90_000),
        "Cakupan berubah +17,33 poin persen, dari 56,19% menjadi 73,52%. "
        "Mohon jelaskan apa yang membuatnya naik.",
        KETAPANG,
    ),
    "participants_fall": (
        amend(KETAPANG, PMI, registered=49, registered_previous=100),
        "Peserta Pekerja Migran Indonesia 100 (2023) menjadi 49 (2024), −51,00%. "
        "Mohon jelaskan mengapa pesertanya berkurang.",
        amend(KETAPANG, PMI, registered=50, registered_previous=100),
    ),
    "participants_jump": (
        amend(KETAPANG, PMI, registered=151, registered_previous=100),
        "Peserta Pekerja Migran Indonesia 100 (2023) menjadi 151 (2024), +51,00%. "
        "Mohon jelaskan apa yang membuatnya naik.",
        amend(KETAPANG, PMI, registered=150, registered_previous=100),
    ),
    "participants_rewritten": (
        replace(KETAPANG, registered_last_year={"non_wage_earners": 29_648, "migrant_workers": None}),
        "Peserta Bukan Penerima Upah (BPU) 2023 tertulis 29.647, sedangkan hasil verifikasi tahun lalu 29.648. "
        "Samakan angkanya, atau jelaskan perubahannya.",
        amend(
            replace(KETAPANG, registered_last_year={"non_wage_earners": 29_648}),
            BPU,
            registered_previous=29_648,
        ),
    ),
    "workforce_rewritten": (
        replace(KETAPANG, proposals=(proposal(99_827, 90_000),), workforce_last_year={"formal": 99_827}),
        "Semesta pekerja formal 2023 tertulis 90.000, sedangkan hasil verifikasi tahun lalu 99.827. "
        "Samakan angkanya, atau jelaskan perubahannya.",
        replace(KETAPANG, proposals=(proposal(99_827, 99_827),), workforce_last_year={"formal": 99_827}),
    ),
    "shrinking_workforce": (
        replace(KETAPANG, workforce_previous=GREW),
        "Semesta pekerja berkurang dari 179.828 menjadi 179.827, sehingga cakupan naik dengan "
        "sendirinya. Mohon jelaskan sebab berkurangnya.",
        replace(KETAPANG, workforce=GREW, workforce_previous=GREW),
    ),
    "target_unlikely": (
        replace(KETAPANG, target_pct=Decimal("0.68")),
        "Target UCJ tertulis 0,68%, sehingga capaiannya 10.002,91%. "
        "Tulis dalam persen, misalnya 68 untuk 68%, atau jelaskan targetnya.",
        replace(KETAPANG, target_pct=Decimal(68)),
    ),
    "not_all_registered": (
        replace(
            amend(COMPANY, WORKERS, registered=418),
            own=COMPANY.own | {"program": amend_own(COMPANY, "program", jkk=418, jkm=418).own["program"]},
        ),
        "Tertulis semua pekerja didaftarkan, sedangkan 418 dari 420 pekerja menjadi peserta. Mohon jelaskan "
        "selisihnya.",
        amend_own(COMPANY, "kepatuhan", registers_all=False),
    ),
    "vulnerable_over_bpu": (
        amend(KETAPANG, BPU, registered=34_399),
        "34.400 pekerja rentan yang dilindungi melebihi 34.399 peserta Bukan Penerima Upah (BPU). "
        "Mohon jelaskan sebabnya, misalnya perlindungannya berakhir lebih awal.",
        amend(KETAPANG, BPU, registered=34_400),
    ),
    "shares_do_not_add_up": (
        replace(KETAPANG, vulnerable_workers=34_748),
        "Kelompok yang didanai berjumlah 34.400 orang, kurang 348 dari 34.748 pekerja rentan. "
        "Tambahkan kelompok yang belum ditulis, atau jelaskan selisihnya.",
        replace(KETAPANG, vulnerable_workers=34_747),
    ),
    "own_group_twice": (
        riders("Pengemudi ojek", "pengemudi  ojek"),
        "Kelompok pengemudi  ojek (DBH Sawit) tercantum dua kali. "
        "Gabungkan keduanya, beri nama yang berbeda, atau jelaskan bedanya.",
        riders("Pengemudi ojek", "Pengemudi becak"),
    ),
    "premium_outside": (
        amend(KETAPANG, PALM_OIL, months_covered=12),
        "Pekerja perkebunan sawit (DBH Sawit): iuran terhitung Rp10.417 per orang per bulan; lazimnya sekitar "
        "Rp16.800. Periksa jumlah orang, bulan, atau realisasi.",
        KETAPANG,
    ),
    "group_spending_over_budget": (
        amend(KETAPANG, PALM_OIL_BUDGET, realised=2_100_000_000),
        "Realisasi kelompok dari DBH Sawit Rp2.125.000.000 melebihi realisasi anggarannya "
        "Rp2.100.000.000. Perbaiki salah satunya, atau jelaskan selisihnya.",
        amend(KETAPANG, PALM_OIL_BUDGET, realised=2_103_960_397),
    ),
    "protected_over_people": (
        with_public_workers(neighbourhood_heads=499, rt_rw=500),
        "500 ketua RT/RW dilindungi menurut bagian Kelompok yang didanai, melebihi 499 ketua RT/RW yang ada. "
        "Perbaiki salah satunya, atau jelaskan, misalnya satu orang dibiayai dua sumber dana.",
        with_public_workers(neighbourhood_heads=500, rt_rw=500),
    ),
    "people_not_counted": (
        with_public_workers(neighbourhood_heads=None, rt_rw=500),
        "500 ketua RT/RW dilindungi, sedangkan jumlah seluruhnya belum diisi. Isi jumlahnya, atau jelaskan mengapa "
        "tidak diketahui.",
        with_public_workers(neighbourhood_heads=600, rt_rw=500),
    ),
    "enforcement_without_words": (
        with_employers(with_prosecutor=True, with_inspection=True),
        "Tertulis bekerja sama dengan kejaksaan dan pengawas ketenagakerjaan, bentuk dan hasilnya belum ditulis. "
        "Tulis bentuk dan hasil kerja samanya, atau jelaskan.",
        with_employers(
            with_prosecutor=True, with_inspection=True, cooperation="Surat kuasa khusus: 12 perusahaan."
        ),
    ),
    "later_than_the_year": (
        replace(KETAPANG, regulations=(perbup(RULING, "83", 2025),)),
        "Peraturan Bupati/Wali Kota Nomor 83 Tahun 2025: tahunnya setelah tahun penilaian 2024. "
        "Perbaiki tahunnya, atau jelaskan.",
        replace(KETAPANG, regulations=(perbup(RULING, "83", 2024),)),
    ),
    "number_is_no_number": (
        replace(KETAPANG, regulations=(perbup(RULING, "Perbup No. 33 Tahun 2024", 2024),)),
        "Nomor produk hukum tertulis “Perbup No. 33 Tahun 2024”. "
        "Tulis nomornya saja, misalnya 33, atau jelaskan.",
        replace(KETAPANG, regulations=(perbup(RULING, "33", 2024),)),
    ),
    "regulation_twice": (
        replace(KETAPANG, regulations=(perbup(RULING, "12"), perbup(RULING_AGAIN, "012"))),
        "Peraturan Bupati/Wali Kota Nomor 012 Tahun 2023 tampak sama dengan Peraturan Bupati/Wali Kota Nomor 12 "
        "Tahun 2023. Hapus salah satunya, atau jelaskan bedanya.",
        replace(KETAPANG, regulations=(perbup(RULING, "12"),)),
    ),
    "in_force_or_not": (
        replace(KETAPANG, regulations=(perbup(RULING, "12", status="dicabut"),)),
        "Peraturan Bupati/Wali Kota Nomor 12 Tahun 2023 berstatus Dicabut, tetapi “Masih berlaku?” dijawab Ya. "
        "Perbaiki salah satunya, atau jelaskan.",
        replace(KETAPANG, regulations=(perbup(RULING, "12", status="dicabut", still_in_force=False),)),
    ),
    "same_file_twice": (
        replace(KETAPANG, evidence=(evidence(PU, "aa"), evidence(BPU, "aa"), evidence(RULING, "bb"))),
        "Berkas “Berkas aa” di Bukan Penerima Upah (BPU) sama dengan berkas di Penerima Upah (PU). "
        "Sebutkan halaman masing-masing, ganti berkasnya, atau jelaskan mengapa keduanya didukung berkas itu.",
        replace(KETAPANG, evidence=(evidence(PU, "aa"), evidence(BPU, "cc"), evidence(RULING, "bb"))),
    ),
    "no_evidence": (
        amend_state(KETAPANG, RULING, evidence=0),
        "Peraturan Bupati/Wali Kota 83/2023: belum ada bukti dukung. "
        "Laporan tetap dapat dikirim tanpa bukti ini.",
        amend_state(KETAPANG, RULING, evidence=1),
    ),
}
