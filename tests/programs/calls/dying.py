# When arguments die, and in which order, where a call is bound or cannot be.
class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("   gone:", self.name)

    def __repr__(self):
        return f"<{self.name}>"


def two(a, b):
    print("   in two")


def only(*, a, b=0):
    print("   in only")


def rest(a, *args, **kwargs):
    print("   in rest", args, kwargs)


def rebinding(a, *args, k, **kwargs):
    a = args = k = kwargs = None
    print("   rebound")


def attempt(title, function):
    print(title)
    try:
        function()
    except TypeError as error:
        print("  ", error)


L = Loud
for _ in range(2):
    attempt("keywords", lambda: two(b=L("b"), a=L("a")))
    attempt("twice", lambda: two(L("1"), L("2"), b=L("b")))
    attempt("unknown", lambda: two(L("1"), c=L("c"), b=L("b")))
    attempt("missing", lambda: two(b=L("b")))
    attempt("too many", lambda: two(L("1"), L("2"), L("3")))
    attempt("more too many", lambda: only(L("1"), L("2"), L("3"), a=L("a"), x=L("x")))
    attempt("keyword-only", lambda: only(a=L("a"), b=L("b")))
    attempt("keyword-only missing", lambda: only(b=L("b")))
    attempt("rest", lambda: rest(L("1"), L("2"), L("3"), x=L("x"), y=L("y")))
    attempt("rest missing", lambda: rest(x=L("x"), y=L("y")))
    attempt("rest twice", lambda: rest(L("1"), L("2"), x=L("x"), a=L("a"), y=L("y")))
    attempt("rebinding", lambda: rebinding(L("1"), L("2"), k=L("k"), z=L("z")))
    attempt("stars", lambda: rest(*[L("1"), L("2")], **{"x": L("x")}))
    attempt("stars rebinding", lambda: rebinding(*[L("1"), L("2")], **{"k": L("k"), "z": L("z")}))
    attempt("stars twice", lambda: two(*[L("1"), L("2")], **{"b": L("b")}))
    attempt("stars missing", lambda: two(**{"b": L("b")}))
    attempt("bound", lambda: L("self").__init__(name=L("name")))
    attempt("native", lambda: sorted([L("item")], key=id, reverse=L("true")))
    attempt("native wrong", lambda: sorted([L("item")], kee=L("kee")))
