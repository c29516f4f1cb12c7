"""The path converter for the stage of a sheet: /penilaian/12/berkas/, /penilaian/12/wawancara/."""

from __future__ import annotations

from awards.choices import Stage


class StagePath:
    """Turns the word of an address into a Stage and back."""

    regex = "|".join(stage.slug for stage in Stage)

    def to_python(self, value: str) -> Stage:
        return next(stage for stage in Stage if stage.slug == value)

    def to_url(self, value: str) -> str:
        return Stage(value).slug
