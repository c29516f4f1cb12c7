"""What describes the datasets: a Frictionless data package, and a schema.org Dataset for search engines. Pure."""

from __future__ import annotations

from collections.abc import Sequence
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
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": TITLE,
        "description": ABOUT,
        "url": address,
        "license": LICENCE["path"],
        "isAccessibleForFree": True,
        "inLanguage": "id",
        "keywords": KEYWORDS,
        "creator": [
            {"@type": "GovernmentOrganization", "name": f"Pemerintah Provinsi {name}"} for name in provinces
        ],
        "spatialCoverage": [f"Provinsi {name}, Indonesia" for name in provinces],
        "temporalCoverage": f"{min(years)}/{max(years)}" if years else "",
        "variableMeasured": sorted({column.title for dataset in datasets for column in dataset.columns}),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": f"{dataset.title} ({label})",
                "encodingFormat": media,
                "contentUrl": f"{address}{dataset.name}.{ending}",
            }
            for dataset in datasets
            for label, ending, media in (("CSV", "csv", "text/csv"), ("JSON", "json", "application/json"))
        ],
    }
