"""Which words of a document type declaration the default handler of pyexpat sees, with other handlers set or not."""
from xml.dom import minidom
from xml.parsers import expat

documents = [
    '<!DOCTYPE r [ <!ENTITY e "entity"> ] >\n<r/>',
    "<!DOCTYPE r >\n<r/>",
    '<!DOCTYPE r SYSTEM "x" [<!-- c --> <?p i?>]>\n<r/>',
    '<!DOCTYPE r [ <!ENTITY e "entity">%p; ]  >\n<r/>',
]
for document in documents:
    for handlers in range(8):
        seen = []
        parser = expat.ParserCreate()
        parser.DefaultHandler = lambda text: seen.append(text)
        if handlers & 1:
            parser.StartDoctypeDeclHandler = lambda *arguments: seen.append(arguments)
        if handlers & 2:
            parser.EndDoctypeDeclHandler = lambda: seen.append("end")
        if handlers & 4:
            parser.EntityDeclHandler = lambda *arguments: seen.append(arguments)
        parser.Parse(document, True)
        print(handlers, seen)
    print(repr(minidom.parseString(document).doctype.internalSubset))
