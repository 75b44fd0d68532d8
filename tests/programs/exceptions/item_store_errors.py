"""What is said of objects whose items cannot be changed: an integer key is taken for an index where there is a sequence."""
import types


class Plain:
    pass


class Index:
    def __index__(self):
        return 1 / 0


objects = [Plain(), 5, None, "text", b"", (1,), frozenset(), range(3), types.MappingProxyType({"a": 1}), {}.keys(), len, ..., iter([])]
for item in objects:
    for key in (0, True, "a", slice(1), 10**30, Index()):
        texts = []
        for action in ("del item[key]", "item[key] = 1"):
            try:
                exec(action)
            except Exception as error:
                texts.append(f"{type(error).__name__} {error}")
        print(type(item).__name__, type(key).__name__, texts)
