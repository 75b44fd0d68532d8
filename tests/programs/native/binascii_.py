"""Bytes written with ASCII characters, checksums, and what goes wrong."""
import binascii
from binascii import *
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, '|', e)
for k in sorted(dir(binascii)):
    v=getattr(binascii,k)
    if k[:2]!='__': print(k, type(v).__name__, getattr(v,'__text_signature__',None), getattr(v,'__module__',None))
print(Error.__mro__, Incomplete.__mro__)
import itertools
for d in [b'',b'a',b'ab',b'abc',b'a'*45,bytes(range(45))]:
    t(b2a_uu,d); t(b2a_uu,d,backtick=True); t(b2a_base64,d); t(b2a_base64,d,newline=False); t(hexlify,d); t(b2a_qp,d); t(crc32,d); t(crc_hqx,d,0); t(crc_hqx,d,0x1234); t(crc32,d,7)
    t(a2b_uu,b2a_uu(d)); t(a2b_uu,b2a_uu(d,backtick=True)); t(a2b_base64,b2a_base64(d))
t(b2a_uu,b'a'*46); t(a2b_uu,b''); t(a2b_uu,b'!'); t(a2b_uu,b'#86)C'); t(a2b_uu,b'#86)C  \n'); t(a2b_uu,b'#86)C!\n'); t(a2b_uu,b'#86\x01C'); t(a2b_uu,b'#86\x80'); t(a2b_uu,b'M'); t(a2b_uu, 'é'); t(a2b_uu,'#86)C'); t(a2b_uu,1); t(a2b_uu,b'#86)C``\n'); t(a2b_uu,b'"86)C'); t(a2b_uu,b'\xff'); t(a2b_uu,b'#8\n')
for s in [b'',b'YQ==',b'YQ=',b'YQ',b'Y',b'YWI=',b'YWI',b'YWJj',b'YW Jj\n',b'YQ==YQ==',b'YQ==x',b'=YQ=',b'Y=Q=',b'YQ=x=',b'Y===',b'====',b'!!!!',b'YWJjZ',b'YQ==\n',b'\nYQ==',b'YWJj=',b'YWJj==',b'YW=Jj',b'YWI=Jj',b'YWI==',b'YQ===',b'Y!Q==',b'YR==',b'YWJ=',b'-_-_',b'A',b'AAAAA',b'AB=', b'AB=C', b'AB==C', b'ABC=D', b'ABCD=E', b'=', b'==', b'A=',b'ab=', b'AB=:', b'AB:==', b'ABC:=']:
    t(a2b_base64,s); t(a2b_base64,s,strict_mode=True); t(a2b_base64,s.decode())
t(a2b_base64,'é'); t(a2b_base64,3); t(b2a_base64,'x')
for s in [b'',b'61',b'6',b'6g',b'AbcD','6162','é',b'61 62',bytearray(b'61')]: t(unhexlify,s); t(a2b_hex,s)
t(unhexlify,3)
d=b'\xb9\x01\xef\x10\x55'
for sep in [':',b':','','::','é',3,None,b'\xff',bytearray(b'-')]:
    t(hexlify,d,sep); t(hexlify,d,sep,2); t(hexlify,d,sep,-2); t(hexlify,d,sep,0); t(hexlify,d,sep,10); t(hexlify,d,sep=sep,bytes_per_sep=3); t(hexlify,b'',sep)
t(hexlify,'x'); t(hexlify,memoryview(b'abcd')[::2]); t(hexlify,d,b':',2**40); t(hexlify)
for s in [b'',b'=41',b'=4',b'=',b'=\n',b'=\r\n',b'a=\nb',b'a=\r\nb',b'=zz',b'==',b'==41',b'a_b',b'=3d',b'a=\tb',b'a  \n',b'=4g',b'abc=',b'a=XYZ', b'a=\rb', b'=0a', '=41','é', b'=\n=\n41', b'a=  \nb']:
    t(a2b_qp,s); t(a2b_qp,s,header=True)
for s in [b'',b'abc',b'a b',b'a ',b'a\t',b'a \n',b'a\t\nb',b'=',b'.',b'.\n',b'a\n.\nb',b'..',b'\n.\n',b'a_b',b'\xff\x00\x7f~!',b'x'*80,b'x'*75,b'x'*76,b'x'*77,b'x'*76+b'\n',b'x'*75+b'\n',b'\xff'*30,b'a\r\nb',b'a\rb',b'a \r\nb',b'a\nb\r\n', b'a'*74+b'=', b'a'*73+b'\xff\xff', b' ', b'\t', b'\n', b'\r', b'a'*75+b' \n', b'foo\n.bar', b'a'*76+b'.', b'ab cd_ef\tgh', b'.a', b'\r\n.', b'\r\n. \r\n']:
    t(b2a_qp,s); t(b2a_qp,s,quotetabs=True); t(b2a_qp,s,istext=False); t(b2a_qp,s,header=True); t(b2a_qp,s,True,False,True); t(b2a_qp,s,header=True,istext=False)
t(b2a_qp,'x'); t(a2b_qp,3); t(crc32,'x'); t(crc32,b'abc',-1); t(crc32,b'abc',2**40+5); t(crc_hqx,b'abc',-1); t(crc_hqx,b'abc',70000); t(crc32,b'abc','x'); t(crc_hqx,b'x'); t(crc32, b'abc'*1000, 123)
t(crc32, b'abc', 2**70); t(crc32,data=b'a')
