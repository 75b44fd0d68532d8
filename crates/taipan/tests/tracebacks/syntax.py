def chain(error):
    global last
    error.__context__ = last
    last = error

last = None
def attempt(source):
    try:
        compile(source, "<string>", "exec")
    except SyntaxError as error:
        error.__traceback__ = None
        chain(error)

attempt("x = = 1\n")
attempt("if x:\nprint(1)\n")
attempt("def f(:\n    pass")
attempt("  x = 1\n    y = 2\n")
attempt("f(a for b in c, d)")
attempt("ä = 日本 ?")
attempt("return 1")
attempt("x = '''abc\n")
chain(SyntaxError("message", ("file", 3, 5, "\t  text here\n", 3, 9)))
chain(SyntaxError("message", ("file", 3, None, "text")))
chain(SyntaxError("message", ("file", None, 2, "text")))
chain(SyntaxError("message", ("file", 3, 50, "text", 3, 60)))
chain(SyntaxError("message", ("file", 3, 2, "text", 4, 1)))
chain(SyntaxError("message", ("", 3, -1, "text", 3, 0)))
chain(SyntaxError("", ("file", 3, "x", "text", 3, 0)))
chain(SyntaxError())
chain(SyntaxError("only"))
chain(IndentationError("indent", ("file", 1, 3, "   x\n", 1, -1)))
raise last
