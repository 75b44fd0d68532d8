# What a function has from its code, what of its own, and what stays when the code is replaced.
import builtins
import sys
import types


def documented(a, b=1):
    "the docstring"
    return a


def plain():
    return __name__


def shown(function):
    return function.__name__, function.__qualname__, function.__doc__, function.__module__


for function in documented, plain, lambda: 0, (lambda: (lambda: 1))():
    print(shown(function))

documented.__code__ = plain.__code__
print(shown(documented), documented())
documented.__name__ = "named"
print(shown(documented))
documented.__qualname__ = "qualified"
documented.__doc__ = None
print(shown(documented), repr(documented).split(" at ")[0])
documented.__doc__ = ["anything"]
del documented.__doc__
print(shown(documented))
plain.__doc__ = "set"
print(shown(plain))
plain.__module__ = None
print(shown(plain))

made = types.FunctionType(plain.__code__, {"__name__": "elsewhere"}, "given")
print(shown(made), made(), made.__builtins__ is builtins.__dict__)
for module in (builtins, builtins.__dict__, {"len": 1}):
    space = {"__builtins__": module}
    made = types.FunctionType(plain.__code__, space)
    print(made.__module__, made.__builtins__ is builtins.__dict__, len(made.__builtins__) > 1)


class Own(types.ModuleType):
    pass


own = Own("own")
own.print = "mine"
made = types.FunctionType((lambda: print).__code__, {"__builtins__": own})
print(made(), made.__builtins__ is own.__dict__)

space = {"__name__": "first"}
exec("def f(): pass\n__name__ = 'second'\ndef g(): pass\ndel __name__\ndef h(): pass", space)
print([space[name].__module__ for name in "fgh"])


def outer():
    def inner(x: int, y: "str" = 1, *, z=2) -> None:
        "inner doc"
        return outer
    return inner


inner = outer()
print(shown(inner), inner.__annotations__, inner.__defaults__, inner.__kwdefaults__, inner.__closure__)
print(inner.__annotate__.__qualname__, inner.__annotate__.__name__)


class Class:
    def method(self, *args, **kwargs) -> int:
        return self, args, kwargs

    @classmethod
    def of(cls, *args, k=1):
        return cls.__name__, args, k


print(shown(Class.method), Class.of(1, k=2), Class.of(*[1], **{"k": 3}))


class Caller:
    def __call__(self, a, *, k=0):
        return a, k


call = Caller()
for _ in range(3):
    print(call(1, k=2), call(*[1]), call(a=3))
    try:
        call(1, 2)
    except TypeError as error:
        print(error)


# Generators and functions that native code calls.
def numbers(n):
    for i in range(n):
        yield i
    return "result"


def failing():
    yield 1
    raise ValueError("in the generator")


def again():
    yield 1
    yield next(me)


def stopping():
    yield 1
    raise StopIteration("stopped")


print(sum(numbers(5)), list(numbers(3)), max(numbers(4)), tuple(numbers(2)), dict(zip(numbers(2), numbers(2))))
for make in failing, stopping:
    it = make()
    try:
        print(list(it))
    except Exception as error:
        print(type(error).__name__, error, repr(error.__cause__))
    print(next(it, "end"), list(it))
me = again()
try:
    list(me)
except ValueError as error:
    print(error, me.gi_frame, me.gi_running)
it = numbers(2)
print(next(it), it.gi_frame.f_lineno - numbers.__code__.co_firstlineno, next(it), next(it, None), it.gi_frame)
it = numbers(3)
frame = it.gi_frame
print(list(it), frame.f_locals)


def traced(n):
    yield sys._getframe().f_back.f_code.co_name
    yield sys._getframe().f_back.f_code.co_name


print(list(traced(2)))


def in_handler():
    try:
        raise KeyError("handled")
    except KeyError:
        for it in numbers(2):
            yield it, sys.exception()


try:
    raise OSError("outside")
except OSError:
    print(list(in_handler()), repr(sys.exception()))
print(sorted([3, 1, 2], key=lambda x, y=0: -x), list(map(lambda *a: a, [1, 2], [3, 4])))
print(list(filter(lambda x, *, k=1: x > k, [1, 2, 3])), min([1, 2], key=lambda x: -x, default=None))
for wrong in (lambda: list(map(lambda: 0, [1])), lambda: sorted([1, 2], key=lambda a, b: 0)):
    try:
        wrong()
    except TypeError as error:
        print(error)
