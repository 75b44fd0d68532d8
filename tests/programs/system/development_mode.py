# What `-X dev` looks at before it is needed, and whom `-X warn_default_encoding` blames.
import subprocess
import sys

DEVELOPMENT = r"""
import io

def outcome(function):
    try:
        return repr(function())
    except LookupError as error:
        return str(error)

for data in b"", b"ab", bytearray(), bytearray(b"ab"):
    print(outcome(lambda: data.decode("none")), outcome(lambda: data.decode(errors="none")))
    print(outcome(lambda: str(data, "latin-1", "none")), outcome(lambda: data.decode("none", "none")))
for text in "", "ab":
    print(outcome(lambda: text.encode("none")), outcome(lambda: text.encode(errors="none")))
    print(outcome(lambda: text.encode("cp1252", "none")), outcome(lambda: bytes(text, "utf-8", "none")))
print(outcome(lambda: io.TextIOWrapper(io.BytesIO(), "utf-8", "none").errors))
print(outcome(lambda: io.TextIOWrapper(io.BytesIO(), "none", "strict").errors))
"""

WARNINGS = r"""
import io, os
def opened(path, encoding=None):
    encoding = io.text_encoding(encoding)
    with open(path, encoding=encoding) as file:
        pass
def given(level):
    io.text_encoding(None, level)
def called(level):
    given(level)
opened(os.devnull)
with open(os.devnull) as file:
    pass
for level in -1, 0, 1, 2, 3:
    called(level)
"""


def run(source, *options):
    result = subprocess.run([sys.executable, "-S", *options, "-c", source], capture_output=True, text=True)
    print(result.stdout + result.stderr, end="")


run(DEVELOPMENT)
run(DEVELOPMENT, "-X", "dev")
run(WARNINGS, "-X", "warn_default_encoding", "-W", "always")
