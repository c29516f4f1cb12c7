"""What describes the datasets: a Frictionless data package, and a schema.org Dataset for search engines. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from awards.open_data.dataset import Dataset

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
TITLE = "Data terbuka Paritrana Award"
ABOUT = (
    "Kepesertaan jaminan sosial ketenagakerjaan, anggaran, produk hukum, inovasi, dan hasil Paritrana Award, dari "
    "pengumuman yang berlaku."
)
KEYWORDS = [
    "jaminan sosial ketenagakerjaan",
    "universal coverage jamsostek",
    "paritrana award",
    "kabupaten/kota",
]


def fields(dataset: Dataset) -> list[dict[str, Any]]:
    """Return the columns as a table schema says them; only text may be blank."""
    return [
        {"name": column.name, "type": column.type, "title": column.title, "description": column.description}
        | ({"unit": column.unit} if column.unit else {})
        | ({} if column.type == "string" else {"constraints": {"required": True}})
        for column in dataset.columns
    ]


def datapackage(
    datasets: Sequence[Dataset], *, name: str, title: str, description: str, address: str
) -> dict[str, Any]:
    """Return `datapackage.json` of CSV files that lie beside it, each called by its dataset; `address` is its page."""
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "description": description,
        "homepage": address,
        "licenses": [LICENCE],
        "keywords": KEYWORDS,
        "resources": [_resource(dataset) for dataset in datasets],
    }


def _resource(dataset: Dataset) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": dataset.name,
        "path": f"{dataset.name}.csv",
        "title": dataset.title,
        "description": dataset.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": {"fields": fields(dataset), "primaryKey": list(dataset.key), "missingValues": [""]},
    }


def for_search_engines(
    datasets: Sequence[Dataset], *, address: str, provinces: Sequence[str], years: Sequence[int]
) -> dict[str, Any]:
    """Return a schema.org Dataset: what it holds, of where and when, on which terms, and where its files are."""
    return _linked(
        TITLE,
        ABOUT,
        address,
        provinces,
        f"{min(years)}/{max(years)}" if years else "",
        [
            (f"{dataset.title} ({label})", media, f"{dataset.name}.{ending}")
            for dataset in datasets
            for label, ending, media in (("CSV", "csv", "text/csv"), ("JSON", "json", "application/json"))
        ],
    ) | {"variableMeasured": sorted({column.title for dataset in datasets for column in dataset.columns})}


def ranking_for_search_engines(document: Mapping[str, Any], address: str) -> dict[str, Any]:
    """Return the same of one publication, whose files lie below its address."""
    edition, category = document["edition"], document["category"]["name"]
    province, year = edition["province"]["name"], edition["award_year"]
    told = _linked(
        f"Peringkat Paritrana Award {year} Provinsi {province}, {category}",
        f"Nilai dan peringkat {category} menurut pengumuman nomor {document['number']}. {ABOUT}",
        address,
        [province],
        str(edition["assessed_year"]),
        [
            ("Semua angka (CSV)", "text/csv", "data.csv"),
            ("Dokumen pengumuman (JSON)", "application/json", "dokumen.json"),
        ],
    )
    return told | {"version": str(document["number"]), "datePublished": document["published_at"]}


def _linked(
    name: str,
    about: str,
    address: str,
    provinces: Sequence[str],
    when: str,
    files: Sequence[tuple[str, str, str]],
) -> dict[str, Any]:
    """Return what every Dataset says; `files` are (name, media type, name of the file below the address)."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": name,
        "description": about,
        "url": address,
        "license": LICENCE["path"],
        "isAccessibleForFree": True,
        "inLanguage": "id",
        "keywords": KEYWORDS,
        "creator": [
            {"@type": "GovernmentOrganization", "name": f"Pemerintah Provinsi {name}"} for name in provinces
        ],
        "spatialCoverage": [f"Provinsi {name}, Indonesia" for name in provinces],
        "temporalCoverage": when,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": title,
                "encodingFormat": media,
                "contentUrl": f"{address}{file}",
            }
            for title, media, file in files
        ],
    }


def for_a_script(told: Mapping[str, Any]) -> str:
    """Return JSON that no HTML parser takes for the end of its script element."""
    text = json.dumps(told, ensure_ascii=False)
    return text.replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026")
