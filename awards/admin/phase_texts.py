"""What opening a phase does, or going back to it, in the words of its confirm page."""

from awards.choices import Phase

CONSEQUENCES: dict[Phase, list[str]] = {
    Phase.FILLING: [
        "Daerah dapat mengisi dan mengirim laporan sampai batas pengisian.",
        "Kriteria, bobot, dan rentang nilai terlihat oleh semua orang dan tidak dapat diubah lagi.",
    ],
    Phase.VERIFICATION: [
        "Pengisian ditutup; hanya laporan yang dikembalikan yang dapat diperbaiki.",
        "Verifikator menyelesaikan setiap laporan yang dikirim.",
    ],
    Phase.CANDIDATES: [
        "Perbaikan laporan ditutup.",
        "Setiap daerah dan calon tercatat untuk dinilai; tanpa laporan terverifikasi, bukan kandidat.",
        "Admin menetapkan kandidat dengan alasan dan jadwal paparan.",
    ],
    Phase.SCORING: [
        "Laporan terverifikasi dikunci untuk seterusnya.",
        "Susunan Tim Sembilan dan daftar kandidat tidak dapat diubah lagi.",
        "Anggota Tim Sembilan dapat mengisi lembar nilai berkas; wawancara setelah paparan dimulai.",
    ],
    Phase.PLENARY: [
        "Lembar nilai tidak dapat diisi lagi.",
        "Ketua dan admin dapat melihat hasil sementara dan mencatat keputusan pleno.",
    ],
    Phase.PROVISIONAL: ["Hasil pleno ditetapkan dan siap diumumkan."],
    Phase.OBJECTIONS: [
        "Dinas melihat hasilnya sendiri dan dapat mengirim sanggahan sampai batas masa sanggah.",
        "Admin memutus setiap sanggahan.",
    ],
    Phase.ANNOUNCED: ["Hasil terbuka untuk umum dan hanya berubah melalui pengumuman perubahan."],
    Phase.ARCHIVED: ["Tahun penghargaan ditutup untuk seterusnya; halaman publiknya tetap ada."],
}

GOING_BACK: dict[Phase, list[str]] = {
    Phase.PREPARATION: [
        "Pengisian ditutup dan halaman publik tidak lagi menampilkan tahun penghargaan ini.",
        "Kriteria dapat diubah lagi.",
    ],
    Phase.FILLING: [
        "Daerah dapat mengisi dan mengirim lagi sampai batas pengisian.",
        "Kriteria tetap seperti yang sudah diumumkan.",
    ],
    Phase.VERIFICATION: [
        "Laporan yang dikembalikan dapat diperbaiki lagi sampai batas verifikasi.",
        "Keputusan kandidat belum dapat diubah sampai tahap Penetapan kandidat dibuka lagi.",
    ],
    Phase.CANDIDATES: [
        "Daftar kandidat dan susunan Tim Sembilan dapat diubah lagi.",
        "Laporan yang sudah terkunci tetap terkunci.",
    ],
    Phase.SCORING: [
        "Lembar nilai yang belum terkunci dapat diisi lagi; yang terkunci dibuka kembali oleh Ketua.",
        "Hasil tidak dapat dilihat sampai tahap Pleno dibuka lagi.",
    ],
    Phase.PLENARY: [
        "Keputusan pleno dapat diganti; sampai tahap Hasil sementara dibuka lagi, tidak ada yang dapat diumumkan.",
        "Pengumuman yang sudah terbit tetap terbuka untuk umum.",
    ],
    Phase.OBJECTIONS: ["Pengumuman yang sudah terbit tetap terbuka untuk umum sampai digantikan perubahan."],
}
