"""Messages in the outbox, as the worker leaves them."""

from django.utils import timezone
from post_office.models import STATUS, Email, Log

from regencies.models import OutgoingMail, User


def sent_to(
    person: User, subject: str = "Pemberitahuan", text: str = "Isi", status: int = STATUS.sent
) -> OutgoingMail:
    """A message to the address of an account."""
    made = Email.objects.create(
        from_email="paritrana@contoh.id", to=[person.email], subject=subject, message=text, status=status
    )
    return OutgoingMail.objects.get(pk=made.pk)


def failed_to(person: User, fault: str, status: int = STATUS.failed, **fields) -> OutgoingMail:
    """A message whose last attempt ended with an exception of this name."""
    mail = sent_to(person, status=status, **fields)
    Log.objects.create(email=mail, status=STATUS.failed, exception_type=fault, message="[Errno 111] refused")
    mail.number_of_retries, mail.scheduled_time = 288, timezone.now()
    mail.save()
    return mail
