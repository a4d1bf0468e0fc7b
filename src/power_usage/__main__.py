"""`python -m power_usage`."""

from power_usage.cli import main

main()
