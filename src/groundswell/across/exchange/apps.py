"""The room's entry in the house."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """In and out: sheets, bundles, maps, DHIS2."""

    name = "groundswell.across.exchange"
    label = "exchange"
