"""Rated instruments as data: a file names items, scale, scorer and numbers; the rules here are the same for all."""
