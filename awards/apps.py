"""The Django application of the award; it registers what it adds to regencies."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    """Names the application, sets the renderer, and adds the seats of the panel to the duties of accounts."""

    name = "awards"
    verbose_name = "Penghargaan"

    def ready(self) -> None:
        from awards.editions.overview import running_award_year
        from regencies.actions.accounts import AWARD_YEARS, OTHER_DUTIES, Duty

        AWARD_YEARS.append(running_award_year)
        OTHER_DUTIES.add(Duty("Tim Sembilan", provinces="seats__edition__province"))
