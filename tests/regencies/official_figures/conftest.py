"""Three regions of one province, with the codes of both lists."""

import pytest

from regencies.models import Province, Regency
from tests import factories

PLACES = (("Ketapang", "61.04", "6106"), ("Kapuas Hulu", "61.06", "6108"), ("Melawi", "61.10", "6110"))


@pytest.fixture
def province(db: None) -> Province:
    for name, code, bps in PLACES:
        Regency.objects.filter(pk=factories.regency(name, code).pk).update(bps_code=bps)
    return factories.province()
