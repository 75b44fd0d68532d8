"""The lines up to a declaration of an encoding must be such that its codec takes them, in scripts."""

import os
import subprocess
import sys
import tempfile

os.chdir(tempfile.mkdtemp())
for source in (
    b"#coding:ascii \xc3\xa4\nraise RuntimeError\n", b"#!/usr/bin/python\n#coding:ascii \xc3\xa4\nraise RuntimeError\n",
    b"#!/opt/\xc3\xa4/bin/python\n#coding:ascii\nraise RuntimeError\n", b"#\xc3\xa4\n#coding:ascii\n", b"#coding:ascii \xc3\r\n1\n",
    b"#coding:ascii\nx = 1\n# \xc3\xa4\n", b"# \xa4\n#coding:iso-8859-15\nprint(1)\n", b"# \x81\x30\n#coding:gbk\nx = 1\n",
    b"#coding:gbk \x81\n0x = 1\n", b"#coding:gbk \x81@\nprint(1)\n", b"#coding:utf-7 +AGE-\n+AGE-=1\nprint(a)\n", b"#\xc3\n#coding:nosuch \nx\n",
    b"#coding:koi8-r \xff\nprint(ascii('\xff'))\n", b"#coding:latin1\n\0\n",
):
    with open("script.py", "wb") as file:
        file.write(source)
    done = subprocess.run([sys.executable, "-S", "script.py"], capture_output=True)
    print(source, done.returncode, done.stdout.decode())
    print(done.stderr.decode().replace(os.getcwd() + "/", ""))
os.remove("script.py")
os.rmdir(os.getcwd())
