"""What classes say of themselves: subscripts, annotations, copies with changes."""

import copy
import types


class NotSubscriptable:
    __class_getitem__ = None


try:
    NotSubscriptable[int]
except TypeError as error:
    print(error)


class Annotated:
    a: int

    def __annotate__(format):
        return {"a": str}


print(Annotated.__annotations__, Annotated.__annotate__(1))


class Odd(types.SimpleNamespace):
    def __new__(cls):
        return 5


try:
    copy.replace(types.SimpleNamespace.__new__(Odd))
except TypeError as error:
    print(error)
print(copy.replace(types.SimpleNamespace(a=1, b=2), b=3))
