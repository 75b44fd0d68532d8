"""Keywords that come twice, strings or not."""


def f(**keywords):
    pass


for call in "f(**{1: 3})", "f(**{1: 3}, **{2: 5})", "f(**{1: 3}, **{1: 5})", "f(a=1, **{1: 5})", "f(**{'a': 3}, **{'a': 5})":
    try:
        eval(call)
    except TypeError as error:
        print(call, error)
