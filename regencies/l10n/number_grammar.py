"""The grammar of numbers as Indonesian officers type them. Pure; `numbers.py` is the way in.

Text with two readings is refused with both spelled out, never guessed: a silent guess is a figure in a
ranking that nobody typed. Text from a spreadsheet, a chat or a PDF is expected here, so every fault
carries what was probably meant; the caller offers only the candidates it would accept.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal

LONGEST = 60
DOTS = "Titik dipakai setiap tiga angka, misalnya 80.101."
# What a copied cell carries around its number: white space, byte order marks, direction marks.
_EDGE = (
    "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
    + "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")  # never tab or newline: those join two cells
_WHOLE = r"(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)"
_WHOLE_NUMBER = re.compile(rf"({_WHOLE})(?:,0{{1,2}})?")  # ",00" comes with rupiah cells; ",000" is English
_DECIMAL_NUMBER = re.compile(rf"({_WHOLE})(?:,([0-9]+))?")
_ENGLISH = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]*))?")
_ONE_NUMBER = re.compile(r"[^0-9]*?([0-9](?:[0-9., ]*[0-9])?)[^0-9]*")
_SIGN = re.compile(r"((?:rp|idr)\.?\s*)?[-−–—]\s*(?=.*[0-9])", re.IGNORECASE)
_RUPIAH_MARKS = re.compile(r"^(?:rp|idr)\.?\s*|\s*rupiah$", re.IGNORECASE)
_WITH_SCALE = re.compile(r"(.*[0-9.,])\s*([^\W\d_]+)\.?")
_NO_DATA = {"nihil", "kosong", "tidak ada", "belum ada", "n/a", "na", "null", "none", "nil"}

_SCALES = {"ribu": 3, "rb": 3, "juta": 6, "jt": 6, "miliar": 9, "milyar": 9, "triliun": 12, "trilyun": 12}
# Not read, because "M" is a miliar to one reader and a million to the next.
_UNCLEAR_SCALES = {
    "k": ("ribu",),
    "m": ("miliar", "juta"),
    "mn": ("juta",),
    "mio": ("juta",),
    "million": ("juta",),
    "mil": ("miliar", "juta"),
    "b": ("miliar",),
    "bn": ("miliar",),
    "billion": ("miliar", "triliun"),
    "t": ("triliun",),
    "tn": ("triliun",),
}


class Unreadable(Exception):
    """One rule that a text breaks, and what may have been meant; `blank`: it says that there is no figure."""

    def __init__(self, rule: str, *candidates: str, blank: bool = False, limits: bool = False) -> None:
        super().__init__(rule)
        self.rule, self.candidates, self.blank, self.limits = rule, candidates, blank, limits


def clean(text: str) -> str:
    """Return the text without what surrounds it, and every kind of space within a line as a plain one."""
    return _SPACES.sub(" ", text.strip(_EDGE))


def quoted(text: str) -> str:
    """Return what was typed, cut and printable, to be quoted in a message."""
    text = clean(text)
    text = text if len(text) <= 40 else text[:39] + "…"
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def split_sign(text: str) -> tuple[bool, str]:
    """Return (is negative, the rest): "-Rp5" or "Rp-5" → (True, "Rp5")."""
    if match := _SIGN.match(text):
        return True, (match[1] or "") + text[match.end() :]
    return False, text


def refuse_strangers(text: str) -> None:
    """Raise Unreadable for text that no field can parse, whatever kind of number it holds."""
    if len(text) > LONGEST:
        raise Unreadable("Teks itu terlalu panjang untuk sebuah angka.")
    if text.lower() in _NO_DATA or not text.strip("-−–—"):
        raise Unreadable("Itu bukan angka.", blank=True)
    if any(char.isdecimal() and not char.isascii() for char in text):
        plain = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
        raise Unreadable("Angka hanya ditulis dengan 0 sampai 9.", plain)
    if re.fullmatch(r"[0-9]+([.,][0-9]+)?e[+-]?[0-9]+", text, re.IGNORECASE):
        raise Unreadable(
            "Bentuk ilmiah dari Excel sudah kehilangan sebagian angkanya. "
            "Lebarkan kolom Excel atau ubah format selnya menjadi Angka, lalu salin lagi."
        )
    if any(char in "\t\n\r\v\f" for char in text):
        raise Unreadable("Teks yang ditempel berisi lebih dari satu sel atau baris.")
    if any(unicodedata.category(char) in {"Cc", "Cf"} for char in text):
        kept = "".join(char for char in text if unicodedata.category(char) not in {"Cc", "Cf"})
        raise Unreadable("Teks itu memuat karakter yang tidak terlihat.", kept)


def read_whole(text: str) -> int:
    """Parse "80.101", "80 101", "80101" or "80.101,00" → 80101. Raises Unreadable."""
    if match := _WHOLE_NUMBER.fullmatch(text):
        return int(_digits(match[1]))
    if match := _ENGLISH.fullmatch(text):
        below = () if "," in text.replace(",", "", 1) else (text.split(",")[0],)
        rule = "Koma dibaca sebagai tanda desimal, sedangkan isian ini berisi bilangan bulat."
        raise Unreadable(rule, _grouped(_digits(match[1])), *below)
    if match := _DECIMAL_NUMBER.fullmatch(text):
        whole = int(_digits(match[1]))
        nearest = (whole, whole + 1) if match[2].strip("0") else (whole,)
        raise Unreadable(
            "Isian ini berisi bilangan bulat, tanpa koma.", *(_grouped(str(near)) for near in nearest)
        )
    if re.fullmatch(r"[0-9. ]*[0-9][0-9. ]*", text):
        looks_english = re.fullmatch(r"(0|[0-9]+(?=\.[0-9]{1,2}$))\.[0-9]+", text)
        candidates = (_grouped(_digits(text)), *((looks_english[1],) if looks_english else ()))
        raise Unreadable(DOTS, *candidates)
    raise _not_a_number(text)


def read_decimal(text: str, places: int) -> Decimal:
    """Parse "51,59", "51,59%", "1.234,5" → Decimal. Raises Unreadable, for "68.125" too: it has two meanings."""
    body = text.removesuffix("%").rstrip()
    if match := _DECIMAL_NUMBER.fullmatch(body):
        whole, fraction = _digits(match[1]), match[2]
        if fraction is None and re.fullmatch(r"[0-9]+\.[0-9]{3}", body):
            rule = "Titik dibaca sebagai pemisah ribuan, tetapi di isian ini bisa juga dimaksud sebagai koma."
            raise Unreadable(rule, _rounded(whole[:-3], whole[-3:], places), whole)
        fraction = (fraction or "").rstrip("0")
        if len(fraction) <= places:
            return Decimal(f"{whole}.{fraction}" if fraction else whole)
        also = (body.replace(",", ""),) if re.fullmatch(r"[1-9][0-9]{0,2},[0-9]{3}", body) else ()
        raise Unreadable(
            f"Paling banyak {places} angka di belakang koma.", _rounded(whole, fraction, places), *also
        )
    if match := _ENGLISH.fullmatch(body):
        meant = _rounded(_digits(match[1]), match[2] or "", places)
        raise Unreadable("Ribuan dipisahkan titik dan desimal ditulis dengan koma.", meant)
    if match := re.fullmatch(r"([0-9]*)[.,]([0-9]*)", body):
        meant = _rounded(match[1], match[2], places)
        raise Unreadable("Desimal ditulis dengan koma, dengan angka di depan dan di belakangnya.", meant)
    if re.fullmatch(r"[0-9. ]*[0-9][0-9. ]*", body):
        raise Unreadable(DOTS, _digits(body))
    raise _not_a_number(body)


def read_rupiah(text: str) -> int:
    """Parse "Rp4.300.000.000", "4,3 miliar", "750 juta", "Rp 5.000,-" → whole rupiah. Raises Unreadable."""
    body = re.sub(r",[-−–—]{1,2}$", "", _RUPIAH_MARKS.sub("", text))
    if match := _WITH_SCALE.fullmatch(body):
        return _scaled(match[1].rstrip(), match[2])
    try:
        return read_whole(body)
    except Unreadable as fault:
        if match := re.fullmatch(r"([0-9]{1,3})[.,]([0-9]{1,2})", body):
            scales = (f"{match[1]},{match[2]} {scale}" for scale in ("miliar", "juta"))
            raise Unreadable("Rupiah ditulis bulat atau dengan satuannya.", *scales) from None
        raise fault


def _scaled(number: str, unit: str) -> int:
    if unclear := _UNCLEAR_SCALES.get(unit.lower()):
        meant = (f"{number} {scale}" for scale in unclear)
        raise Unreadable(
            f"Singkatan “{unit}” tidak dipakai di sini karena artinya tidak sama bagi semua orang.", *meant
        )
    exponent = _SCALES.get(unit.lower())
    if exponent is None:
        raise Unreadable(f"Satuan “{unit}” tidak dikenal; yang dikenal ribu, juta, miliar, triliun.", number)
    try:
        # At most `exponent` decimals, so the product is whole rupiah.
        return int(read_decimal(number, exponent).scaleb(exponent, Context(prec=2 * LONGEST)))
    except Unreadable as fault:
        raise Unreadable(fault.rule, *(f"{meant} {unit}" for meant in fault.candidates)) from None


def _not_a_number(text: str) -> Unreadable:
    return Unreadable("Isian ini hanya menerima angka.", *_meant_by(text))


def _meant_by(text: str) -> tuple[str, ...]:
    """Return the figure among other signs, times the scale beside it; nothing where the scale is unclear."""
    match = _WITH_SCALE.fullmatch(text)
    unit = match[2].lower() if match else ""
    if match and unit in _SCALES:
        try:
            return (_grouped(str(_scaled(match[1].rstrip(), unit))),)
        except Unreadable:
            return ()
    if unit in _UNCLEAR_SCALES:
        return ()
    one = _ONE_NUMBER.fullmatch(text)
    return (one[1],) if one else ()


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def _grouped(digits: str) -> str:
    return f"{int(digits):,}".replace(",", ".")


def _rounded(whole: str, fraction: str, places: int) -> str:
    if not whole and not fraction:
        return ""
    value = Decimal(f"{whole or 0}.{fraction or 0}")
    step = Decimal(1).scaleb(-places)
    value = value.quantize(step, rounding=ROUND_HALF_UP, context=Context(prec=2 * LONGEST))
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
