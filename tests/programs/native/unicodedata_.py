"""Properties, names and normal forms of characters, in Unicode 16 and 3.2."""
import unicodedata as u
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, '|', e)
for f in ('category','bidirectional','combining','mirrored','east_asian_width','decomposition','decimal','digit','numeric','name'):
    for a in ((),('',),('ab',),(5,),('a',),('a',1),('a',1,2),('½',),('½',7),('٣',),('²',),('é',),('가',),('\ud800',),('\ud800','dflt'),('ﷺ',),('\U0010ffff',),('一',),('\n',),('😀',)):
        t(getattr(u,f),*a)
t(u.lookup,'LATIN SMALL LETTER A'); t(u.lookup,'latin small letter a'); t(u.lookup,'nope'); t(u.lookup,''); t(u.lookup,5); t(u.lookup,'x'*300); t(u.lookup,'HANGUL SYLLABLE GA'); t(u.lookup,'CJK UNIFIED IDEOGRAPH-4E00'); t(u.lookup,'LATIN CAPITAL LETTER GHA'); t(u.lookup,'NULL'); t(u.lookup,'LATIN SMALL LETTER R WITH TILDE'); t(u.lookup,'KEYCAP NUMBER SIGN'); t(u.lookup,'é'); t(u.lookup,b'SPACE'); t(u.name,'\x00'); t(u.name,'Ƣ')
for form in ('NFC','NFD','NFKC','NFKD'):
    for s in ('','abc','é','e\u0301','ﬁ','가','\u1100\u1161\u11a8','Å','\u212b','\ud800e\u0301','a\u0328\u0301\u0316','①','\u0344','\u1e9b\u0323','q\u0307\u0323','😀\U0001d15e', 'x'*40+'\u0301','\u0301', '\u0958','ﷺ'):
        t(u.normalize,form,s); t(u.is_normalized,form,s)
t(u.normalize,'x','a'); t(u.normalize,'NFC',5); t(u.normalize,5,'a'); t(u.normalize,'NFC'); t(u.is_normalized,'x','a'); t(u.normalize,'nfc','a'); t(u.normalize,'x',''); t(u.is_normalized,'x','')
o=u.ucd_3_2_0
t(lambda: (o.unidata_version,u.unidata_version,type(o),type(o).__module__)); t(type(o)); t(o.name,'\u1d00'); t(o.name,'€'); t(o.lookup,'EURO SIGN'); t(o.category,'\u0221'); t(o.bidirectional,'\u0221'); t(o.east_asian_width,'\u0221'); t(o.normalize,'NFC','\u2f868'); t(o.normalize,'NFKD','\U0002f868'); t(o.is_normalized,'NFC','e\u0301'); t(o.numeric,'\u3405'); t(u.numeric,'\u3405'); t(o.numeric,'\u0221','d'); t(o.decomposition,'\U0002f868'); t(o.mirrored,'\u0f3a'); t(u.mirrored,'\u0f3a'); t(o.category,'ab'); t(o.category); t(o.lookup,'LATIN LETTER SMALL CAPITAL A')
class S(str): pass
t(lambda: type(u.normalize('NFC',S('abc')))); x='abcé'; t(lambda: u.normalize('NFC',x) is x); t(u.name,S('a'))
