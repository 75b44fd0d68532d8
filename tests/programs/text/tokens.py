"""The kinds of tokens: keywords are names in the module tokenize."""
import io
import tokenize

SOURCE = "def f(x: int = 1) -> None:\n    return x if x else await y  # why\nasync with a as b: pass\nmatch = f'{x!r}'\n"
for extra in (True, False):
    for token in tokenize._generate_tokens_from_c_tokenizer(io.StringIO(SOURCE).readline, extra_tokens=extra):
        print(tokenize.tok_name[token.type], *token)
