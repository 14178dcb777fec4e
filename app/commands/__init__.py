"""The commands, one module each: ``SUMMARY``, ``EXAMPLES``, ``add_arguments(parser)`` and ``run(args)``.

Modules import only what the parser needs; everything heavy is imported when a command runs.
"""
