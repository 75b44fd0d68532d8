class Thing:
    blech = 1
    _private = 2

    def method(self):
        self.privat
        
    def other(self):
        blech

def chain(function):
    global last
    try:
        function()
    except Exception as error:
        error.__context__ = last
        last = error

last = None
thing = Thing()
chain(lambda: thing.bluch)
chain(lambda: thing.private)
chain(thing.method)
chain(thing.other)
chain(lambda: thinq)
chain(lambda: prnt)
chain(lambda: absolutely_nothing_like_it)
chain(lambda: math)
chain(lambda: Thing.blec)
def local():
    variable = 1
    varable
chain(local)
raise last
