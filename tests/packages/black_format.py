"""Black formats large files and says what is wrong with others."""
import hashlib
import importlib.util
import pathlib

import black

MESSY = '''
class A ( object ) :
  def f( self , a,b = 1 , * , c : int=2, ** kw ) -> Dict[ str , int ] :
    x = { 'a':1, "b" : [ 1,2 , 3 ], 'c' : lambda x , y : x+y , }
    if x : return  x [ 'a' ]  # comment
    with open( "a" ) as f , open('b') as g : pass
    print ( "hello %s" % name , f'{x!r:>{width}}' , sep = '' , end = "a very long argument that does not fit", file=sys.stderr )
    return not(a) and b   or  (yield  1)
  @ decorator
  async  def g() : await  x ; y
for(x,y)in z: del(a),(b)
match  x :
    case { "a" : [ 1, * rest ] , ** more } if  rest  : pass
    case A( x = 1 ) | B( ) : ...
type  X [ T ]  =  list [ T ]
'''
print(black.format_str(MESSY, mode=black.Mode()))
print(black.format_str(MESSY, mode=black.Mode(line_length=40, string_normalization=False, preview=True)))
for broken in ["def f(:", "x = (1,", "if x:\npass", "print 'a'"]:
    try:
        black.format_str(broken, mode=black.Mode())
    except black.InvalidInput as error:
        print(type(error).__name__, error)
folder = pathlib.Path(black.__file__).parent
total = hashlib.sha256()
for name in ["linegen.py", "lines.py", "trans.py"]:
    source = (folder / name).read_text()
    once = black.format_str(source, mode=black.Mode(line_length=60))
    print(name, len(source), len(once))
    total.update(once.encode())
print(total.hexdigest())
