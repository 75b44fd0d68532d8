"""The text that an exception of the compiler has in every answer."""


def describe(error):
    """One line: class, place and message."""
    if isinstance(error, SyntaxError):
        place = f"{error.lineno}:{error.offset}-{error.end_lineno}:{error.end_offset}"
        message = error.msg
    else:
        place = "-"
        message = str(error)
    name = "UnicodeError" if isinstance(error, UnicodeError) else type(error).__name__
    return f"ERROR {name} {place} {escape(str(message))}\n"


def escape(text):
    """The text on one line."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")


def encode(text):
    """Text as bytes, lone surrogates included."""
    return text.encode("utf-8", "surrogatepass")
