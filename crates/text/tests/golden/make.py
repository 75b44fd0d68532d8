"""Writes decode.tsv beside it: what CPython 3.14 makes of source bytes, in memory, as a script, and in `tokenize`.

    python3.14 crates/text/tests/golden/make.py

A line is: who reads (memory, file, tokenize), the bytes, then either `ok`, encoding and hash of the text, or `error`, message, lineno,
offset, end_lineno, end_offset and text. Unprintable characters are escaped; `-` is None.
"""

import codecs
import encodings.aliases
import io
import os
import pathlib
import pkgutil
import subprocess
import sys
import tempfile
import tokenize

HERE = pathlib.Path(__file__).parent


def fnv(data):
    state = 0xCBF29CE484222325
    for byte in data:
        state = (state ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{state:016x}"


def escape(text):
    return "-" if text is None else text.encode("unicode_escape").decode()


def shown(error):
    fields = [error.msg, *[getattr(error, name) for name in ("lineno", "offset", "end_lineno", "end_offset")], error.text]
    return ["error", *[escape(None if field is None else str(field)) for field in fields]]


def decoded(source):
    """The text and the encoding of a source that is in order."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    text = source.decode(encoding)
    return ["ok", encoding, fnv(text.replace("\r\n", "\n").replace("\r", "\n").encode())]


def memory(source):
    try:
        compile(source, "f.py", "exec")
    except SyntaxError as error:
        return shown(error)
    return decoded(source)


HOOK = """
import sys
def hook(kind, error, traceback):
    if isinstance(error, SyntaxError):
        print(repr([error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset, error.text]))
sys.excepthook = hook
"""


def file(source, folder):
    script = pathlib.Path(folder, "f.py")
    script.write_bytes(source)
    run = subprocess.run([sys.executable, "-X", "utf8", script], capture_output=True, env={**os.environ, "PYTHONPATH": folder})
    if run.stdout:
        error = eval(run.stdout.decode().replace(str(script), "f.py"))
        return ["error", *[escape(None if field is None else str(field)) for field in error]]
    return decoded(source)


def detect(source):
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    except SyntaxError as error:
        return shown(error)
    return ["ok", encoding, "-"]


BOM = b"\xef\xbb\xbf"
CASES = [
    b"", b"x=1\n", b"x=1", BOM, BOM + b"x=1\n", BOM + b"# coding: utf-8\nx=1\n", BOM + b"\n#coding=UTF_8\nx=1\n",
    BOM + b"# coding: utf8\nx=1\n", BOM + b"# coding: latin-1\nx=1\n", BOM + b"\n# coding: latin-1\nx=1\n", BOM + b"# coding: latin-1",
    BOM + b"\n   # \xc3\xa9coding: latin-1\nx=1\n", BOM + b"# \xc3\xa9coding: latin-1 \xc3\xa9\nx=1\n", BOM + b"x=1\n# coding: latin-1\n", BOM + b"# coding: nonsense\n",
    b"# coding: latin-1\nx='\xe9'\n", b"\n# coding: latin-1\nx='\xe9'\n", b"\x0c# coding: latin-1\nx='\xe9'\n", b"\x0b# coding: latin-1\nx='\xe9'\n",
    b"#coding:latin-1\nx='\xe9'\n", b"#coding\t:latin-1\nx='\xe9'\n", b"#coding=\t latin-1\nx='\xe9'\n", b"#xcoding=latin-1\nx='\xe9'\n", b"#coding: \x0clatin-1\nx='\xe9'\n",
    b"#coding coding= coding:latin-1\nx='\xe9'\n", b"#coding:, coding:latin-1\nx='\xe9'\n", b"# coding: Latin_1\nx='\xe9'", b"# coding: LATIN-1-foo\nx='\xe9'", b"# coding: iso_latin_1\nx='\xe9'",
    b"x=1\n# coding: latin-1\ny='\xe9'\n", b"\\\n# coding: latin-1\nx='\xe9'\n", b"'''\n# coding: latin-1 \xe9\n'''", b"# coding: latin-1\n# coding: nonsense\nx='\xe9'\n",
    b"# coding: nonsense\nx=1\n", b"# coding: utf-8x\nx=1\n", b"# coding: utf.8\nx=1\n", b"# coding: l\nx='\xe9'\n", b"#\n# coding: " + b"x" * 100 + b"\n",
    b"# coding: utf-8-unix\nx='\xc3\xa9'\n", b"# coding: UTF_8\nx='\xc3\xa9'\n", b"# coding: utf-8\n# coding: latin-1\nx='\xc3\xa9'\n", b"# coding= \nx=1\n", b"# coding:\nx=1\n", b"coding:latin-1\n",
    b"x='\xe9'\n", b"\xe9\n", b"x=1\ny='\xe9abc'\n", b"x=1\ny=2\nz='\xc3\xa9\xe9abc'\n", b"# coding: utf-8\ny='\xe9abc'\n", b"# coding: utf-8\n\n\ny='\xe9abc'\n", b"# coding: utf_8_sig\nx='\xe9'\n",
    b"#\n\xe9\n", b"\n\xe9\n", b"# \xe9\nx=1\n", b"#\n#\n\xe9", b"(\n\n\xe9\n)\n", b"ab\xe9\n", b"x='\xff\xff\n", b"x='\xed\xa0\x80'\n", b"x='\xc3", b"x='\xf0\x9f\x98'\n", b"x='\xe2\x82\xac\xe2\x82'\n", b"x='\xc0\x80'\n",
    b"x=1\r\ny=2\r\nz='\xe9'\r\n", b"x=1\ry=2\rz='\xe9'\r", b"x='''a\r\nb\rc'''\r", b"#\r#coding:latin-1\rx='\xe9'\r", b"#\r\n#coding:latin-1\r\nx='\xe9'\r\n",
    b"# coding: utf8\nx='\xe9'\n", b"# coding: utf8\nx=1\ny='\xc3\xa9\xff'\n", b"# coding: utf8\nx='\xe2\x82'\n", b"# coding: u8\nx='\xc3\xa9'\n",
    b"# coding: ascii\ny='\xe9abc'\n", b"# coding: us-ascii\nx=1\n", b"# coding: cp1252\r\nx=1\r\ny='\x81'\r\n", b"#!x\n# coding: cp1252\nx='\x80'\ny='\x81'\n", b"# coding: cp1252\nx='\x80'\n",
    b"# coding: windows.1252\nx='\x80'\n", b"# coding: Windows--1252\nx='\x80'\n", b"# coding: _cp1252_\nx='\x80'\n", b"#!/x\n# -*- coding: koi8-r -*-\nx='\xc1'\n",
    b"x=1\0\n", b"\0", b"y=1\nx=1\0\n", b"x='''\n\n# \0 abc\n", b"x=\xe9\0\n", b"x=\0\xe9\n", b"x=1\n\0\xe9\n\xe9", b"x=1\r\0\n\n", b"# coding: cp1252\nx='\0'\n", b"# coding: nonsense\0\n", BOM + b"\0",
]
# Here CPython's reader has got no further than its parser: that reports an error of an earlier line, or knows of an open string.
NOT_IN_FILE = [b"\x0b# coding: latin-1\nx='\xe9'\n", b"'''\n# coding: latin-1 \xe9\n'''"]


def main():
    out = open(HERE / "decode.tsv", "w")
    write = lambda *fields: print(*fields, sep="\t", file=out)
    bytes_shown = lambda source: escape(source.decode("latin-1"))
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "sitecustomize.py").write_text(HOOK)
        for source in CASES:
            write("memory", bytes_shown(source), *memory(source))
            write("tokenize", bytes_shown(source), *detect(source))
            if source not in NOT_IN_FILE:
                write("file", bytes_shown(source), *file(source, folder))
    maps = [m.name for m in pkgutil.iter_modules(encodings.__path__)]
    for name in sorted(set(maps) | set(encodings.aliases.aliases)):
        try:
            info = codecs.lookup(name)
        except LookupError:
            continue
        contents = vars(sys.modules.get(f"encodings.{encodings.aliases.aliases.get(name, name)}", io))
        if not ("decoding_table" in contents or "decoding_map" in contents or info.name in ("utf-8", "iso8859-1", "ascii")):
            continue
        source = b"# coding: " + name.encode() + b"\n"
        if name in maps:
            for byte in range(0x80, 0x100):
                try:
                    if bytes([byte]).decode(name) not in "\r\n\0":
                        source += bytes([byte])
                except UnicodeDecodeError:
                    pass
        write("memory", bytes_shown(source), *decoded_only(source))


def decoded_only(source):
    name = source.split()[2].decode()
    normal = tokenize._get_normal_name(name)
    try:
        text = source.decode(name)
    except UnicodeDecodeError as error:
        return ["error", str(error), 0, -1, "-", "-", "-"]
    return ["ok", normal, fnv(text.replace("\r", "\n").encode())]


main()
