"""What has no program to run, or no process: the error is that of whoever asked for it."""
# the kernel is asked what valgrind does not pass on
import os

for call in (
    lambda: os.posix_spawn("/nope", ["a"], {}),
    lambda: os.posix_spawnp("nope", ["a"], {}),
    lambda: os.pidfd_open(99999999),
):
    try:
        print(call())
    except OSError as error:
        print(type(error).__name__, error, error.filename)
