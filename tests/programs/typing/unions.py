def show(compute):
    try:
        print(repr(compute()))
    except Exception as error:
        print(type(error).__name__, error)


def function[T](): pass


T, = function.__type_params__
TypeVar = type(T)
GenericAlias = type(list[int])
Union = type(int | str)
show(lambda: isinstance('',int|list[int]))
show(lambda: issubclass(int,int|str))
show(lambda: issubclass(int,bytes|str))
show(lambda: Union[()])
show(lambda: Union[int])
show(lambda: Union[int,str,int])
show(lambda: hash(int|GenericAlias(list,[1])))
show(lambda: (int|list[T]).__parameters__)
show(lambda: (int|str)[str])
show(lambda: isinstance(1,int|list[int]))
show(lambda: type(int|str)())
show(lambda: int|'x')
show(lambda: (int|str).__module__)
show(lambda: (int|str).__origin__)
show(lambda: (int|None).__name__)
show(lambda: int|None|str)
show(lambda: None|int)
show(lambda: type('X',(int|str,),{}))
show(lambda: list[int]|list[int])
show(lambda: hash(int|str)==hash(frozenset([int,str])))
show(lambda: int|str==str|int)
