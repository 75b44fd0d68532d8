"""What has no program to run: the error is that of whoever asked for it."""
# a spawned process fails here
import os

for function in os.posix_spawn, os.posix_spawnp:
    try:
        print(function("/nope", ["a"], {}))
    except OSError as error:
        print(type(error).__name__, error, error.filename)
