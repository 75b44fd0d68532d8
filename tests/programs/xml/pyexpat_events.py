# What pyexpat calls for a document, in pieces and as a whole, and with entities outside of it.
import pyexpat

HANDLERS = [
    "StartElementHandler", "EndElementHandler", "ProcessingInstructionHandler", "CharacterDataHandler", "UnparsedEntityDeclHandler",
    "NotationDeclHandler", "StartNamespaceDeclHandler", "EndNamespaceDeclHandler", "CommentHandler", "StartCdataSectionHandler",
    "EndCdataSectionHandler", "NotStandaloneHandler", "StartDoctypeDeclHandler", "EndDoctypeDeclHandler", "EntityDeclHandler",
    "XmlDeclHandler", "ElementDeclHandler", "AttlistDeclHandler", "SkippedEntityHandler",
]

DOCUMENT = b"""<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE root SYSTEM "root.dtd" [
<!ENTITY inner "text &#38;#38; <b>more</b>">
<!ENTITY outer SYSTEM "outer.xml">
<!ENTITY % parameter SYSTEM "parameter.dtd">
%parameter;
]>
<root xmlns:p="uri" p:a="1" b="\xe9">&inner;&outer;<![CDATA[<data>]]><?target data?><!-- comment --></root>
"""

OTHERS = {
    "root.dtd": b"<!ATTLIST root c CDATA 'default'><![INCLUDE[<!ENTITY late 'l'>]]>",
    "parameter.dtd": b"<!ENTITY % name 'b'><!ATTLIST %name; d (x|y) 'y'>",
    "outer.xml": b"<?xml encoding='utf-8'?><p:outer/>&inner;",
}


def run(document, pieces, parsing, **settings):
    parser = pyexpat.ParserCreate(namespace_separator=" ")
    for name, value in settings.items():
        setattr(parser, name, value)

    def handler(name):
        def handle(*args):
            # Within the document type declaration, the place is that of a word of expat's own choice.
            has_place = current is parser and not name.endswith(("DeclHandler", "StandaloneHandler"))
            place = f"{parser.CurrentLineNumber}:{parser.CurrentColumnNumber} {parser.CurrentByteIndex}" if has_place else ""
            print(f"{name}{args} {place}")
            return 1
        return handle

    def external(context, base, system_id, public_id):
        nonlocal current
        print("external", context, base, system_id, public_id)
        outer, current = current, parser.ExternalEntityParserCreate(context)
        current.Parse(OTHERS[system_id], True)
        current = outer
        return 1

    current = parser
    for name in HANDLERS:
        setattr(parser, name, handler(name))
    parser.ExternalEntityRefHandler = external
    parser.SetParamEntityParsing(parsing)
    try:
        for start in range(0, len(document), pieces):
            parser.Parse(document[start:start + pieces])
        parser.Parse(b"", True)
    except pyexpat.ExpatError as error:
        print(error, error.code)


run(DOCUMENT, len(DOCUMENT), pyexpat.XML_PARAM_ENTITY_PARSING_NEVER)
run(DOCUMENT, len(DOCUMENT), pyexpat.XML_PARAM_ENTITY_PARSING_ALWAYS, buffer_text=True, ordered_attributes=True)
run(b"<a>\n<b c='&lt;'/>text\r\nmore</a>", 100, 0, namespace_prefixes=True)

parser = pyexpat.ParserCreate()
parser.DefaultHandler = lambda text: print("default", repr(text))
parser.Parse(b"<!DOCTYPE a [<!ENTITY e 'x'>]><a b='1'>text&e;<!-- c --></a>", True)
parser = pyexpat.ParserCreate(encoding="cp1252")
parser.CharacterDataHandler = print
parser.Parse("<a>\u20ac</a>".encode("cp1252"), True)
try:
    parser.Parse(b"<a/>", True)
except pyexpat.ExpatError as error:
    print(error)


def fail(*args):
    raise KeyError(args)


parser = pyexpat.ParserCreate()
parser.StartElementHandler = fail
try:
    parser.Parse("<a/>")
except KeyError as error:
    print(repr(error), parser.StartElementHandler)
print(pyexpat.ErrorString(3), pyexpat.ErrorString(99), pyexpat.errors.codes["syntax error"], pyexpat.model.XML_CTYPE_SEQ)
