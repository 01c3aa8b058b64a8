"""Storing files: what they are by what they hold, where they lie by what they hold."""

from groundswell.ground.documents.services.storing import bytes_of, store_file

__all__ = ["bytes_of", "store_file"]
