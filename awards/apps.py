from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = "Penghargaan"

    def ready(self) -> None:
        from awards.publishing import render, store
        from regencies.actions.accounts import OTHER_DUTIES, Duty

        store.use(render)
        OTHER_DUTIES.add(Duty("Tim Sembilan", provinces="seats__edition__province"))
