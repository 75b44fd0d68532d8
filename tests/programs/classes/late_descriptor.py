"""A value of a class becomes a descriptor, or none any more, after code has used it."""


class Late:
    pass


class Holder:
    value = Late()

    def __init__(self):
        self.own = 1

    own = Late()


def read(holder):
    return holder.own


def read_class(holder):
    return type(holder.value).__name__ if isinstance(holder.value, Late) else holder.value


holder = Holder()
for _ in range(200):
    assert read(holder) == 1
    assert read_class(holder) == "Late"
Late.__get__ = lambda self, instance, owner: "got"
print(read(holder), read_class(holder))
Late.__set__ = lambda self, instance, value: print("set", value)
print(read(holder))
holder.own = 5
del Late.__get__, Late.__set__
print(read(holder), read_class(holder))
holder.own = 7
print(holder.__dict__)


class Getter:
    def __get__(self, instance, owner):
        return "through the base"


class Based(Getter if False else object):
    pass


class Middle(Based):
    pass


class User:
    attribute = Middle()


def look(user):
    return user.attribute if isinstance(user.attribute, str) else "plain"


user = User()
for _ in range(200):
    assert look(user) == "plain"
Based.__get__ = Getter.__get__
print(look(user))


class Plain:
    pass


class Turned:
    def __get__(self, instance, owner):
        return "turned"


class Owner:
    item = Plain()


item = Owner.item
owner = Owner()
for _ in range(200):
    assert owner.item is item
item.__class__ = Turned
print(owner.item)
