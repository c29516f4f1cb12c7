"""docs/privacy.md names every field that looks like personal data, and none that is not there."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import models
from post_office.fields import CommaSeparatedEmailField

from regencies.models import User
from regencies.personal_data.rows import is_table
from tests.project.source_tree import ROOT

DOCUMENT = (ROOT / "docs" / "privacy.md").read_text()
ADDRESSES = (models.EmailField, models.GenericIPAddressField, CommaSeparatedEmailField)
TELLING = re.compile(
    r"name|nip|phone|mail|address|person|actor|sign|recipient|addressee|agent|session|avatar|birth"
)
OF_NOBODY = {
    *("Permission.name", "Permission.codename", "Group.name", "EmailTemplate.name", "Attachment.name"),
    *("Province.name", "Regency.name", "Regency.office_name", "Identity.office_name"),
    *("FundedGroup.persons", "FundedGroup.group_name", "Innovation.name", "Compliance.binds_contractors"),
    *("CriterionGroup.name", "Criterion.name", "Category.name", "PublicationFile.name"),
    *("Substitution.named_at", "Email.recipient_delivery_status"),
}


def looks_personal(field: models.Field) -> bool:
    """Whether a column by its kind or name tells of a person."""
    return (
        field.related_model is User or isinstance(field, ADDRESSES) or TELLING.search(field.name) is not None
    )


def fields() -> Iterator[tuple[str, models.Field]]:
    """Every column of every table by "Model.field", the history aside: it has the columns of its table."""
    for model in apps.get_models(include_auto_created=True):
        if is_table(model):
            yield from ((f"{model.__name__}.{field.name}", field) for field in model._meta.concrete_fields)


NAMED = {f"{model}.{field}" for model, field in re.findall(r"`([A-Z]\w+)\.(\w+)`", DOCUMENT)}


def test_every_field_that_tells_of_a_person_is_named():
    found = {name for name, field in fields() if looks_personal(field)}
    assert sorted(found - OF_NOBODY - NAMED) == []
    assert sorted(OF_NOBODY - found) == []


def test_every_field_that_is_named_is_there():
    assert sorted(NAMED - {name for name, _ in fields()}) == []
    assert sorted(NAMED & OF_NOBODY) == []


def test_a_new_field_is_noticed_by_its_kind_or_its_name():
    named = {
        "guardian_name": models.CharField(),
        "mobile_phone": models.CharField(),
        "pic": models.EmailField(),
    }
    named |= {"checked_by": models.ForeignKey(User, models.PROTECT), "amount": models.IntegerField()}
    for name, field in named.items():
        field.set_attributes_from_name(name)
    assert [name for name, field in named.items() if looks_personal(field)] == [*named][:-1]
