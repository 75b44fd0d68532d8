"""Message digests of all algorithms."""
import _md5,_sha1,_sha2,_sha3,_blake2


def clean(text):
    """Without addresses."""
    first, *rest = text.split(' at 0x')
    return first + ''.join(' at ...' + part[part.index('>'):] for part in rest)


def t(f, *a, **k):
    name = getattr(f, '__name__', type(f).__name__)
    try:
        print(clean(f'{name} {k} {f(*a, **k)!r}'))
    except Exception as e:
        print(clean(f'{name} {k} {type(e).__name__} {e}'))


datas=[b'',b'abc',b'x'*55,b'x'*56,b'x'*63,b'x'*64,b'y'*111,b'y'*112,b'y'*127,b'y'*128,b'y'*129,b'z'*1000,b'q'*135,b'q'*136,b'q'*137,b'q'*167,b'q'*168,b'q'*169]
for f in (_md5.md5,_sha1.sha1,_sha2.sha224,_sha2.sha256,_sha2.sha384,_sha2.sha512,_sha3.sha3_224,_sha3.sha3_256,_sha3.sha3_384,_sha3.sha3_512,_blake2.blake2b,_blake2.blake2s):
    h=f(); print(type(h),h.name,h.digest_size,h.block_size)
    for d in datas:
        h=f(d); c=h.copy(); h.update(b'more'); print(c.hexdigest(), h.hexdigest(), h.digest()==bytes.fromhex(h.hexdigest()))
    t(f,'a'); t(f,1); t(f,None); t(f,b'',1); t(f,data=b'abc'); t(f,string=b'abc'); t(f,b'a',string=b'abc'); t(f,b'',usedforsecurity=False); t(f,foo=1); t(h.update,'a'); t(h.update,1); t(h.update); t(h.digest,1); t(f,bytearray(b'abc')); t(f,memoryview(b'abcd').cast('B',(2,2)))
    t(type(h)) if f.__module__ not in('_sha3','_blake2') else None
for f in (_sha3.shake_128,_sha3.shake_256):
    h=f(b'abc'); print(h.name,h.digest_size,h.block_size,h.hexdigest(0),h.hexdigest(10),h.digest(200)); h.update(b'x'*500); print(h.hexdigest(400)); t(h.digest,-1); t(h.digest); t(h.digest,'a'); t(h.digest,length=5); t(h.hexdigest,2**29); t(h.digest,2**70); c=h.copy(); c.update(b'1'); print(c.hexdigest(5),h.hexdigest(5))
for n in 'sha3_224 sha3_256 sha3_384 sha3_512 shake_128 shake_256'.split():
    h=getattr(_sha3,n)(); print(h._capacity_bits,h._rate_bits,h._suffix, h.block_size)
B=_blake2.blake2b; S=_blake2.blake2s
for f,m in ((B,64),(S,32)):
    print(f(b'abc',digest_size=1).hexdigest(), f(b'abc',digest_size=20,key=b'k'*m,salt=b's'*(m//4),person=b'p'*(m//4)).hexdigest(), f(b'abc',fanout=3,depth=5,leaf_size=7,node_offset=9,node_depth=2,inner_size=11,last_node=True).hexdigest(), f(key=b'key').hexdigest(), f(b'a'*128,key=b'key').hexdigest(), f(b'a'*200,key=b'key').hexdigest(), f(salt=b'ab').hexdigest())
    for kw in (dict(digest_size=0),dict(digest_size=m+1),dict(digest_size='a'),dict(key=b'k'*(m+1)),dict(salt=b's'*(m//4+1)),dict(person=b's'*(m//4+1)),dict(fanout=-1),dict(fanout=256),dict(depth=0),dict(depth=256),dict(leaf_size=-1),dict(leaf_size=2**32),dict(node_offset=2**64),dict(node_offset=2**48),dict(node_offset=2**48-1),dict(node_offset=-1),dict(node_depth=-1),dict(node_depth=256),dict(inner_size=-1),dict(inner_size=m+1),dict(key='a'),dict(salt='a')): t(f,**kw)
    print(f.MAX_DIGEST_SIZE,f.MAX_KEY_SIZE,f.SALT_SIZE,f.PERSON_SIZE)
class X: pass
try:
  class X(_md5.MD5Type): pass
except TypeError as e: print(e)
