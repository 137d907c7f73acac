from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "dateline.newsroom"
    label = "newsroom"

    def ready(self) -> None:
        from dateline.newsroom import inline_scripts

        inline_scripts.replace()
