# Marshalled values in files, of which no byte too many is read, and tuples that contain themselves.
import io
import marshal
import os


def attempt(function, *args):
    try:
        print(repr(function(*args)))
    except Exception as error:
        print(type(error).__name__, error)


class File:
    """Only what load() needs, and it says how it is called."""

    def __init__(self, data, answer=None):
        self.stream = io.BytesIO(data)
        self.answer = answer
        self.asked = []

    def read(self, count):
        self.asked.append(f"read {count}")
        return b""

    def readinto(self, buffer):
        self.asked.append(f"{type(buffer).__name__} {len(buffer)}")
        count = self.stream.readinto(buffer)
        return count if self.answer is None else self.answer(count)


VALUES = [
    None, True, ..., 5, -5, 2**40, -2**70, 1.5, 2j, b"", b"abc", "", "abc", "é", "\ud800", "x" * 300, (), (1, 2), [1, [2, ()]],
    {1: 2, "a": {}}, {3}, frozenset({4}), slice(1, None, [2]), compile("x = lambda: [1, 2]", "<string>", "exec"),
]
for version in 0, 2, 3, 5:
    stream = io.BytesIO()
    count = 0
    for value in VALUES:
        try:
            data = marshal.dumps(value, version)
        except ValueError as error:
            print(version, repr(value), error)
            continue
        stream.write(data)
        count += 1
    stream.write(b"rest")
    stream.seek(0)
    read = [marshal.load(stream) for _ in range(count)]
    print(version, [value for value in read if not hasattr(value, "co_code")], stream.read())

reading, writing = os.pipe()
with open(writing, "wb") as file:
    marshal.dump([1, "two", (3.0,)], file)
    marshal.dump("more", file)
with open(reading, "rb", buffering=0) as file:
    print(marshal.load(file), marshal.load(file))

for data in b"", b"(", b"i\1", b"s\5\0\0\0ab", b"[\2\0\0\0N", b"?", b"[\xff\xff\xff\xff", b"{N", b"{N0", b":N0", b"\xe9\0\0\0\0", b"r\0\0\0\0":
    attempt(marshal.load, File(data))
    attempt(marshal.loads, data)
for answer in (lambda count: count + 5, lambda count: count - 1, lambda count: None, lambda count: "a", lambda count: 2**80, lambda count: -1):
    file = File(marshal.dumps("text"), answer)
    attempt(marshal.load, file)
    print(file.asked)
for value in "text", (1, [2]):
    file = File(marshal.dumps(value))
    attempt(marshal.load, file)
    print([count for count in file.asked if not count.startswith("read ")][0])
attempt(marshal.load, io.StringIO("N"))
attempt(marshal.load, 5)
attempt(marshal.load, io.BytesIO(b"[\1\0\0\0" * 3000 + b"N"))

# A tuple that contains itself by way of something else.
loop = ([], {})
loop[0].append(loop)
loop[1]["loop"] = loop
for version in 3, 4, 5:
    copy = marshal.loads(marshal.dumps((1, loop), version))[1]
    print(copy[0][0] is copy, copy[1]["loop"] is copy, len(copy))
print(marshal.loads(b"\xa9\3[\1\0\0\0r\0\0\0\0r\0\0\0\0N")[1][1][0] is not None)
for data in (
    b"\xa8\1\0\0\0[\1\0\0\0r\0\0\0\0", b"\xa8\1\0\0\0{Nr\0\0\0\0000",
    b"\xa8\xff\xff\xff\x7fr\0\0\0\0", b"\xfbr\0\0\0\0N0", b"\xbc\1\0\0\0r\0\0\0\0", b"\xba[\1\0\0\0r\0\0\0\0NN", b"\xbe\1\0\0\0r\0\0\0\0",
    b"\xa8\2\0\0\0r\1\0\0\0N",
):
    attempt(marshal.loads, data)
