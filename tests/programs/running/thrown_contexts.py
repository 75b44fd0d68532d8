# What is thrown into a generator has what that handles as its context, and nothing of its caller's.
def show(error):
    chain = []
    while error is not None and len(chain) < 9:
        chain.append((type(error).__name__, error.args))
        error = error.__context__
    print(chain)


def idle():
    try:
        yield
    finally:
        raise KeyError(2)


def handling():
    try:
        raise KeyError(3)
    except KeyError:
        try:
            yield
        except BaseException as error:
            show(error)
            raise


def catching():
    try:
        yield
    except GeneratorExit as error:
        show(error)


for make in (idle, handling):
    generator = make()
    next(generator)
    try:
        raise ValueError(1)
    except ValueError:
        try:
            generator.throw(IndexError(4))
        except BaseException as error:
            show(error)
generator = catching()
next(generator)
try:
    raise ValueError(1)
except ValueError:
    generator.close()
