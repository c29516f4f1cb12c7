"""The Django application of the award; it registers what it adds to regencies."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    """Names the application, sets the renderer, and adds the seats of the panel to the duties of accounts."""

    name = "awards"
    verbose_name = "Penghargaan"

    def ready(self) -> None:
        from regencies.actions.accounts import OTHER_DUTIES, Duty

        OTHER_DUTIES.add(Duty("Tim Sembilan", provinces="seats__edition__province"))
