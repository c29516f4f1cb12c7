"""Sentences made of parts."""

import pytest

from regencies.l10n.sentences import full_stop


@pytest.mark.parametrize(
    ("sentence", "stopped"),
    [
        ("Sampaikan kepada Rina", "Sampaikan kepada Rina."),
        ("Sampaikan kepada Rina, S.T.", "Sampaikan kepada Rina, S.T."),
    ],
)
def test_a_sentence_has_one_full_stop(sentence, stopped):
    assert full_stop(sentence) == stopped
