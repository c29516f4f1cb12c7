"""The path converter for the stage of a sheet: /penilaian/12/berkas/, /penilaian/12/wawancara/."""

from __future__ import annotations

from awards.choices import Stage


class StagePath:
    """Turns the word of an address into a Stage and back."""

    stages = {stage.slug: stage for stage in Stage}
    regex = "|".join(stages)

    def to_python(self, value: str) -> Stage:
        return self.stages[value]

    def to_url(self, value: str) -> str:
        return Stage(value).slug
