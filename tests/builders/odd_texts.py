"""Texts people paste that some typeface, format or parser trips over."""

ODD_TEXTS = {
    "Word bullet": "\uf0b7 layanan",
    "emoji": "hebat 😀👨‍👩‍👧",
    "CJK": "日本語",
    "Javanese": "ꦲꦏ꧀ꦱꦫ",
    "Wingdings": "\uf0fc\uf0d8",
    "control": "a\x07b\x1fc",
    "vertical tab": "baris satu\x0bbaris dua",
    "arabic": "بسم الله ﷽",
    "flag": "🇮🇩",
    "unassigned": "\U000e0fff\u0378",
    "zalgo": "a\u0315\u035b\u0489",
    "markup": "#panic[x] $ * _ ` \\ <script> & \"'",
}
