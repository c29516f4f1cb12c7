"""The outbox: a message is a row of the database, in the transaction of what it tells; config.worker sends it."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from post_office.models import PRIORITY, STATUS, Email


class Outbox(BaseEmailBackend):
    """Writes the rows itself: the library's own would read a name like "{{ x }}" as a template."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Let the messages wait, each as the row `kept`; return how many."""
        for message in email_messages:
            message.kept = Email.objects.create(
                from_email=message.from_email,
                to=message.to,
                cc=message.cc,
                bcc=message.bcc,
                subject=message.subject,
                message=message.body,
                headers=message.extra_headers or None,
                status=STATUS.queued,
                priority=PRIORITY.medium,
            )
        return len(email_messages)
