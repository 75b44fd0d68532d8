"""Writes the documents that need bytes of their own, and many small ones that are wrong in one place.

usage: python3 make_documents.py
"""
import pathlib

here = pathlib.Path(__file__).parent / "documents"
documents = {
    "plain": b"<?xml version='1.0'?>\n<a x='1' y=\"two\"><b/>text &lt;&#65;&#x42;&gt; ]] more<c>\r\nline\rline</c></a>\n",
    "namespaces": b"<a xmlns='u' xmlns:p='v' p:x='1' x='2'><p:b xmlns:p='w' p:y=''/><c xmlns=''/><xml:d xml:lang='e'/></a>",
    "sections": b"<!-- before --><?pi  some data ?><a><![CDATA[<&]]]>]]><!-- in\r\nside --><?x?></a><!-- after --> ",
    "dtd": b"""<!DOCTYPE root PUBLIC " -//a  b//" "sys" [
<!ELEMENT root (a, (b | c)*, d?)+> <!ELEMENT a EMPTY> <!ELEMENT b ANY> <!ELEMENT c (#PCDATA)> <!ELEMENT d (#PCDATA | a | b)*>
<!ATTLIST root one CDATA #REQUIRED two ID #IMPLIED three (x | y) 'x' four NMTOKENS #FIXED ' a  b ' five NOTATION (n | m) #IMPLIED>
<!NOTATION n SYSTEM "n.sys"> <!NOTATION m PUBLIC "m pub">
<!ENTITY e "value &#38; &other; '">
<!ENTITY other 'o<b/>o'> <!ENTITY % p "param"> <!ENTITY ext SYSTEM "ext.xml"> <!ENTITY img PUBLIC "p" "img.gif" NDATA n>
<!ENTITY e "again"> <!-- comment --> <?target data?>
]>
<root one=" a\tb\n&e2;" four=' c   d '>&e;&ext;&unknown;</root>
""".replace(b"&e2;", b"&lt;"),
    "entities": b"<!DOCTYPE a [<!ENTITY x '&#60;b>x&#60;/b>'><!ENTITY y '&x;&x;'>]><a t='1'>&y;<c/>&x;</a>",
    "attribute_entities": b"<!DOCTYPE a [<!ENTITY x 'one &y; two'><!ENTITY y '&#9;three'>]><a t='&x;&#10;'/>",
    "latin1": b"<?xml version='1.0' encoding='ISO-8859-1'?><a b='\xe9'>\xfcber\xa0</a>",
    "ascii": b"<?xml version='1.0' encoding='US-ASCII' standalone='yes'?><a>\xe9</a>",
    "utf16": "<?xml version='1.0' encoding='UTF-16'?><a b='\u20ac'>\U0001f600\r\n</a>".encode("utf-16"),
    "utf16be": "<a b='\u20ac'>\U0001f600<b></a>".encode("utf-16-be"),
    "bom": b"\xef\xbb\xbf<a>\xe2\x82\xac</a>",
    "zero": b"\0\r\n",
}
wrong = [
    b"", b" ", b"<", b"<a", b"<a>", b"<a></b>", b"<a/>x", b"<a/><b/>", b"x", b"&amp;", b"<a>&b;</a>", b"<a b='1' b='2'/>",
    b"<a b=1/>", b"<a b='<'/>", b"<a b='1'c='2'/>", b"<a>]]></a>", b"<a>&#0;</a>", b"<a>&#xd800;</a>", b"<a>&#x;</a>", b"<a>& b</a>",
    b"<a><!-- -- --></a>", b"<a><?xml version='1.0'?></a>", b"<a><?XML?></a>", b" <?xml version='1.0'?><a/>", b"<?xml?><a/>",
    b"<?xml version='1.0' encoding='utf-16'?><a/>", b"<?xml version='1.0' standalone='maybe'?><a/>", b"<a>\x01</a>", b"<a>\xff</a>",
    b"<a>\xc3", b"<a><![CDATA[x</a>", b"<a:b/>", b"<a xmlns:b=''/>", b"<a xmlns:xml='x'/>", b"<a xmlns:xmlns='x'/>",
    b"<a xmlns:b='http://www.w3.org/XML/1998/namespace'/>", b"<a xmlns:x='u' xmlns:y='u' x:b='' y:b=''/>", b"<a b:c:d=''/>",
    b"<!DOCTYPE a [<!ENTITY x '&x;'>]><a>&x;</a>", b"<!DOCTYPE a [<!ENTITY x '&x;'>]><a b='&x;'/>",
    b"<!DOCTYPE a [<!ENTITY x '<b>'>]><a>&x;</a>", b"<!DOCTYPE a [<!ENTITY x '</a>'>]><a>&x;</a>",
    b"<!DOCTYPE a [<!ENTITY x SYSTEM 'y'>]><a b='&x;'/>", b"<!DOCTYPE a [<!ENTITY x SYSTEM 'y' NDATA z>]><a>&x;</a>",
    b"<!DOCTYPE a [<!ELEMENT a (b,c|d)>]><a/>", b"<!DOCTYPE a [<!FOO>]><a/>",
    b"<!DOCTYPE a [<!ELEMENT a (#PCDATA|b)>]><a/>", b"<!DOCTYPE a", b"<!DE a>", b"<!DOCTYPb>", b"<?xml version='1.0' \xff?><a/>", b"<a/><!X y>", b"<!DOCTYPE a [", b"<!DOCTYPE a []", b"<!DOCTYPE a []><!DOCTYPE a><a/>",
    b"<a/><!DOCTYPE a>", b"<!DOCTYPE a PUBLIC '\x7b' 'x'><a/>", b"</a>", b"< a/>", b"<a/ >", b"<a></a", b"<a></a b>", b"\xef\xbb\xbf", b"<\xc3\xa9/>",
    b"<a\n\n  b='\r\n'\n <", b"<1/>", b"<a>text", b"<a>\r", b"<a>]", b"1", b"<a/>\n&", b"<a/>\n1", b"foobar<", b"foo bar", b"<a/>foo<", b"1<", b"foo",
]
for name, data in documents.items():
    (here / f"{name}.xml").write_bytes(data)
for number, data in enumerate(wrong):
    (here / f"wrong_{number:02}.xml").write_bytes(data)
