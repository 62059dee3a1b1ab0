"""What `make bench` runs: speed of the command line and the server, and our answers beside the stock recipe's."""

from datetime import date

AS_OF = date(2025, 6, 1)
"""The day on which questions are asked, as in `huimin eval run`: plans of 2021-2025 are in force."""
