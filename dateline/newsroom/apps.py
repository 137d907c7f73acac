from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class NewsroomConfig(AppConfig):
    name = "dateline.newsroom"
    label = "newsroom"
    default = True

    def ready(self) -> None:
        from dateline.newsroom import inline_scripts, labels

        inline_scripts.replace()
        labels.translate()


class StaffConfig(WagtailUsersAppConfig):
    """Wagtail's accounts with the desk's own views. Named in the settings instead of Wagtail's."""

    user_viewset = "dateline.newsroom.staff.StaffViewSet"
