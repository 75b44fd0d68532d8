"""sys.getsizeof and getrefcount behave: they grow with the contents."""
import sys

print(sys.getsizeof([]) < sys.getsizeof([1, 2, 3]) < sys.getsizeof(list(range(100))))
print(sys.getsizeof("") < sys.getsizeof("abc" * 100) < sys.getsizeof("Ω" * 300) < sys.getsizeof("\U0001f600" * 300))
print(sys.getsizeof({}) < sys.getsizeof(dict.fromkeys(range(100))), sys.getsizeof(set()) < sys.getsizeof(set(range(100))))
print(sys.getsizeof(()) < sys.getsizeof((1, 2)), sys.getsizeof(b"") < sys.getsizeof(b"abc" * 50), sys.getsizeof(1) <= sys.getsizeof(2**1000))


class C:
    def __sizeof__(self):
        return 5


class Bad:
    def __sizeof__(self):
        return -1


class Text:
    def __sizeof__(self):
        return "x"


print(sys.getsizeof(C()) >= 5)
for f in (lambda: sys.getsizeof(Bad()), lambda: sys.getsizeof(Text()), lambda: sys.getsizeof(Text(), 7), lambda: sys.getsizeof(Bad(), 7)):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__)
x = object()
l = [x] * 10
print(sys.getrefcount(l) < 5, sys.getrefcount(None) > 1000)
before = sys.getrefcount(x)
y = x
print(sys.getrefcount(x) - before)
del y
print(sys.getrefcount(x) - before)
