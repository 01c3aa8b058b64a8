"""Persons, organisations, roles and their reach; signing in."""
