from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = "Penghargaan"

    def ready(self) -> None:
        from awards import published, rendering

        published.use(rendering)
