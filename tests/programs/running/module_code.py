"""Functions whose code has its variables in a namespace use the globals as such."""
import ast
import types

code = compile("x = 1\ny = locals() is globals()\nprint(x, y, sorted(locals())[1:])\ndel x", "file", "exec")
namespace = {"__builtins__": __builtins__}
print(types.FunctionType(code, namespace)())
print(sorted(namespace))

source = "a = 1 + 2\nasync def f():\n    return a\nb = await f()"
code = compile(source, "file", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
namespace = {"__builtins__": __builtins__}
coroutine = types.FunctionType(code, namespace)()
try:
    coroutine.send(None)
except StopIteration as stop:
    print(stop.value, namespace["a"], namespace["b"])
