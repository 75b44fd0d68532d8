"""Archives, tables, JSON, XML and mail: the standard library's formats there and back."""
import bz2
import configparser
import csv
import email
import email.policy
import gzip
import hashlib
import html.parser
import io
import json
import lzma
import mailbox
import os
import pathlib
import pickle
import plistlib
import shelve
import tarfile
import tempfile
import tomllib
import xml.dom.minidom
import xml.etree.ElementTree as ET
import xml.sax
import xmlrpc.client
import zipfile
from email.message import EmailMessage

os.chdir(tempfile.mkdtemp())
for name, size in [("a.txt", 10), ("folder/b.txt", 100000), ("folder/é.bin", 5000)]:
    pathlib.Path(name).parent.mkdir(exist_ok=True)
    pathlib.Path(name).write_bytes(b"".join(hashlib.sha256(b"%d" % n).hexdigest()[:n % 9].encode() for n in range(size)))
files = sorted(path for path in pathlib.Path().rglob("*") if path.is_file())

for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_ZSTANDARD):
    with zipfile.ZipFile("x.zip", "w", method) as archive:
        for path in files:
            archive.write(path)
        archive.writestr(zipfile.ZipInfo("made.txt", (2020, 1, 2, 3, 4, 6)), "made")
        archive.comment = b"comment"
    with zipfile.ZipFile("x.zip") as archive:
        print(archive.testzip(), [(info.filename, info.file_size, info.CRC) for info in archive.infolist()], archive.read("folder/b.txt")[:20])
        try:
            archive.read("none")
        except KeyError as error:
            print(error)
for mode in ("w", "w:gz", "w:bz2", "w:xz", "w:zst"):
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        with tarfile.open("x.tar", mode, format=form) as archive:
            archive.add("folder")
            link = tarfile.TarInfo("link" * 40)
            link.type, link.linkname = tarfile.SYMTYPE, "a.txt"
            archive.addfile(link)
        with tarfile.open("x.tar") as archive:
            print(mode, [(member.name, member.size, member.type) for member in archive])
            archive.extractall("out", filter="data")
            try:
                archive.extract("folder/none", "out")
            except KeyError as error:
                print(error)
for module in (gzip, bz2, lzma):
    data = b"text " * 20000
    print(module.__name__, module.decompress(module.compress(data)) == data)
    with module.open("x", "wt", encoding="utf-8") as file:
        file.write("line é\n" * 1000)
    with module.open("x", "rt", encoding="utf-8") as file:
        print(sum(map(len, file)))

rows = [["name", "value"], ["a,b", 'say "x"'], ["", "line\nbreak"], ["é", 1.5]]
for options in [{}, {"delimiter": ";", "quoting": csv.QUOTE_ALL}, {"quoting": csv.QUOTE_NONNUMERIC, "lineterminator": "\n"}, {"escapechar": "\\", "doublequote": False}]:
    out = io.StringIO()
    csv.writer(out, **options).writerows(rows)
    print(repr(out.getvalue()), list(csv.reader(io.StringIO(out.getvalue(), newline=""), **options)))
print([dict(row) for row in csv.DictReader(["a,b", "1,2,3", "4"], restkey="rest")], csv.Sniffer().sniff("a;b\n1;2\n").delimiter)

data = {"text": "é\u2028\"\\\n", "list": [1, -2.5e300, True, None, [], {}], "big": 10**40, "nested": {"a": {"b": [{"c": 1}]}}}
for options in [{}, {"indent": 2, "sort_keys": True}, {"ensure_ascii": False, "separators": (",", ":")}]:
    text = json.dumps(data, **options)
    print(text, json.loads(text) == data)
for wrong in ['{"a": 1,}', "[1 2]", '"\\x"', "nul", "[1", "{1: 2}", "", "1 2", "[1,]"]:
    try:
        json.loads(wrong)
    except json.JSONDecodeError as error:
        print(error)

XML = """<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e "entity">]>
<r xmlns="urn:x" xmlns:p="urn:p" a="1"><p:b c='&lt;&#233;'>text &e; tail</p:b><!-- c --><d/><d>2<e/>3</d><?pi x?></r>"""
root = ET.fromstring(XML)
print([(element.tag, element.attrib, element.text, element.tail) for element in root.iter()])
print(ET.tostring(root, encoding="unicode"), [element.text for element in root.findall(".//{urn:x}d[{urn:x}e]")])
ET.indent(root)
print(ET.tostring(root).decode(), ET.canonicalize(XML))
print(xml.dom.minidom.parseString(XML).toprettyxml(indent=" "))


class Events(xml.sax.ContentHandler):
    def startElement(self, name, attributes):
        print("start", name, dict(attributes))

    def characters(self, text):
        print("text", repr(text))


xml.sax.parseString(XML.encode(), Events())
for wrong in ["<a>", "<a></b>", "<a b=1/>", "<a>&x;</a>", "", "<a/><b/>"]:
    try:
        ET.fromstring(wrong)
    except ET.ParseError as error:
        print(error, error.position)

message = EmailMessage()
message["From"], message["To"], message["Subject"] = "Ä <a@example.org>", "b@example.org, c@example.org", "Grüße " * 12
message["Date"] = "Fri, 02 Jan 2026 03:04:05 +0100"
message.set_content("Text with é and a long line " * 10)
message.add_alternative("<p>html</p>", subtype="html")
message.add_attachment(b"\0\1\2" * 30, maintype="application", subtype="octet-stream", filename="naïve.bin")
message.set_boundary("=-=")
message.get_payload()[0].set_boundary("-=-")
raw = message.as_bytes()
print(raw.decode())
again = email.message_from_bytes(raw, policy=email.policy.default)
print(again["subject"], [address.addr_spec for address in again["to"].addresses], again["date"].datetime)
print([(part.get_content_type(), part.get_filename()) for part in again.walk()], again.get_body().get_content()[:30], [part.get_content() for part in again.iter_attachments()])
box = mailbox.mbox("box")
box.add(raw)
box.flush()
print(len(box), box[0]["subject"][:20])

config = configparser.ConfigParser()
config.read_string("[a]\nx = 1\ny = %(x)s2\n[b]\nz: multi\n  line\n")
out = io.StringIO()
config.write(out)
print(config["a"].getint("y"), repr(out.getvalue()))
print(tomllib.loads('a = [1, 2.5, 1979-05-27T07:32:00Z]\n[b."c d"]\ne = """x\ny"""\n[[f]]\ng = {h = true}\n'))
print(plistlib.loads(plistlib.dumps({"a": [1, 2.5, b"x", True]}, fmt=plistlib.FMT_BINARY)), plistlib.dumps({"a": [1]}).decode())
print(xmlrpc.client.loads(xmlrpc.client.dumps((1, "é", [1.5, {"a": None}]), "method", allow_none=True)))
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    print(protocol, len(pickle.dumps(data, protocol)), pickle.loads(pickle.dumps([data, rows, {1, 2}, 1j, range(5), slice(1, 2)], protocol))[0] == data)


class Links(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        print(tag, attributes)

    def handle_data(self, text):
        print(repr(text))


Links().feed("<a href='x'>text &amp; &eacute;<br/><p class=b>unclosed <script>if (a<b) {}</script><!-- c --></a>")
