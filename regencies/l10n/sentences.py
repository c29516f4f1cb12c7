"""Sentences made of parts. Pure."""


def full_stop(sentence: str) -> str:
    """Return the sentence with one full stop at its end, also where it ends in a name that has its own ("…, S.T.")."""
    return sentence if sentence.endswith(".") else f"{sentence}."
