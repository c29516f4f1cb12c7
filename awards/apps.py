"""The Django application of the award; it registers what it adds to regencies."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    """Names the application; adds what it knows of duties, years, published names and people to what regencies asks."""

    name = "awards"
    verbose_name = "Penghargaan"

    def ready(self) -> None:
        from awards.editions.overview import running_award_year
        from awards.personal_data.record import AWARDS
        from awards.publishing.corrections import why_named
        from regencies.actions.accounts import AWARD_YEARS, OTHER_DUTIES, Duty
        from regencies.personal_data.erase import RECORDS
        from regencies.places.rules import NAMES_KEPT

        AWARD_YEARS.append(running_award_year)
        NAMES_KEPT.append(why_named)
        RECORDS.append(AWARDS)
        OTHER_DUTIES.add(Duty("Tim Sembilan", provinces="seats__edition__province"))
