"""In: what a person types; out: the command line `ict-maturity`, one module a command."""

from ict_maturity.cli.commands import Commands, main

__all__ = ["Commands", "main"]
