# Which encodings note on an exception that their codec failed: those that Python takes from the registry.
import json


def shown(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error, getattr(error, "__notes__", None))


for encoding in "utf-8", "UTF-16", "utf_16_le", "utf-16-be", "utf-32", "utf-32-be", "utf-7", "ascii", "latin-1", "l1", "unicode_escape":
    shown(lambda: b"+\xff\\u".decode(encoding))
    shown(lambda: "\ud800".encode(encoding))
shown(lambda: json.loads(bytearray(10)))
