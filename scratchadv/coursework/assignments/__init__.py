"""The assignments: each file assignmentN.py has TITLE and TASKS."""
