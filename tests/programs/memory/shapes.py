"""Memory of any shape: lent, sliced, assigned, copied in both orders, and seen through memoryview."""
from _testbuffer import *

square = ndarray(list(range(12)), shape=[3, 4], format="h", flags=ND_WRITABLE)
print(square.tolist(), square.strides, square.nbytes, square.c_contiguous, square.f_contiguous)
print(square[1].tolist(), square[-1][2], square[::2, 1:3].tolist(), square[::-1, ::-1].tolist())
square[0:2, 0:2] = square[1:3, 2:4]
print(square.tolist())

columns = ndarray(list(range(6)), shape=[2, 3], format="i", flags=ND_FORTRAN)
print(columns.tolist(), columns.strides, columns.f_contiguous)
print(py_buffer_to_contiguous(columns, "C", PyBUF_FULL_RO).hex(), py_buffer_to_contiguous(columns, "F", PyBUF_FULL_RO).hex())

view = memoryview(columns)
print(view.tolist(), view.shape, view.strides, view.format, view[1, 2], view == columns, view.tobytes() == columns.tobytes())
print(get_contiguous(view[::-1], PyBUF_READ, "C").tolist() if view.ndim == 1 else get_pointer(view, [1, 1]))

back = ndarray([1, 2, 3, 4, 5], shape=[3], strides=[-2], offset=4, format="B")
print(back.tolist(), back.strides, back.offset, is_contiguous(back, "A"), cmp_contig(back, back))
pairs = ndarray([(1, 2.5), (3, 4.5)], shape=[2], format="hd")
print(pairs.tolist(), pairs.itemsize, pairs[1])
scalar = ndarray(7, shape=(), format="q", flags=ND_WRITABLE)
scalar[...] = 8
print(scalar[()], scalar.ndim, memoryview(scalar).tolist())

changing = ndarray([1, 2], shape=[2], flags=ND_VAREXPORT)
first = memoryview(changing)
changing.push([7, 8, 9], [3])
second = memoryview(changing)
print(first.tolist(), second.tolist(), changing.tolist())

for wrong in (
    lambda: ndarray([1, 2, 3], shape=[4]),
    lambda: ndarray([1, 2, 3], shape=[3], strides=[3], format="h"),
    lambda: ndarray([], shape=[0]),
    lambda: ndarray(1, shape=(), format=""),
    lambda: ndarray([1, 2], shape=[2], strides=[1, 1]),
    lambda: ndarray(b"abc", getbuf=PyBUF_WRITABLE),
    lambda: square[3],
    lambda: square["a"],
    lambda: square.__setitem__(slice(0, 1), columns),
    lambda: columns.__setitem__(0, 1),
    lambda: hash(square),
    lambda: memoryview(columns)._from_flags(columns, PyBUF_C_CONTIGUOUS),
    lambda: changing.pop(),
    lambda: slice_indices(1, 2),
):
    try:
        print("no error", wrong())
    except Exception as error:
        print(type(error).__name__, error)
print(slice_indices(slice(None, None, -2), 7), hash(ndarray([1, 2], shape=[2])) == hash(b"\x01\x02"))
