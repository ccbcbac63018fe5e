"""Diagnosis classes: every file here is read when something is wrong (diagnosis.py says how)."""
