"""The stage of a sheet in an address: /penilaian/12/berkas/, /penilaian/12/wawancara/."""

from __future__ import annotations

from awards.choices import Stage

STAGE_WORDS = {Stage.DESK: "berkas", Stage.INTERVIEW: "wawancara"}


class StagePath:
    regex = "|".join(STAGE_WORDS.values())

    def to_python(self, value: str) -> Stage:
        return next(stage for stage, word in STAGE_WORDS.items() if word == value)

    def to_url(self, value: str) -> str:
        return STAGE_WORDS[Stage(value)]
