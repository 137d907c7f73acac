from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "dateline.delivery"
    label = "delivery"
