"""The facts in the words of the desk: what each is called, and for each state what it means and what is to be done."""

from collections.abc import Mapping

from config.state.facts import State

OPERATOR = "Beri tahu pengelola sistem"
RESTART = f"{OPERATOR}: proses latar situs ini perlu diperiksa."
TITLES = {
    "database": "Basis data",
    "migrations": "Susunan basis data",
    "mail": "Surat keluar",
    "scan": "Pemeriksaan virus",
    "seal": "Kode keaslian riwayat",
    "history": "Pemeriksaan riwayat",
    "disk": "Ruang penyimpanan",
    "backup": "Cadangan data",
}
UNASKED = (
    "Belum dapat diperiksa karena basis data bermasalah.",
    "Selesaikan lebih dahulu masalah basis data.",
)
WORDS: Mapping[tuple[str, State], tuple[str, str]] = {
    ("database", State.OK): ("Basis data menjawab.", ""),
    ("database", State.UNREACHABLE): (
        "Basis data tidak menjawab; isian tidak dapat dibaca atau disimpan.",
        f"{OPERATOR} sekarang juga.",
    ),
    ("migrations", State.OK): ("Susunan basis data sesuai dengan versi aplikasi.", ""),
    ("migrations", State.PENDING): (
        "Aplikasi sudah diperbarui, tetapi susunan basis datanya belum.",
        f"{OPERATOR} sekarang juga: pembaruan belum selesai.",
    ),
    ("migrations", State.UNKNOWN): UNASKED,
    ("mail", State.OK): ("Tidak ada surat yang menunggu lebih dari satu jam.", ""),
    ("mail", State.WAITING): (
        "Ada surat yang menunggu lebih dari satu jam; undangan dan pengingat belum sampai.",
        "Periksa sebabnya pada Surat keluar. Bila server surat tidak menjawab, beri tahu pengelola sistem.",
    ),
    ("mail", State.UNKNOWN): UNASKED,
    ("scan", State.OK): ("Semua berkas yang diunggah sudah diperiksa dari virus.", ""),
    ("scan", State.WAITING): (
        "Ada berkas yang belum diperiksa dari virus; hanya pengunggahnya yang dapat membukanya.",
        f"Tunggu sepuluh menit. Bila tetap demikian, {OPERATOR.lower()}: pemeriksa virus tidak menjawab.",
    ),
    ("scan", State.UNKNOWN): UNASKED,
    ("seal", State.OK): ("Riwayat diberi kode keaslian setiap hari.", ""),
    ("seal", State.LATE): ("Riwayat belum diberi kode keaslian sejak lebih dari sehari.", RESTART),
    ("seal", State.NEVER): ("Riwayat belum pernah diberi kode keaslian.", RESTART),
    ("seal", State.UNKNOWN): UNASKED,
    ("history", State.OK): ("Riwayat diperiksa setiap hari dan sama dengan saat diberi kode keaslian.", ""),
    ("history", State.DIFFERS): (
        "Ada riwayat yang diubah, dihapus, atau disisipkan setelah diberi kode keaslian.",
        f"{OPERATOR} hari ini juga. Jangan umumkan hasil sebelum sebabnya jelas.",
    ),
    ("history", State.LATE): ("Riwayat belum diperiksa sejak lebih dari sehari.", RESTART),
    ("history", State.NEVER): ("Riwayat belum pernah diperiksa.", RESTART),
    ("history", State.UNKNOWN): UNASKED,
    ("disk", State.OK): ("Ruang untuk berkas bukti dukung dan cadangan masih cukup.", ""),
    ("disk", State.LOW): (
        "Ruang hampir habis; tidak lama lagi unggahan ditolak.",
        f"{OPERATOR} sekarang juga: ruang perlu ditambah.",
    ),
    ("disk", State.UNREACHABLE): (
        "Tempat penyimpanan tidak dapat dibaca; berkas tidak dapat dibuka atau diunggah.",
        f"{OPERATOR} sekarang juga.",
    ),
    ("backup", State.OK): ("Cadangan data dibuat setiap hari dan terakhir lengkap.", ""),
    ("backup", State.LATE): ("Cadangan data terakhir sudah lebih dari sehari.", RESTART),
    ("backup", State.NEVER): (
        "Cadangan data belum pernah dibuat.",
        f"Tunggu sehari setelah pemasangan. Bila tetap demikian, {OPERATOR.lower()}.",
    ),
    ("backup", State.FAILED): (
        "Cadangan data terakhir gagal dibuat.",
        f"{OPERATOR} hari ini juga: sebabnya ada di catatan server.",
    ),
    ("backup", State.INCOMPLETE): (
        "Cadangan data dibuat, tetapi ada berkas bukti dukung yang hilang atau berubah.",
        f"{OPERATOR} hari ini juga: nama berkasnya ada di catatan server.",
    ),
    ("backup", State.NOT_SENT): (
        "Cadangan data dibuat, tetapi belum terkirim ke tempat lain.",
        f"{OPERATOR}: pengiriman cadangan perlu diperiksa.",
    ),
}
