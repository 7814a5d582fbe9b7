"""The commands: arguments, progress, exit codes. No logic: what a command does, the library can do."""
