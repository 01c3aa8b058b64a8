"""The API: one for all rooms, over the tables that go to Excel and come back (ADR 0013)."""

from groundswell.across.exchange.api.addresses import addresses, api

__all__ = ["addresses", "api"]
