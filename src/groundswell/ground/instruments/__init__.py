"""Rated questionnaires as data: rounds, raters, answers by link, scores."""
