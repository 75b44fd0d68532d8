"""Encoding to and decoding from mac-roman, with each error handler."""

TEXTS = ["", "abc", "aé€", "\U0001f600\0", "\ud800x", "Straße", "a" * 3 + "\udcff", "\\N{BULLET}\n\t"]
DATA = [b"", b"abc", b"\xff\xfea\0", b"\xc3\xa9\xe2\x82\xac", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"\x80\x81abc", b"\xef\xbb\xbfx", b"\0\0\xfe\xff\0\0\0a", b"+AGE-b+", b"\\u00e9\\x4", b"abc-"]
HANDLERS = "strict ignore replace backslashreplace xmlcharrefreplace namereplace surrogateescape surrogatepass unknown".split()


def attempt(function, data, errors):
    try:
        return repr(function(data, "mac-roman", errors))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for text in TEXTS:
    for errors in HANDLERS:
        encoded = attempt(str.encode, text, errors)
        if errors == "strict" or encoded != attempt(str.encode, text, "strict"):
            print(ascii(text), errors, encoded)
for data in DATA:
    for errors in HANDLERS:
        decoded = attempt(bytes.decode, data, errors)
        if errors == "strict" or decoded != attempt(bytes.decode, data, "strict"):
            print(data, errors, ascii(decoded))
