from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "dateline.delivery"
    label = "delivery"

    def ready(self) -> None:
        from dateline.delivery import drawing_at_publish, purging, troubles, whereabouts

        purging.listen()
        drawing_at_publish.listen()
        troubles.tell()
        whereabouts.tell()
