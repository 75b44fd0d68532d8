# Random calls of streams, with everything that they return. Each round prints a hash of its log.
import _io
import os
import tempfile

folder = tempfile.mkdtemp()
log = []


def note(*values):
    log.append(" ".join(map(str, values)))


def end(*title):
    print(*title, len(log), hash("\n".join(log)))
    log.clear()


seed=[12345]
def rnd(n):
    seed[0]=(seed[0]*6364136223846793005+1442695040888963407)&(2**64-1)
    return (seed[0]>>33)%n
def show(f,*a):
    try: r=f(*a)
    except Exception as e: return type(e).__name__+': '+str(e)
    return repr(r)

def data(n): return bytes(rnd(256) if rnd(3) else 10 for _ in range(n))
def bytes_round(k):
    p=folder + '/bytes'
    with _io.open(p,'wb') as f: f.write(data(rnd(300)))
    kind=rnd(4)
    size=[1,2,3,7,16,64,1000][rnd(7)]
    if kind==0: f=_io.BufferedRandom(_io.FileIO(p,'r+'),size)
    elif kind==1: f=_io.BufferedReader(_io.FileIO(p,'r'),size)
    elif kind==2: f=_io.BytesIO(data(rnd(200)))
    else: f=_io.BufferedWriter(_io.FileIO(p,'r+'),size)
    note('round',k,kind,size)
    for i in range(40):
        op=rnd(13)
        if op==0: a=('read',rnd(50)-1)
        elif op==1: a=('read1',rnd(50)-1)
        elif op==2: a=('readline',rnd(50)-1)
        elif op==3: a=('seek',rnd(350)-20,0)
        elif op==4: a=('seek',rnd(100)-50,1)
        elif op==5: a=('seek',rnd(100)-80,2)
        elif op==6: a=('tell',)
        elif op==7 or op==8: a=('write',data(rnd(60)))
        elif op==9: a=('flush',)
        elif op==10: a=('truncate',) if rnd(2) else ('truncate',rnd(300))
        elif op==11: a=('peek',)
        else:
            b=bytearray(rnd(60)); m=['readinto','readinto1'][rnd(2)]
            if hasattr(f,m): note(m,show(getattr(f,m),b),bytes(b))
            continue
        if hasattr(f,a[0]): note(a, show(getattr(f,a[0]),*a[1:]))
    note(show(f.tell)); note(show(f.close))
    if kind!=2:
        with _io.open(p,'rb') as g: note(g.read())
chars=['a','b','\n','\r','\r\n','é','€','\U0001f600','\x00','xyz','line\n']
def text(n): return ''.join(chars[rnd(len(chars))] for _ in range(n))
def string_round(k):
    nl=[None,'','\n','\r','\r\n'][rnd(5)]
    f=_io.StringIO(text(rnd(30)),nl)
    note('string',k,repr(nl))
    for i in range(30):
        op=rnd(8)
        if op==0: a=('read',rnd(20)-1)
        elif op<3: a=('readline',rnd(20)-1)
        elif op==3: a=('seek',rnd(60))
        elif op==4: a=('seek',0,rnd(3))
        elif op==5: a=('tell',)
        elif op==6: a=('write',text(rnd(10)))
        else: a=('truncate',rnd(40)) if rnd(4)==0 else ('getvalue',)
        note(a,show(getattr(f,a[0]),*a[1:]), f.newlines)
    note(show(f.__getstate__))
for k in range(400):
    bytes_round(k)
    if k % 20 == 19: end('bytes', k)
for k in range(200):
    string_round(k)
    if k % 20 == 19: end('string', k)
for name in os.listdir(folder):
    os.unlink(folder + '/' + name)
os.rmdir(folder)
