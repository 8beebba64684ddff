"""The command line: one small module a command or group, gathered in `every`; `running` is the way in."""
