# The line that an error of the compiler is shown with is read in the encoding of the file.
import os
import subprocess
import sys
import tempfile

MARK = b"\xef\xbb\xbf"
os.chdir(tempfile.mkdtemp())
for source in (
    MARK + 'return "ä"'.encode(), b'# coding: latin1\nreturn "\xe4"', b'# coding: latin1\n"\xe4" 1',
    b'# coding: koi8-r\n\n\nreturn "\xe4"', b'\n# coding: cp1252\nreturn "\x80"', MARK + b'x = 1\nreturn', b"return\n", b"\n\nreturn",
    ('return "ä" #' + "ä" * 10).encode(),
):
    with open("file.py", "wb") as file:
        file.write(source)
    shown = subprocess.run([sys.executable, "file.py"], capture_output=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    print(source, shown.returncode)
    print(*(line for line in shown.stderr.decode().splitlines()[1:]), sep="\n")
os.remove("file.py")
os.rmdir(os.getcwd())
