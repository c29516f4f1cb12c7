"""Why a message could not be sent, in words, and what to do."""

from __future__ import annotations

from regencies.choices import MailState

# What the mail server, or the way to it, answered: the name of the exception.
FAULTS = {
    "SMTPAuthenticationError": "Server surat menolak kata sandi pengirim. Hubungi pengelola sistem.",
    "SMTPRecipientsRefused": "Server surat menolak alamat penerima. Periksa alamat e-mail pada akunnya.",
    "SMTPSenderRefused": "Server surat menolak alamat pengirim. Hubungi pengelola sistem.",
    "SMTPDataError": "Server surat menolak isi surat. Hubungi pengelola sistem.",
    "SSLError": "Sambungan aman ke server surat gagal. Hubungi pengelola sistem.",
    "SSLCertVerificationError": "Sambungan aman ke server surat gagal. Hubungi pengelola sistem.",
}
AWAY = "Server surat tidak dapat dihubungi."
NOT_REACHED = {
    "ConnectionRefusedError",
    "ConnectionResetError",
    "OSError",
    "SMTPConnectError",
    "SMTPServerDisconnected",
    "TimeoutError",
    "gaierror",
}
OTHER = "Surat tidak dapat dikirim karena sebab lain. Hubungi pengelola sistem."


def fault_in_words(fault: str) -> str:
    """Return why an attempt failed; "" of none."""
    if not fault:
        return ""
    return AWAY if fault in NOT_REACHED else FAULTS.get(fault, OTHER)


def why_not_sent(fault: str, state: MailState) -> str:
    """Return why the last attempt failed and what comes next; "" for what was sent or never failed."""
    said = fault_in_words(fault)
    if not said or state == MailState.SENT:
        return ""
    if state == MailState.WAITING:
        return f"{said} Surat dicoba lagi setiap lima menit selama sehari."
    return f"{said} Setelah itu, kirim ulang." if said != AWAY else f"{said} Silakan kirim ulang."
