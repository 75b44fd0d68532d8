"""Values as bytes and back, with every format, and what goes wrong."""
import _struct
from _struct import *
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, '|', e)
t(pack); t(pack,1); t(pack,'z'); t(pack,'b'); t(pack,'b',1,2); t(pack,'b',300); t(pack,'B',-1); t(pack,'b','x'); t(pack,'b',1.0); t(pack,'h',40000); t(pack,'H',-1); t(pack,'i',2**31); t(pack,'I',2**32); t(pack,'I',-1); t(pack,'l',2**63); t(pack,'L',2**64); t(pack,'L',-1); t(pack,'q',2**63);t(pack,'Q',2**64); t(pack,'n',2**63); t(pack,'N',-1);t(pack,'N',2**64); t(pack,'P',2**64); t(pack,'P',-1); t(pack,'P',-2**63-1)
for o in '<>!=@':
    for c in 'bBhHiIlLqQ':
        t(pack,o+c,2**70); t(pack,o+c,-2**70); t(pack,o+c,'x'); t(pack,o+c,None); t(pack, o+c, 2**16 if c in 'hH' else 2**8 if c in 'bB' else 2**32 if c in 'iI' else 2**64)
        t(pack, o+c, -2**15-1 if c in 'hH' else -2**7-1 if c in 'bB' else -2**31-1 if c in 'iIlL' else -2**63-1)
for o in '<>!=':
    for c in 'nNP': t(pack,o+c,1)
t(pack,'e',1e6); t(pack,'e','x'); t(pack,'f',1e300); t(pack,'f','x'); t(pack,'d','x'); t(pack,'<f',1e300); t(pack,'<d','x'); t(pack,'<e',1e10); t(pack,'e',65519.99); t(pack,'e',65520); t(pack,'e',5e-8); t(pack,'e',2.9e-8); t(pack,'e',float('nan')); t(pack,'e',-0.0); t(pack,'e',float('inf'))
t(pack,'c','x'); t(pack,'c',b'xy'); t(pack,'c',3); t(pack,'s',3); t(pack,'s','x'); t(pack,'3s',b'abcd'); t(pack,'5s',bytearray(b'ab')); t(pack,'5p',b'abcdef'); t(pack,'0p',b'ab'); t(pack,'0s',b'ab'); t(pack,'p',3); t(pack,'p','x'); t(pack,'300p',b'x'*400); t(pack,'?',[]); t(pack,'<?','x')
t(pack,'3x'); t(pack,'  b\n h',1,2); t(pack,'b<b',1,2); t(pack,'3',1); t(pack,'3 b',1,2,3); t(pack,'99999999999999999999b',1); t(calcsize,'9223372036854775807s'); t(calcsize,'9223372036854775807sb'); t(calcsize,'9223372036854775807h'); t(calcsize,'9223372036854775807x3x')
t(calcsize,'bi'); t(calcsize,'<bi'); t(calcsize,'bq0i'); t(calcsize,'b0q'); t(calcsize,b'bi'); t(calcsize,'é'); t(calcsize,'b\0'); t(calcsize,3); t(calcsize); t(calcsize,''); t(calcsize,'@'); t(calcsize,'FD'); t(calcsize,'D'); t(calcsize, '<F')
t(unpack,'b',b''); t(unpack,'bb',b'abc'); t(unpack,'b',3); t(unpack,'b','x'); t(unpack,'i',b'abcd'); t(unpack,'>iHq?e', bytes(range(17))); t(unpack,'<5p',b'\x09abcd'); t(unpack,'5p',b'\x02abcd'); t(unpack,'0p',b'');t(unpack,'3sc2x',b'abcdxx'); t(unpack,'P',b'\xff'*8); t(unpack,'<d',b'\0'*8); t(unpack,'@?',b'\x05');  t(unpack,'>n',b'12345678'); t(unpack,'Ff',b'0'*12)
t(lambda: list(iter_unpack('>H',b'abcd'))); t(iter_unpack,'>H',b'abc'); t(iter_unpack,'',b''); t(iter_unpack,'0s',b'abc'); t(lambda: iter_unpack('b',b'abc').__length_hint__())
ba=bytearray(10)
t(pack_into,'>H',ba,2,258); t(lambda: ba); t(pack_into,'>H',ba,-1,258); t(pack_into,'>H',ba,-2,258); t(pack_into,'>H',ba,9,258); t(pack_into,'>H',ba,-20,258); t(pack_into,'>H',ba,20,258); t(pack_into,'>H',ba); t(pack_into,'>H',ba,0); t(pack_into,'>H'); t(pack_into); t(pack_into,'>H',b'abc',0,1); t(pack_into,'>H',ba,'x',1); t(pack_into,'>H',ba,2**70,1); t(lambda: ba); t(pack_into,'>H',3,0,1)
t(unpack_from,'>H',ba,1); t(unpack_from,'>H',ba,-1); t(unpack_from,'>H',ba,9); t(unpack_from,'>H',ba,-20); t(unpack_from,'>H',ba,30); t(unpack_from,'>H',ba,offset=3); t(unpack_from,'>H',buffer=ba,offset=3); t(unpack_from,'>H'); t(unpack_from, '>H', ba, -2); t(unpack_from,format='>H',buffer=ba)
s=Struct('>bH'); t(lambda: (s.format, s.size, s)); t(s.pack,1); t(s.pack,1,2); t(s.pack,1,2,3); t(s.unpack,b'abc'); t(s.unpack,b'ab'); t(s.unpack_from,ba); t(s.unpack_from,ba,8); t(s.pack_into,ba,0,1,2); t(s.pack_into,ba,0,1); t(s.pack_into,ba); t(Struct); t(Struct,3); t(Struct,b'b'); t(Struct,'é'); t(lambda: Struct(b'b').format); t(Struct,'b','c'); t(Struct,format='b')
t(lambda: Struct.__new__(Struct).size); t(lambda: Struct.__new__(Struct).pack(1)); t(lambda: Struct.__new__(Struct).format); t(lambda: Struct.__new__(Struct)); 
class S(Struct): pass
t(lambda: S('b').pack(3)); t(lambda: setattr(s,'size',3)); t(lambda: s.foo); t(lambda: _struct._clearcache()); t(lambda: error); t(lambda: error.__module__)
s.__init__('b'); t(lambda: s)
class I:
    def __index__(s): return 5
class F:
    def __float__(s): return 2.5
t(pack,'bI<'[:2],I(),I()); t(pack,'<q',I()); t(pack,'f',F()); t(pack,'d',I()); t(pack,'?',I())
class BI:
    def __index__(s): raise ValueError('no')
t(pack,'b',BI()); t(pack,'<q',BI()); 
class BB:
    def __bool__(s): raise ValueError('no')
t(pack,'?',BB())
t(lambda: list(map(hex, unpack('<I', b'\xff\xff\xff\xff')))); t(unpack,'<bBhHiIlLqQ', b'\xff'*42); t(unpack,'@bBhHiIlLqQnN', b'\xff'*80); t(unpack,'e',b'\x01\x7c'); t(unpack,'<e',b'\x01\x00'); t(unpack,'>e',b'\x7b\xff'); t(unpack, '<f', b'\x00\x00\xa0\x7f'); t(lambda: pack('<f', unpack('<f', b'\x01\x00\xa0\x7f')[0])); t(pack,'<d',float('nan')); t(pack,'<f',-float('nan'));t(pack,'f',3.4028235677973366e+38); t(pack,'f',3.4028235e38)
