"""Writing through memoryviews: items, slices, formats, locks and releases."""


def attempt(what, function):
    try:
        print(what, "->", function())
    except Exception as error:
        print(what, type(error).__name__, error)


data = bytearray(b"abcdefgh")
view = memoryview(data)


def assign(key, value, target=None):
    def run():
        (view if target is None else target)[key] = value
        return data

    attempt(f"[{key}] = {value if not isinstance(value, memoryview) else bytes(value)!r}", run)


assign(0, 65)
assign(-1, 90)
assign(0, 256)
assign(0, -1)
assign(0, "a")
assign(0, b"a")
assign(99, 1)
assign(slice(0, 2), b"xy")
assign(slice(0, 2), b"xyz")
assign(slice(0, 2), "xy")
assign(slice(0, 4, 2), b"12")
assign(slice(1, 5), view[0:4])
assign(slice(0, 4), view[1:5])
assign("a", 1)
assign((0,), 1)
for code, value in ("b", -5), ("b", 200), ("H", 65535), ("H", 65536), ("i", 2**31), ("q", -1), ("f", 1.5), ("d", 2), ("d", "x"), ("?", 3), ("c", b"z"), ("c", 5), ("c", b"zz"):
    assign(0, value, view.cast(code))
attempt("del", lambda: view.__delitem__(0))
attempt("resize while viewed", lambda: data.append(1))
attempt("clear while viewed", lambda: data.clear())
half = view[:4]
view.release()
attempt("released", lambda: view[0])
attempt("released len", lambda: len(view))
attempt("released repr", lambda: repr(view)[:22])
attempt("released format", lambda: view.format)
attempt("released ==", lambda: view == b"")
attempt("released enter", lambda: view.__enter__())
attempt("release twice", lambda: view.release())
attempt("still viewed", lambda: data.append(1))
with half:
    print(bytes(half))
attempt("append", lambda: data.append(1))
print(data)
outer = memoryview(bytearray(3))
inner = memoryview(outer)
attempt("release of what is viewed", lambda: outer.release())
inner[0] = 9
print(inner.tolist(), inner.toreadonly().readonly)
attempt("read only", lambda: inner.toreadonly().__setitem__(0, 1))


class Lender:
    def __buffer__(self, flags):
        print("lent", flags)
        return memoryview(b"lent")

    def __release_buffer__(self, view):
        print("released", bytes(view))


lent = memoryview(Lender())
print(bytes(lent))
lent.release()


class Bad:
    def __buffer__(self, flags):
        return 3


attempt("bad lender", lambda: memoryview(Bad()))
