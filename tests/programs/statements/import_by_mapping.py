"""`import` where the builtins are no dict."""

import types

code = compile("import foo.bar", "test", "exec")
for names in {}, {"__import__": lambda *args: args}:
    space = {"__builtins__": types.MappingProxyType(names)}
    try:
        exec(code, space)
        print(space["foo"][0], space["foo"][3:])
    except ImportError as error:
        print(error)
