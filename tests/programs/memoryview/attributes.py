"""Attributes of memoryviews, hashes, and what cannot be viewed."""
import re


def attempt(source):
    try:
        return re.sub(" at 0x[0-9a-f]+", "", repr(eval(source)))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for source in """
memoryview(b'abc').nbytes
memoryview(b'abc').itemsize
memoryview(b'abc').format
memoryview(b'abc').ndim
memoryview(b'abc').shape
memoryview(b'abc').strides
memoryview(b'abc').suboffsets
memoryview(b'abc').readonly
memoryview(bytearray(b'abc')).readonly
memoryview(b'abc').c_contiguous
memoryview(b'abc').f_contiguous
memoryview(b'abc')[::2].contiguous
memoryview(b'abc').obj
memoryview(b'abcdefgh').cast('i', [2])
memoryview(b'abcdefgh').cast('B', [2, 4]).shape
memoryview(b'abcdefgh').cast('B', [2, 4]).strides
memoryview(b'abcdefgh').cast('B', [2, 4]).tolist()
memoryview(b'abcdefgh').cast('B', [2, 4])[1, 2]
memoryview(b'abcdefgh').cast('B', [2, 4])[1]
memoryview(b'abcdefgh').cast('B', [2, 4])[2, 0]
memoryview(b'abcdefgh').cast('B', [2, 4])[0, 0, 0]
memoryview(b'abcdefgh').cast('d').tolist()
memoryview(b'abcd').cast('h').tolist()
len(memoryview(b'abcdefgh').cast('B', [2, 4]))
hash(memoryview(b'abc')) == hash(b'abc')
hash(memoryview(bytearray(b'abc')))
hash(memoryview(b'abcd').cast('h'))
memoryview('abc')
memoryview(3)
memoryview()
memoryview(object=b'x').tobytes()
memoryview(b'x', 1)
memoryview(b'abc') == memoryview(b'abc')
memoryview(b'abcd').cast('h') == memoryview(b'abcd')
memoryview(b'abc')[0] = 1
list(memoryview(b'abc'))
list(reversed(memoryview(b'abc')))
98 in memoryview(b'abc')
bytes(memoryview(b'abc')[1:])
memoryview(memoryview(b'abc')).obj
memoryview._from_flags(b'abc', 0).tobytes()
memoryview._from_flags(b'abc', 1)
memoryview[int]
repr(memoryview(b'x'))[:14]
memoryview(b'x').__class__
b''.join([memoryview(b'ab'), b'c'])
memoryview(b'abc').__buffer__(0).tobytes()
memoryview(b'abc').__sizeof__() > 0
""".strip().splitlines():
    print(source, "->", attempt(source))
