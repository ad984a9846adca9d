from django.apps import AppConfig


class SangkienConfig(AppConfig):
    name = "sangkien"
    verbose_name = "Sáng kiến"

    def ready(self) -> None:
        from sangkien import checks  # noqa: F401  # app ready
