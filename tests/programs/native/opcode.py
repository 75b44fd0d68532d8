import _opcode
import _suggestions


def without_addresses(text):
    parts = text.split(" at 0x")
    return parts[0] + "".join(" at 0x…" + part[part.index(">"):] if ">" in part else part for part in parts[1:])


def show(compute):
    try:
        print(without_addresses(repr(compute())))
    except BaseException as error:
        print(type(error).__name__, without_addresses(str(error)))


show(lambda: _suggestions._generate_suggestions(1,'a'))
show(lambda: _suggestions._generate_suggestions([1],'a'))
show(lambda: _suggestions._generate_suggestions(['abc','abd'],'abe'))
show(lambda: _suggestions._generate_suggestions([],'abe'))
show(lambda: _suggestions._generate_suggestions(['a'],1))
for f in ['has_arg','stack_effect','is_valid']:
    for a in [(),(1,),('a',),(1000,),(-1,),(1,2),(70,),(2**40,)]:
        show(lambda: getattr(_opcode,f)(*a))
show(lambda: _opcode.stack_effect(80,1,jump=3))
show(lambda: _opcode.stack_effect(80,None));
show(lambda: _opcode.get_nb_ops())
show(lambda: _opcode.get_intrinsic1_descs())
show(lambda:_opcode.get_intrinsic2_descs())
show(lambda:_opcode.get_special_method_names())
show(lambda: _opcode.get_specialization_stats())
show(lambda: _opcode.get_executor(1,2))
show(lambda: _opcode.get_executor(show.__code__,2))
show(lambda: _opcode.get_executor(show.__code__,3))
show(lambda:_opcode.get_executor(code=show.__code__,offset=0))
for op in range(-2,600):
    print(op, _opcode.is_valid(op), [getattr(_opcode,'has_'+n)(op) for n in ('arg','const','name','jump','free','local','exc')])
    for a in (0,1,2,7,300):
        for j in (None,True,False):
            try: print(_opcode.stack_effect(op,a,jump=j),end=' ')
            except ValueError as e: print(e,end=' ')
    print()
