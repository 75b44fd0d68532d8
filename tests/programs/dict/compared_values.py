# Which of two values is asked first when dicts and sets are compared: the left one's, or that of a class that derives from the
# other's.
import collections


class Asked:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        print(self.name, "==", other.name, end="; ")
        return NotImplemented

    def __hash__(self):
        return 1


class Dict(dict): pass
class Set(set): pass


a, b = Asked("a"), Asked("b")
for answer in (
    lambda: {1: a} == {1: b},
    lambda: {1: a} != {1: b},
    lambda: {1: a} == Dict({1: b}),
    lambda: Dict({1: a}) == {1: b},
    lambda: {a: 1} == {b: 1},
    lambda: {1: a}.items() == {1: b}.items(),
    lambda: {a} == {b},
    lambda: {a} == Set([b]),
    lambda: Set([a]) == {b},
    lambda: {a} <= {b},
    lambda: collections.OrderedDict({1: a}) == {1: b},
    lambda: {1: a} == collections.OrderedDict({1: b}),
    lambda: collections.OrderedDict({1: a}) == collections.OrderedDict({1: b}),
):
    print(answer())
