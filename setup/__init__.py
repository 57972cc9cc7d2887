"""What `make` runs: finds a Python, builds `.venv`, finds Node and a browser, runs the checks.

Standard library only, because it runs before anything is installed.
"""
