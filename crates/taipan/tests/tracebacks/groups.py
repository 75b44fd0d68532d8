def raised(error):
    try:
        raise error
    except BaseException as error:
        return error

def chained():
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            raise ValueError("two\nlines")
    except ValueError as error:
        return error

inner = raised(ExceptionGroup("inner", [raised(TypeError(1)), KeyError("x")]))
inner.add_note("a note\nof two lines")
wide = ExceptionGroup("wide", [ValueError(number) for number in range(18)])
deep = ValueError("deep")
for number in range(13):
    deep = ExceptionGroup("level", [deep])
try:
    raise ExceptionGroup("caught", [ValueError(0)])
except ExceptionGroup:
    raise BaseExceptionGroup("outer", [chained(), inner, KeyboardInterrupt(), wide, deep, ExceptionGroup("only", [ValueError()])])
