"""Memory that is lent: releases, and classes with __buffer__ and __release_buffer__."""
def run(src):
    try: exec(src, globals()); print(src.strip().splitlines()[-1], 'ok')
    except BaseException as e: print(src.strip().splitlines()[-1],'!!',type(e).__name__,e)
run("with memoryview(b'abc') as mm: pass\nmm[0]")
run("b=bytearray(b'abc'); mm=memoryview(b); del mm; b.append(1)")
run("b=bytearray(b'abc'); mm=memoryview(b); b.append(1)")
run("mm.release(); b.append(1)")
run("mm=memoryview(b); sub=mm[1:]; mm.release(); b.append(1)")
run("sub.release(); b.append(2); print(b)")
run("mm=memoryview(b); it=iter(mm); next(it); mm.release(); next(it)")
run("mm=memoryview(b'ab'); it=iter(mm); print(list(it), list(it))")
run("mm=memoryview(bytearray(4));m3=memoryview._from_flags(mm,0x11c); mm.release()")
run("m3.release(); mm.release()")
class P:
    def __init__(s, d=b'hello'): s.d=bytearray(d); s.log=[]
    def __buffer__(s, flags): s.log.append(('get', int(flags), type(flags).__name__)); return memoryview(s.d)
    def __release_buffer__(s, v): s.log.append(('rel', v.tobytes())); v.release()
p=P()
run("mm=memoryview(p); print(mm.tobytes(), mm.obj is p, mm.obj is p.d, type(mm.obj).__name__, p.log); mm.release(); print(p.log); p.d.append(1)")
run("p=P(); print(bytes(p), p.log, b'x'.join([p,p]), p.log)")
run("p=P(); mm=memoryview(p); del mm; print(p.log)")
class P2:
    def __buffer__(s, flags): return b'abc'
run("memoryview(P2())")
class P3:
    def __buffer__(s, flags): 1/0
run("memoryview(P3())")
run("bytes(P3())")
class P4(bytearray):
    def __buffer__(s, flags): print('get',flags); return super().__buffer__(flags)
    def __release_buffer__(s, v): print('rel', bytes(v)); super().__release_buffer__(v)
run("p=P4(b'abc'); mm=memoryview(p); print(mm.obj is p); mm.release(); p.append(1); print(p)")
class P5(bytearray):
    def __release_buffer__(s, v):
        print('rel5', bytes(v))
        try: memoryview(v)
        except Exception as e: print(type(e).__name__, e)
        for f in ("v.cast('B')", "v[:]", "v.toreadonly()", "v[0]","v.tolist()"):
            try: print(f, eval(f))
            except Exception as e: print(f,type(e).__name__, e)
        global saved; saved=v
run("p=P5(b'abc'); mm=memoryview(p); mm.release(); p.append(1); print(p)")
run("saved[0]")
class P6:
    def __buffer__(s, flags): return memoryview(b'abc')
    def __release_buffer__(s, v): 1/0
run("mm=memoryview(P6()); print(bytes(mm)); mm.release()")
class P7(P): pass
run("p=P7(); mm=memoryview(p); m4=mm[1:]; mm.release(); print(p.log); m4.release(); print(p.log)")
class P8:
    __buffer__=None
run("memoryview(P8())")
run("b=bytearray(b'abc'); mm=b.__buffer__(0); b.__release_buffer__(mm); print(mm)" if 0 else "b=bytearray(b'abc'); mm=b.__buffer__(0); b.__release_buffer__(mm); b.append(1); b.__release_buffer__(mm)")
run("b=bytearray(b'abc'); c=bytearray(b'abc'); mm=b.__buffer__(0); c.__release_buffer__(mm)")
