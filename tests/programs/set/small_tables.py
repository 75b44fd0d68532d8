"""Sets and dicts whose keys collide, compare by Python, or are removed meanwhile; what operators make of them, in order."""

asked = []


class Key:
    def __init__(self, hash, name):
        self.hash, self.name = hash, name

    def __hash__(self):
        return self.hash

    def __eq__(self, other):
        asked.append((self.name, getattr(other, "name", other)))
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self):
        return self.name


def told():
    result = list(asked)
    asked.clear()
    return result


numbers = [0, 1, 2, 8, 9, 16, 17, 32, -1, -2, 2**61, 2**61 - 1, 2**61 + 7]
sets = [set(), {1}, {1, 2, 3}, {2, 3, 4}, set(range(4)), set(range(5)), set(numbers), set(numbers[:7]), {8, 16, 24, 32}, frozenset((0, 8, 3))]
removed = {1, 2, 3, 4}
removed.discard(2)
removed.discard(3)
sets.append(removed)
emptied = {5}
emptied.pop()
sets.append(emptied)
large = set(range(100))
for i in range(0, 100, 3):
    large.remove(i)
sets.append(large)
for a in sets:
    for b in sets:
        print(len(a | b), list(a | b)[:12], list(a & b)[:12], list(a - b)[:12], list(a ^ b)[:12], type(a | b).__name__, a <= b, a == b)
        c = set(a)
        c |= b
        d = set(a)
        d &= b
        print(list(c)[:12] == list(a | b)[:12], len(d), d == a & b)
keys = [Key(h, n) for h, n in ((1, "a"), (1, "b"), (9, "c"), (1, "d"), (2, "e"))]
same = [Key(k.hash, k.name) for k in keys]
one = set(keys)
print(one, told())
two = set(same[1:])
print(two, told())
for operation in ("__and__", "__or__", "__sub__", "__xor__", "__le__", "__eq__"):
    print(operation, getattr(one, operation)(two), told())
print(same[3] in one, told(), Key(1, "z") in one, told())
one.remove(keys[1])
print(same[3] in one, told())
one.add(same[1])
print(one, told())
print({1, 1.0, True}, {True, 1}, {1.5, 2} | {2.0, 1.5})


class Changing(Key):
    def __eq__(self, other):
        target.clear()
        return super().__eq__(other)

    __hash__ = Key.__hash__


target = {Changing(1, "x"), 9}
print(Key(1, "y") in target, target, told())

# Dicts made of pairs on the stack.
x, y = "x", "y"
print({x: 1, y: 2, x: 3}, {1: "a", 1.0: "b", True: "c"}, {"a": 1, 1: 2, None: 3, (1, 2): 4})
print({keys[0]: 1, same[0]: 2, keys[1]: 3}, told())
many = {f"k{i}": i for i in range(40)}
many.update({f"k{i}": -i for i in range(30, 50)})
print(list(many.items())[28:50:3], len(many))
mixed = {"a": 1}
mixed[0] = 2
mixed["b"] = 3
mixed[8] = 4
mixed[16] = 5
del mixed[0]
mixed[24] = 6
print(mixed, list(mixed))


class Text(str):
    def __eq__(self, other):
        asked.append("text")
        return str.__eq__(self, other)

    __hash__ = str.__hash__


subtexts = {Text("a"): 1}
subtexts["a"] = 2
print(subtexts, told(), {"a": 1, Text("a"): 2}, told())
print("%d %s %r|%5d|%-5s|%05.1f|%x|%X|%+d|%c|%%|%i|%s" % (3, "x", "y", 4, "z", 2.5, 255, 255, 7, "c", -8, 1.5))
print("%(a)s %(b)d %(a)r" % {"a": "q", "b": 5}, b"%s %d %a" % (b"x", 3, "y"))
for bad in ("%", "%h", "%ld", "%y", "%(a", "%s %s", "%*d"):
    try:
        print(bad % 5)
    except Exception as error:
        print(type(error).__name__, error)
print(min(3, 1, 2), max(3, 1, 2), max("a", "b"), min(1, 1.0), max(1.0, 1, True), min([3, 1]), max(3, 1, key=lambda v: -v))
try:
    max(1, "a")
except TypeError as error:
    print(error)
