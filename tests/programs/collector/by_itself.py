"""The collector runs by itself, in a loop and in what that calls."""
# collections are counted here
import gc


class A:
    def __init__(self, name):
        self.name = name
        self.young = self.old = None


gc.disable()
gc.collect()
gc.enable()
gc.set_threshold(100)


class Detector:
    def __del__(self):
        global detected
        detected = True


def detect():
    global detected
    detected = False
    d = Detector()
    d.me = d
    del d
    for i in range(10000):
        if detected:
            return True
        a = A(i)
        a.a = a
    return False


def call():
    A(1).__dict__["x"] = {}


def detect_in_calls():
    global detected
    detected = False
    d = Detector()
    d.me = d
    del d
    junk = []
    while not detected and len(junk) < 10000:
        junk.append([])
        call()
    return detected


print(detect(), detect_in_calls())
print([a > b["collections"] for a, b in zip([0, 0, 0], gc.get_stats())])
