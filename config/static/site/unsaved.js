// Why a form is not saved, in words, one for each thing that can happen.
export const UNSAVED = {
  offline: "Belum tersimpan — tidak ada sambungan. Isian tetap ada di layar ini.",
  trouble: "Belum tersimpan — server sedang terganggu dan dicoba lagi. Isian tetap ada di layar ini.",
  gone: "Belum tersimpan — halaman ini tidak ada lagi atau bukan lagi wewenang Bapak/Ibu.",
  rejected: "Belum tersimpan — server menolak kiriman ini. Salin isian, lalu muat ulang halaman.",
  kept: "Isian yang belum tersimpan dikembalikan dari perangkat ini.",
  partial: "Belum tersimpan — lengkapi dahulu isian yang wajib.",
  wrong: "Belum tersimpan — ada isian yang perlu diperbaiki.",
  ended: "Belum tersimpan — sesi berakhir. Silakan masuk kembali di tab lain; isian lalu tersimpan sendiri.",
  other: "Belum tersimpan — akun lain sedang masuk di peramban ini. Masuklah kembali dengan akun semula.",
  forbidden: "Belum tersimpan — akun ini tidak lagi berhak mengubah isian ini.",
  overtaken: "Belum tersimpan — isian ini sudah berubah di tempat lain.",
  refused: "Belum tersimpan — lihat penjelasannya.",
};
