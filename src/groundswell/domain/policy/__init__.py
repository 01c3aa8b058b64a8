"""Policies: which places, steps and waves they block, and what a register of them lacks."""
