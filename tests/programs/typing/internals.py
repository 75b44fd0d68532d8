"""Attributes and methods that typing uses of type variables, aliases and unions."""
import typing


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


def f[T, *Ts, **P](): ...


T, Ts, P = f.__type_params__
print(T.__contravariant__, T.__covariant__, T.__infer_variance__, P.__contravariant__, P.__covariant__, P.__infer_variance__)
print(T.__constraints__, T.__bound__, T.has_default(), T.__default__, P.__bound__, Ts.has_default())
alias = list[T]
print(alias.__origin__, alias.__args__, alias.__parameters__, alias.__unpacked__, alias.__typing_unpacked_tuple_args__)
star = next(iter(tuple[int, str]))
print(star, star.__unpacked__, star.__typing_unpacked_tuple_args__, star.__args__)
attempt(lambda: T.__typing_subst__(int))
attempt(lambda: T.__typing_subst__(3))
attempt(lambda: P.__typing_subst__([int]))
attempt(lambda: Ts.__typing_subst__(int))
attempt(lambda: T.__typing_prepare_subst__(alias, (int,)))
attempt(lambda: P.__typing_prepare_subst__(dict[T, int], (int, str)))
attempt(lambda: Ts.__typing_prepare_subst__(tuple[Ts], (int, str)))
unpacked = next(iter(Ts))
print(unpacked, unpacked.__typing_is_unpacked_typevartuple__, unpacked.__typing_unpacked_tuple_args__)
print(P.args, P.kwargs, P.args.__origin__ is P, P.args == P.args, P.args == P.kwargs)
union = int | str | None
print(union, union.__args__, union.__parameters__, union.__origin__, (T | int).__parameters__, (T | list[T])[int])
attempt(lambda: int | 3)
attempt(lambda: union | "x")
attempt(lambda: isinstance(3, union))
attempt(lambda: union[int])
attempt(lambda: hash(union) == hash(None | str | int))
attempt(lambda: union == (str | None | int))
attempt(lambda: list[T][int][str])
attempt(lambda: dict[T, T][int])
attempt(lambda: dict[T, int][str, int])
attempt(lambda: list[int]([1, 2]))
attempt(lambda: list[int].append)
attempt(lambda: isinstance([], list[int]))
attempt(lambda: typing.TypeVar("X", int))
attempt(lambda: typing.TypeVar("X", int, str, bound=int))
attempt(lambda: typing.TypeVar("X", covariant=True, contravariant=True))
attempt(lambda: typing.TypeVar("X", default=int).__default__)
attempt(lambda: typing.TypeVar(3))
attempt(lambda: type("S", (T,), {}))
attempt(lambda: T.__mro_entries__(()))
attempt(lambda: P.args.__mro_entries__(()))
attempt(lambda: list[int].__mro_entries__(()))
attempt(lambda: T.__reduce__())
attempt(lambda: type(T)("Y").__module__)
type A[X] = dict[X, A[X]]
print(A, A.__name__, A.__type_params__, A.__parameters__, A.__module__, A[int], A[int].__value__ if hasattr(A[int], "__value__") else None)
attempt(lambda: A.__value__)
attempt(lambda: A | int)
attempt(lambda: A())
attempt(lambda: A.__unpacked__)
t = t"a{1 + 1!r:>5}b"
i = t.interpolations[0]
print(t.strings, t.values, i.value, i.expression, i.conversion, i.format_spec, i.__match_args__, type(iter(t)).__name__, list(t)[0])
print(property(len).fset, property(len, 3).fset, UnicodeError.__mro__[1].__name__)
print(type.__basicsize__ > 0, int.__itemsize__ > 0, int.__weakrefoffset__, int.__dictoffset__, type.__flags__ > 0)
