"""Finds files, tells formats apart and reads each file into one layout model."""
