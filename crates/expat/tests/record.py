"""Writes beside each document what CPython's pyexpat reports of it.

usage: python3.14 record.py
"""
import pathlib
import pyexpat

here = pathlib.Path(__file__).parent


def events_of(data):
    events = []
    text = []

    def add(*parts):
        flush()
        events.append(" ".join("-" if part is None else ascii(part) if isinstance(part, str) else str(part) for part in parts))

    def flush():
        if text:
            joined, text[:] = "".join(text), []
            events.append("text " + ascii(joined))

    parser = pyexpat.ParserCreate(namespace_separator="!")
    parser.ordered_attributes = True
    parser.StartElementHandler = lambda name, attributes: add("start", name, *attributes)
    parser.EndElementHandler = lambda name: add("end", name)
    parser.CharacterDataHandler = text.append
    parser.ProcessingInstructionHandler = lambda *args: add("instruction", *args)
    parser.CommentHandler = lambda *args: add("comment", *args)
    parser.StartCdataSectionHandler = lambda: add("cdata")
    parser.EndCdataSectionHandler = lambda: add("cdata end")
    parser.StartNamespaceDeclHandler = lambda *args: add("namespace", *args)
    parser.EndNamespaceDeclHandler = lambda *args: add("namespace end", *args)
    parser.XmlDeclHandler = lambda *args: add("xml", *args)
    parser.StartDoctypeDeclHandler = lambda *args: add("doctype", *args)
    parser.EndDoctypeDeclHandler = lambda: add("doctype end")
    parser.EntityDeclHandler = lambda name, is_parameter, value, base, *rest: add("entity", name, is_parameter, value, *rest)
    parser.NotationDeclHandler = lambda name, base, *rest: add("notation", name, *rest)
    parser.AttlistDeclHandler = lambda *args: add("attribute", *args)
    parser.ElementDeclHandler = lambda name, model: add("element", name, str(model).replace("'", "").replace(" ", ""))
    parser.SkippedEntityHandler = lambda *args: add("skipped", *args)
    try:
        parser.Parse(data, True)
    except pyexpat.ExpatError as error:
        add("error", error.code, error.lineno, error.offset)
    flush()
    return "".join(event + "\n" for event in events)


for document in sorted((here / "documents").glob("*.xml")):
    document.with_suffix(".events").write_text(events_of(document.read_bytes()))
