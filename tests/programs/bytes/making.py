"""The constructors of bytes and bytearray, fromhex and maketrans."""
import re


def attempt(source):
    try:
        return re.sub(" at 0x[0-9a-f]+", "", repr(eval(source)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in """
bytes()
bytes(3)
bytes(-1)
bytes(2**70)
bytes([1, 2, 255])
bytes([256])
bytes([-1])
bytes(['a'])
bytes([1.5])
bytes('a')
bytes('aé', 'latin-1')
bytes('aé', 'ascii', 'replace')
bytes('é', 'ascii')
bytes(b'x', 'ascii')
bytes(3, errors='x')
bytes(encoding='ascii')
bytes(None)
bytes(1.5)
bytes(object())
bytes({1: 2})
bytes(x for x in (1, 2))
bytes(memoryview(b'ab')[::-1])
bytes(1, 2, 3, 4)
bytearray()
bytearray(3)
bytearray(-1)
bytearray([1, 300])
bytearray('a')
bytearray('a', 'utf-16-le')
bytearray(b'x', 'ascii')
bytearray(source=b'q')
bytearray(3.5)
bytes.fromhex('')
bytes.fromhex('0a 1B\\tff')
bytes.fromhex('0')
bytes.fromhex('0g')
bytes.fromhex('é0')
bytes.fromhex('00 0 1')
bytes.fromhex(b'0a')
bytes.fromhex(3)
bytearray.fromhex('ff00')
bytearray.fromhex(' 1 ')
bytes.maketrans(b'a', b'b')[95:100]
bytes.maketrans(b'a', b'bc')
bytes.maketrans('a', 'b')
b'ab'.__bytes__()
b'ab'.__getnewargs__()
bytes(b'ab'.__buffer__(0))
b'ab'.__buffer__(1)
b'ab'.__buffer__('x')
bytearray(b'ab').__alloc__()
""".strip().splitlines():
    print(source, "->", attempt(source))
