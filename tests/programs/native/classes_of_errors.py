"""What native code raises is caught by the class that its module shows, also when another instance of the module was made since."""

import importlib
import os
import sys

FAILS = {
    "_hmac": ("UnknownHashError", lambda module: module.compute_digest(b"key", b"message", "foo")),
    "zlib": ("error", lambda module: module.decompress(b"nothing")),
    "binascii": ("Error", lambda module: module.a2b_base64(b"a")),
    "_struct": ("error", lambda module: module.pack("i")),
    "_csv": ("Error", lambda module: module.get_dialect("unknown")),
    "_queue": ("Empty", lambda module: module.SimpleQueue().get_nowait()),
    "_lzma": ("LZMAError", lambda module: module.LZMADecompressor().decompress(b"nothing at all")),
    "pyexpat": ("ExpatError", lambda module: module.ParserCreate().Parse("<", True)),
    "_pickle": ("UnpicklingError", lambda module: module.loads(b"\x80")),
    "_socket": ("gaierror", lambda module: module.getaddrinfo(None, None)),
    "_locale": ("Error", lambda module: module.setlocale(module.LC_ALL, "unknown")),
    "termios": ("error", lambda module: module.tcgetattr(os.open(os.devnull, os.O_RDONLY))),
}
for name, (error, fail) in FAILS.items():
    first = importlib.import_module(name)
    del sys.modules[name]
    second = importlib.import_module(name)
    for module in first, second:
        try:
            fail(module)
        except getattr(module, error) as raised:
            print(name, error, "caught")
        except Exception as raised:
            print(name, type(raised))
