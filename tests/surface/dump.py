"""Prints what can be seen of the native modules and types, a line for each name, the same under every Python 3.14.

usage: python3.14 -I -S dump.py [MODULE...]

A line is a path, what is there, its signature, and `-` where a docstring lacks. Without names it is about all native modules
that this Python has. `cargo xtask surface` compares the lines of CPython with Taipan's.
"""
import importlib
import posix
import sys

# What is each process's or machine's own, or its build's.
VOLATILE = {
    "__file__", "__loader__", "__spec__", "__builtins__", "__cached__", "_git", "_framework", "_base_executable", "_emscripten_info",
    "_home", "_stdlib_dir", "_xoptions", "abiflags", "api_version", "argv", "base_exec_prefix", "base_prefix", "builtin_module_names",
    "exec_prefix", "executable", "flags", "hexversion", "orig_argv", "path", "path_importer_cache", "platlibdir", "prefix",
    "pycache_prefix", "version", "version_info", "warnoptions", "altzone", "timezone", "tzname", "daylight", "environ", "compiler",
    "__expat_version__", "EXPAT_VERSION", "ZLIB_RUNTIME_VERSION", "ZLIB_VERSION", "ZLIBNG_VERSION", "__libmpdec_version__", "zstd_version",
    "zstd_version_number", "openssl_md_meth_names", "_OPENSSL_API_VERSION", "last_exc", "last_type", "last_value", "last_traceback",
    "implementation", "dont_write_bytecode", "_multiarch", "modules",
}

# Objects whose types no module has under a name of their own.
HIDDEN = """
NotImplemented
None
...
len
[].append
int.from_bytes
str.join
object.__init__
object().__str__
dict.__dict__['fromkeys']
type.__dict__['__mro__']
type(lambda: 0).__dict__['__closure__']
int.__dict__
lambda: 0
(lambda: 0).__code__
(lambda x: lambda: x)(1).__closure__[0]
sys
sys._getframe()
sys._getframe().f_locals
sys._getframe().f_code.co_lines()
sys._getframe().f_code.co_positions()
(lambda: (yield))()
iter([])
reversed([])
iter(())
iter('')
iter('\\u1234')
iter(b'')
iter(bytearray())
iter(memoryview(b''))
iter(range(1))
iter(range(1 << 70))
iter({})
iter({}.values())
iter({}.items())
reversed({})
reversed({}.values())
reversed({}.items())
{}.keys()
{}.values()
{}.items()
iter(set())
iter(int, 0)
iter(Sequence())
list[int]
int | str
iter(list[int])
Sequence().method
sys.flags
sys.float_info
sys.hash_info
sys.int_info
sys.thread_info
sys.version_info
sys.implementation
sys.monitoring
sys.get_asyncgen_hooks()
coroutine
coroutine.__await__()
asyncgen()
asyncgen().__anext__()
asyncgen().athrow(1)
asyncgen().__aiter__()
t'{1}'
iter(t'{1}')
t'{1}'.interpolations[0]
alias
function.__type_params__[0]
function.__type_params__[1]
function.__type_params__[2]
function.__type_params__[1].args
function.__type_params__[1].kwargs
next(iter(function.__type_params__[2]))
traceback
Sequence.__dict__['__dict__']
Slots.__dict__['a']
str.__dict__['maketrans']
""".strip().splitlines()


class Sequence:
    def __getitem__(self, index):
        raise IndexError

    def method(self):
        pass


class Slots:
    __slots__ = ("a",)


def function[T, **P, *U]():
    pass


type alias = int


async def coroutine():
    pass


coroutine = coroutine()


async def asyncgen():
    yield


try:
    raise KeyError
except KeyError as error:
    traceback = error.__traceback__


def is_public(name):
    """Whether a module is not only for CPython's own tests."""
    return "test" not in name and not name.startswith("xx")


def native_modules():
    names = set(sys.builtin_module_names)
    for folder in sys.path:
        if folder.endswith("lib-dynload"):
            names.update(file.partition(".")[0] for file in posix.listdir(folder))
    return sorted(filter(is_public, names))


NATIVE = sys.argv[1:] or native_modules()
seen = set()
waiting = []


def name_of(cls):
    module = cls.__module__
    return cls.__qualname__ if module == "builtins" else f"{module}.{cls.__qualname__}"


def documented(item):
    try:
        return "" if item.__doc__ else " -"
    except AttributeError:
        return ""


def signature(item):
    text = getattr(item, "__text_signature__", None)
    return " " + " ".join(text.split()) if isinstance(text, str) and text else ""


def describe(item):
    """What a name stands for, in one line."""
    if isinstance(item, type):
        if item not in seen:
            seen.add(item)
            waiting.append(item)
        return "class " + name_of(item)
    kind = type(item).__name__
    if isinstance(item, str) and len(item) > 200:
        return "long str"
    if isinstance(item, (bool, int, str, bytes, type(None), type(...))):
        return f"{kind} {item!a}"
    if isinstance(item, (float, complex)):
        return f"{kind} {item!r}"
    if type(item) in (tuple, frozenset):
        parts = [describe(part) for part in item]
        if kind == "frozenset":
            parts.sort()
        return f"{kind} ({', '.join(parts)})"
    if type(item) is dict:
        return f"dict of {len(item)}" if item else "dict"
    if kind in ("builtin_function_or_method", "method_descriptor", "classmethod_descriptor", "wrapper_descriptor", "type"):
        return kind + signature(item) + documented(item)
    if kind in ("getset_descriptor", "member_descriptor", "property"):
        return kind + documented(item)
    if kind in ("staticmethod", "classmethod", "classmethod"):
        return f"{kind} of {describe(item.__func__)}"
    if kind == "function":
        return "function"
    return kind


def show_class(cls):
    path = name_of(cls)
    mro = " ".join(name_of(base) for base in cls.__mro__[1:])
    flags = cls.__flags__
    shape = "".join(letter for letter, bit in (("b", 10), ("a", 20), ("d", 7), ("m", 6), ("s", 5)) if flags >> bit & 1)
    print(f"{path} = class({mro}) {shape or '.'}{signature(cls)}{documented(cls)}")
    for name in sorted(vars(cls)):
        # `dir()` shows the last three in any case.
        if name in ("__doc__", "__module__", "__getattribute__", "__setattr__", "__delattr__"):
            continue
        print(f"{path}.{name} = {describe(vars(cls)[name])}")


def show_module(name):
    try:
        module = importlib.import_module(name)
    except ImportError:
        print(f"{name} = lacks")
        return
    print(f"{name} = module{documented(module)}")
    for attribute in sorted(dir(module)):
        if attribute in VOLATILE or attribute in ("__doc__", "__name__", "__package__"):
            continue
        print(f"{name}.{attribute} = {describe(getattr(module, attribute))}")


def show_classes():
    """The classes that were met since the last time, and those that these have for attributes."""
    while waiting:
        show_class(waiting.pop(0))


sys.stdout.reconfigure(encoding="ascii", errors="backslashreplace", newline="\n")
print("# types without names")
for source in HIDDEN:
    describe(type(eval(source)))
show_classes()
for name in ["builtins", *NATIVE]:
    if name not in seen:
        seen.add(name)
        print(f"# {name}")
        show_module(name)
        show_classes()
