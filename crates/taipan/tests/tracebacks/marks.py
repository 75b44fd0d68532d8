def fail(*args, **kwargs):
    raise ValueError("failed")

class Strange:
    def __getitem__(self, key):
        fail(key)

    def __add__(self, other):
        return fail()

    def __call__(self):
        x = fail()

    attribute = property(lambda self: 1 / 0)

    def __init__(self, text):
        self.text = text

def show(function):
    global last
    try:
        function()
    except Exception as error:
        error.__context__ = last
        last = error

last = None
s = Strange("ä")
show(lambda: s[1])
show(lambda: s["ä"][2] + 3)
show(lambda: s + (1 + 2))
show(lambda: (s)  +  2)
show(lambda: s())
show(lambda: 1 + s.attribute)
show(lambda: fail(
    1,
    2,
    3,
    4,
))
show(lambda: (
    "text"
    +  # comment with [ and (
    s[
        0
    ]
))
show(lambda: "ä" + "日本" + s[0])
show(lambda: ("日本" + "語") [s] )
def multi():
    value = (s
        + 1
        + 2)
    return value
show(multi)
def whole():
    return fail()
show(whole)
def target():
    a = fail(1,
             2)
show(target)
def attribute():
	s.nothing.other
show(attribute)
def matrix():
    return s @ s
show(matrix)
def power():
    x = 2 ** s // 3
show(power)
def deleted():
    del s[3]
show(deleted)
def called():
    fail(1)(2)(3)
show(called)
raise last
