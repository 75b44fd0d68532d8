"""`__text_signature__` of a class comes from the docstring that it was made with, if that begins as those of C do."""

import inspect


def signature(doc, name="Name"):
    return type(name, (), {"__doc__": doc}).__text_signature__


class Name:
    "Name(a, b=1)\n--\n\ntext"


print(Name.__text_signature__, repr(Name.__doc__), inspect.signature(Name))
Name.__doc__ = "Name(other)\n--\n\n"
print(Name.__text_signature__)
Name.__name__ = "Other"
print(Name.__text_signature__)


class Derived(Name):
    pass


print(Derived.__text_signature__, inspect.signature(Derived))

for doc in (
    "Name()\n--\n\ntext", "Name($self, a)\n--\n\n", "Name(a)\n--\n", "Name(a)\n\n--\n\n", "Other(a)\n--\n\n", "Name(a)x\n--\n\n",
    "Name(a", "Name", "", "Name(\u20ac)\n--\n\ntext", "Name(\0)\n--\n\ntext", "Name(a)\n--\n\n\0", "NameName(a)\n--\n\n",
    "Name(a) -> b\n--\n\n", "Name(a)\n--\n\n\n--\n\n", "Name(a\n, b)\n--\n\n", "Name(\n\n)\n--\n\n", "Name(\n--\n\n)", None, 5, b"Name(a)\n--\n\n",
):
    print(repr(doc), repr(signature(doc)))
print(signature("Name(a)\n--\n\n", "package.Name"), signature("package.Name(a)\n--\n\n", "package.Name"))
try:
    signature("Name(\ud800)\n--\n\n")
except UnicodeEncodeError as error:
    print(error)


class Meta(type):
    "Meta(a)\n--\n\n"


class Made(metaclass=Meta):
    "Made(b)\n--\n\n"
    __slots__ = ()


class Property:
    @property
    def __doc__(self):
        return "Property(a)\n--\n\n"


class Text(str):
    pass


print(Meta.__text_signature__, Made.__text_signature__, Property.__text_signature__, signature(Text("Name(a)\n--\n\n")))
for builtin in int, str, object, type, dict, list:
    print(builtin, builtin.__text_signature__)
