"""Judgement: pure functions over frozen values. No Django, no clock, no I/O, no unseeded chance."""
