# What lets go of its items when, where a display of a set fails or has one item twice.
class Dies:
    def __init__(self, name, hash=1):
        self.name, self.hash = name, hash

    def __hash__(self):
        return self.hash

    def __eq__(self, other):
        return self.hash == other.hash

    def __del__(self):
        print(self.name, end=" ")


def outcome(function):
    try:
        print(len(function()))
    except TypeError as error:
        print(error)


outcome(lambda: {Dies("a"), Dies("b"), Dies("c")})
outcome(lambda: {Dies("a", 1), Dies("b", 2), Dies("c", 1), Dies("d", 4)})
outcome(lambda: {Dies("a", 1), Dies("b", 2), Dies("c", 1), [Dies("d")], Dies("e"), Dies("f")})
outcome(lambda: {[Dies("a")], Dies("b"), Dies("c")})
outcome(lambda: {Dies("a", 1), Dies("b", 2), [Dies("c")]})
outcome(lambda: {{"a": Dies("a")}, dict(x=Dies("b"))})
