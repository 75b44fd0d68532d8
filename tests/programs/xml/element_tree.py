# Elements, what builds them, and the parser: results and errors.
import copy
import pickle
import weakref
import xml.etree.ElementTree as E


def show(f):
    try:
        print(repr(f()))
    except Exception as error:
        print(type(error).__name__, error, getattr(error, "code", ""), getattr(error, "position", ""))


e = E.Element("a")
show(lambda: E.Element())
show(lambda: E.Element("a", "b"))
show(lambda: E.Element("a", x=1, attrib=3))
show(lambda: E.Element("a", attrib={"x": 1}, y=2).attrib)
show(lambda: E.Element("a", {"q": 1}, attrib={"x": 1}, y=2).attrib)
show(lambda: e.append(1))
show(lambda: e.insert(0, 1))
show(lambda: e.remove(1))
show(lambda: e.remove(E.Element("x")))
show(lambda: e.extend(1))
show(lambda: e.extend([1]))
show(lambda: e.makeelement("a", 1))
show(lambda: E.SubElement(1, 2))
show(lambda: E.SubElement(e, "b", 3))
show(lambda: E.SubElement(e, "b", attrib={"x": 1}, y=2).attrib)
show(lambda: e.__setstate__({"tag": 1, "foo": 2}))
show(lambda: e.__setstate__({"tag": 1, "_children": [2]}))
show(lambda: e["a"])
show(lambda: e[10])
show(lambda: E.TreeBuilder(1, 2))
show(lambda: E.TreeBuilder().end("a"))
show(lambda: E.TreeBuilder().start("a", 1))
show(lambda: E.XMLParser(encoding=1))
show(lambda: E.XMLParser()._setevents([], ["x"]))
show(lambda: E._set_factories(1, 2))
show(lambda: type(e.iter())())
show(lambda: E.XML("<a>&foo;</a>"))
show(lambda: E.XML("<!DOCTYPE a SYSTEM 'q'><a>&foo;</a>"))
show(lambda: E.XML("<a>\n<b></a>"))
show(lambda: E.XML(b'<?xml version="1.0" encoding="foo"?><a/>'))
show(lambda: E.XML(b'<?xml version="1.0" encoding="cp1252"?><a>\x80</a>').text)

# Slices.
root = E.Element("r")
root[:] = [E.Element(c) for c in "abcdefg"]
tags = lambda elements: "".join(element.tag for element in elements)
print(tags(root[1:3]), tags(root[::-2]), root[-1].tag)
del root[::3]
print(tags(root))
root[1:2] = [E.Element("x"), E.Element("y")]
print(tags(root))
show(lambda: root.__setitem__(slice(None, None, 2), [E.Element("z")]))

# Copies.
x = E.XML('<a q="1">t<b/>u<!--c--></a>')
print(weakref.ref(x)() is x)
for y in (pickle.loads(pickle.dumps(x)), copy.deepcopy(x), copy.copy(x)):
    print(E.tostring(y), y[0] is x[0])
print(x.__getstate__().keys(), list(x.itertext()), tags(x.iter()), tags(x.iter("b")))


class Target:
    def __getattr__(self, name):
        if name == "close":
            return lambda: 42
        return lambda *args: print(name, args)


parser = E.XMLParser(target=Target())
parser.entity["foo"] = "bar"
parser.feed('<!DOCTYPE a SYSTEM "q"><a xmlns="u" xmlns:p="v" p:x="1"><p:b/><!--c-->\nx&amp;y&foo;<?p i?></a>')
show(parser.close)

builder = E.TreeBuilder(insert_comments=True, insert_pis=True)
parser = E.XMLParser(target=builder)
parser.feed("<a>1<!--c-->2<?p i?>3<b/>4</a>")
print(E.tostring(parser.close()))
show(parser.close)
events = []
parser = E.XMLParser()
parser._setevents(events, ("start", "end", "start-ns", "end-ns", "comment", "pi"))
parser.feed('<a xmlns="u">1<!--c-->2<?p i?>3<b/>4</a>')
print([(kind, getattr(about, "tag", about)) for kind, about in events])
