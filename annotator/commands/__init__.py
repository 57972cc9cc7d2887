"""The commands of the command line, one a module.

Each has ``configure(parser)`` and ``run(arguments) -> int``, the exit code: 0 fine; 1 what was asked does not
hold, or part of a batch was refused; 2 bad use, or nothing of the input was usable.
"""

#: Exit codes.
FINE, NOT_ALL, NOTHING = 0, 1, 2
