from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = "Penghargaan"

    def ready(self) -> None:
        from awards.publishing import render, store

        store.use(render)
