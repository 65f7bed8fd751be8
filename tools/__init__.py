"""What ./dev does: system packages, virtual environment, private services, processes, checks.

Standard library only: this code runs before anything is installed.
"""
