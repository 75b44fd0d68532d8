class Custom(Exception):
    def __str__(self):
        raise ValueError

class Loud(Exception):
    def __repr__(self):
        return "loud"

class Outer:
    class Nested(Exception):
        pass

def chain(error):
    global last
    error.__context__ = last
    last = error

last = None
error = ValueError("with notes")
error.add_note("first")
error.add_note("second\nthird")
chain(error)
chain(Custom())
error = Loud("x")
error.__notes__ = "text"
chain(error)
error = Outer.Nested(1, 2)
error.__notes__ = [1, Custom()]
chain(error)
chain(KeyError("key"))
chain(OSError(2, "No such file", "name"))
chain(SystemError())
chain(ValueError(""))
chain(UnicodeDecodeError("utf-8", b"a\xff", 1, 2, "bad"))
chain(ImportError("no module", name="x"))
Loud.__module__ = "some.module"
chain(Loud())
raise last
