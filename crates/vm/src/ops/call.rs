//! Calls. A Python function gets a frame whose locals begin where the arguments lie; everything else is called natively.

use taipan_bytecode::flags;
use taipan_object::native::direct;
use taipan_object::types::dict::Dict;
use taipan_object::types::method::Method;
use taipan_object::types::object::{known_init, python_init};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Py, PyResult, StackRef, Type, Value, exception as exc};

use super::form::{Special, special};
use super::{Fast, Instruction, raises};
use crate::dispatch::{Flow, Registers, Vm};
use crate::frame::OnReturn;
use crate::function::{Function, bind, call};
use crate::thread::{Thread, too_deep};
use crate::unwind::drop_slots;

/// Units of inline cache behind `CALL` and `CALL_KW`.
const CACHE: usize = 3;

/// `CALL`
pub(crate) struct Call;

impl Instruction for Call {
    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        let count = oparg as usize;
        // SAFETY: the contract of the trait. The slots stay as they are until the call has ended.
        unsafe {
            let callable = registers.peek(count + 2);
            let total = count + usize::from(!registers.peek(count + 1).is_null());
            if direct::is_native(callable.get().type_()) {
                registers.specialise(thread, Special::CallNative);
                return call_native(py, registers, thread, count, total);
            }
            if let Some(function) = callable.exact::<Function>() {
                if !takes(function, total) {
                    return call_rest(py, registers, thread, count, total);
                }
                registers.specialise(thread, Special::CallFunction);
                return call_plain(registers, thread, count, total).into();
            }
            if total != count {
                return Fast::Slow;
            }
            if let Some(method) = callable.get().exact::<Method>() {
                let (function, this) = (method.function(), method.this());
                return call_bound(registers, thread, count, &function, &this);
            }
            match py.call_method_of(callable.get()) {
                Some(method) => call_bound(registers, thread, count, &method, &callable.get()),
                None => make(py, registers, thread, count),
            }
        }
    }

    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe { enter(vm, oparg as usize, None) }
    }
}

special! {
    /// `CALL` of a function written in Python that takes its arguments as they lie.
    CallFunction of Call(registers, thread, oparg) {
        let count = oparg as usize;
        let callable = registers.peek(count + 2);
        let Some(function) = callable.exact::<Function>() else { return Fast::Slow };
        let total = count + usize::from(!registers.peek(count + 1).is_null());
        (takes(function, total) && call_plain(registers, thread, count, total)).into()
    }
}

/// `CALL` of a native function or method. There is nothing that could be done without leaving the loop's registers.
pub(crate) struct CallNative;

impl Instruction for CallNative {
    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        let count = oparg as usize;
        // SAFETY: the contract of the trait.
        unsafe {
            let callable = registers.peek(count + 2);
            if !callable.object().is_some_and(|it| direct::is_native(it.type_())) {
                return Call::direct(py, registers, thread, oparg);
            }
            let total = count + usize::from(!registers.peek(count + 1).is_null());
            call_native(py, registers, thread, count, total)
        }
    }

    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe { Call::slow(vm, oparg) }
    }
}

/// Pushes the frame of a function that takes the arguments as they lie. False: there is no room, and nothing has happened.
///
/// # Safety
/// The contract of the instruction; [`takes`] has said so of the callable.
#[inline(always)]
unsafe fn call_plain(registers: &mut Registers, thread: &Thread, count: usize, total: usize) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let rest = after(registers, count + 2);
        push_simple(registers, thread, registers.peek(count + 2), total, rest, OnReturn::Push)
    }
}

/// Calls a native function.
///
/// # Safety
/// The contract of the instruction. The slots stay as they are until the call has ended.
#[inline(always)]
unsafe fn call_native(
    py: &mut Py,
    registers: &mut Registers,
    thread: &Thread,
    count: usize,
    total: usize,
) -> Fast {
    // SAFETY: the caller's promise.
    unsafe {
        let callable = registers.peek(count + 2);
        let base = registers.top.sub(total);
        if py.is_deep() {
            return Fast::Slow;
        }
        let result = match direct::prepare(callable.get(), base, total) {
            Some((function, this, places)) => function(py, this, places),
            None => call_natively(py, callable, base, total),
        };
        match result {
            Ok(value) => replace(registers, thread, count, StackRef::owned(value)),
            Err(raised) => raises(thread, raised),
        }
    }
}

/// Calls something that is not written in Python with arguments on the stack. It takes the address of its arguments, so it stays
/// a function.
///
/// # Safety
/// As for [`direct::prepare`]; the callable's slot is not null.
#[inline(never)]
unsafe fn call_natively(
    py: &mut Py,
    callable: StackRef,
    base: *const StackRef,
    count: usize,
) -> PyResult<Value> {
    // SAFETY: the caller's promise.
    unsafe { py.call_args(&callable.get(), Args::from_raw(base, count, None)) }
}

/// Puts the result of a native call, a slot that owns, in the place of the callable and its arguments.
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn replace(registers: &mut Registers, thread: &Thread, count: usize, value: StackRef) -> Fast {
    // SAFETY: the caller's promise. What needs Python to die is seen to after a direct part.
    unsafe {
        let bottom = registers.top.sub(count + 2);
        while registers.top > bottom {
            let _ = registers.pop().kill();
        }
        registers.push(value);
        registers.skip(CACHE);
    }
    if thread.is_asked() { Fast::Check } else { Fast::Next }
}

/// Where the caller goes on after a `CALL` that has taken so many slots.
///
/// # Safety
/// The contract of the instruction.
#[inline(always)]
unsafe fn after(registers: &Registers, taken: usize) -> Rest {
    // SAFETY: the caller's promise.
    unsafe { Rest { pc: registers.pc.add(CACHE), top: registers.top.sub(taken) } }
}

/// Whether a function takes so many arguments by position as they lie, without anything else, defaults apart.
///
/// # Safety
/// The function is alive; no borrow of its state exists.
#[inline(always)]
pub(super) unsafe fn takes(function: &Function, total: usize) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let code = function.code();
        code.simple && (total == code.arguments || bind::has_defaults(function, code, total))
    }
}

/// Where a caller goes on.
pub(super) struct Rest {
    /// The instruction after the call.
    pub(super) pc: *const u16,
    /// The end of its stack without what the callee has taken.
    pub(super) top: *mut StackRef,
}

/// Pushes the frame of a function that takes its arguments as they lie, the last `total` slots. False: there is no room, and
/// nothing has happened.
///
/// # Safety
/// The contract of the instruction; [`takes`] has said so. The slot of the callable belongs to the frame if it is pushed.
#[inline(always)]
pub(super) unsafe fn push_simple(
    registers: &mut Registers,
    thread: &Thread,
    callable: StackRef,
    total: usize,
    rest: Rest,
    on_return: OnReturn,
) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let code = callable.exact::<Function>().unwrap_unchecked().code();
        let arguments = registers.top.sub(total);
        // The slots of a generator have no room for the callee's: its arguments move to the value stack.
        let free = (*thread.frame.get()).free;
        let locals = if free.is_null() { arguments } else { free };
        if !thread.has_room(locals, code.locals + code.stack) {
            return false;
        }
        for index in 0..total {
            locals.add(index).write(arguments.add(index).read().promote());
        }
        push_placed(registers, thread, callable, Placed { locals, count: total }, rest, on_return);
    }
    true
}

/// Arguments that are where the callee's locals begin.
pub(super) struct Placed {
    pub(super) locals: *mut StackRef,
    pub(super) count: usize,
}

/// Pushes the frame of a function whose arguments are in place.
///
/// # Safety
/// As for [`push_simple`]; there is room.
#[inline(always)]
pub(super) unsafe fn push_placed(
    registers: &mut Registers,
    thread: &Thread,
    callable: StackRef,
    Placed { locals, count }: Placed,
    rest: Rest,
    on_return: OnReturn,
) {
    // SAFETY: the caller's promise.
    unsafe {
        let function = callable.exact::<Function>().unwrap_unchecked();
        let code = function.code();
        let frame = thread.frame.get();
        if count != code.arguments {
            bind::add_defaults(function, code, locals, count);
        }
        bind::clear(locals, code.arguments, code.locals);
        (*frame).instruction = registers.pc.sub(1);
        (*frame).pc = rest.pc;
        (*frame).top = rest.top;
        call::push(thread, callable, StackRef::NULL, locals, on_return);
        *registers = Registers { pc: code.start(), top: locals.add(code.locals), locals };
    }
}

/// Pushes the frame of a function with `*args`, but no keywords: what is more than its parameters becomes a tuple.
///
/// # Safety
/// The contract of the instruction: a function is called with `total` arguments.
#[inline(always)]
unsafe fn call_rest(
    py: &mut Py,
    registers: &mut Registers,
    thread: &Thread,
    count: usize,
    total: usize,
) -> Fast {
    // SAFETY: the caller's promise.
    unsafe {
        let callable = registers.peek(count + 2);
        let Some(function) = callable.get().exact::<Function>() else { return Fast::Slow };
        let code = function.code();
        let frame = thread.frame.get();
        if !code.has(flags::VARARGS)
            || code.has(flags::VARKEYWORDS)
            || code.keyword_only != 0
            || total < code.arguments
        {
            return Fast::Slow;
        }
        let arguments = registers.top.sub(total);
        let locals = if (*frame).free.is_null() { arguments } else { (*frame).free };
        if !thread.has_room(locals, code.locals + code.stack) {
            return Fast::Slow;
        }
        let more = total - code.arguments;
        let rest = match py.heap().tuple_of_slots(arguments.add(code.arguments), more) {
            Ok(rest) => StackRef::owned(rest),
            Err(raised) => return raises(thread, raised),
        };
        for index in 0..code.arguments {
            locals.add(index).write(arguments.add(index).read().promote());
        }
        locals.add(code.arguments).write(rest);
        bind::clear(locals, code.arguments + 1, code.locals);
        (*frame).pc = registers.pc.add(CACHE);
        (*frame).top = registers.top.sub(count + 2);
        call::push(thread, callable, StackRef::NULL, locals, OnReturn::Push);
        *registers = Registers { pc: code.start(), top: locals.add(code.locals), locals };
    }
    Fast::Next
}

/// What stands for a function with an object as self becomes the function: a bound method, an object whose class has `__call__`.
/// Slow: it is still to be called.
///
/// # Safety
/// The contract of the instruction: the callable, null and the arguments are on top.
#[inline(always)]
unsafe fn call_bound(
    registers: &mut Registers,
    thread: &Thread,
    count: usize,
    function: &Value,
    this: &Value,
) -> Fast {
    // SAFETY: the caller's promise.
    unsafe {
        if function.exact::<Function>().is_none() {
            return Fast::Slow;
        }
        let callable = registers.peek(count + 2);
        let (function, this) = (StackRef::owned(function.clone()), StackRef::owned(this.clone()));
        registers.poke(count + 2, function);
        registers.poke(count + 1, this);
        let _ = callable.kill();
        let fits = function.get().exact::<Function>().is_some_and(|function| takes(function, count + 1));
        let rest = after(registers, count + 2);
        (fits && push_simple(registers, thread, function, count + 1, rest, OnReturn::Push)).into()
    }
}

/// Makes an instance of a class written in Python and pushes the frame of its `__init__`. The instance takes the places of the
/// class, where it is the result, and of the null before the arguments.
///
/// # Safety
/// The contract of the instruction: class, null and the arguments are on top.
#[inline(always)]
unsafe fn make(py: &mut Py, registers: &mut Registers, thread: &Thread, count: usize) -> Fast {
    // SAFETY: the caller's promise. The class is held by its instance.
    unsafe {
        let callable = registers.peek(count + 2);
        let Some(class) = callable.get().as_type().map(std::ptr::from_ref) else { return Fast::Slow };
        if !(*class).is_heap() && !py.is_deep() {
            return match call_natively(py, callable, registers.top.sub(count), count) {
                Ok(value) => replace(registers, thread, count, StackRef::owned(value)),
                Err(raised) => raises(thread, raised),
            };
        }
        let Some(init) = known_init(&*class) else { return Fast::Slow };
        let fits = init.exact::<Function>().is_some_and(|function| takes(function, count + 1));
        if !fits {
            return Fast::Slow;
        }
        let init = StackRef::owned(init.to_value());
        let instance = match py.heap().instance(&*class) {
            Ok(instance) => StackRef::owned(instance),
            Err(raised) => {
                init.close();
                return raises(thread, raised);
            }
        };
        registers.poke(count + 2, instance);
        registers.poke(count + 1, instance.duplicate());
        let _ = callable.kill();
        let rest = after(registers, count + 1);
        if push_simple(registers, thread, init, count + 1, rest, OnReturn::Init) {
            return Fast::Next;
        }
        init.close();
        raises(thread, too_deep(py))
    }
}

/// Puts the result of a native call in the place of the callable and the arguments.
///
/// # Safety
/// The contract of the instruction: callable, self or null, and `count` arguments are on top.
#[inline(always)]
unsafe fn finish(vm: &mut Vm<'_>, count: usize, result: PyResult<Value>) -> Flow {
    let value = match result {
        Ok(value) => value,
        Err(raised) => return Flow::Raise(raised),
    };
    // SAFETY: the caller's promise.
    unsafe {
        for _ in 0..=count + 1 {
            vm.registers.pop().close();
        }
        vm.push(value);
        vm.registers.skip(CACHE);
    }
    if vm.thread.is_asked() { after_call(vm) } else { Flow::Next }
}

/// `CALL_KW`: the names of the last arguments are on top.
pub(crate) struct CallKw;

impl Instruction for CallKw {
    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let names = vm.pop();
            enter(vm, oparg as usize, Some(&names))
        }
    }
}

/// Calls with callable, self or null, and `count` arguments on the stack.
///
/// # Safety
/// The contract of an instruction.
#[inline(never)]
unsafe fn enter(vm: &mut Vm<'_>, count: usize, names: Option<&Value>) -> Flow {
    // SAFETY: the caller's promise.
    unsafe {
        unpack_method(vm, count);
        let callable = vm.registers.peek(count + 2);
        let bound = usize::from(!vm.registers.peek(count + 1).is_null());
        let total = count + bound;
        let base = vm.registers.top.sub(total);
        if let Some(function) = callable.get().exact::<Function>() {
            let arguments = Arguments { base, count: total, names };
            let rest = base.sub(2 - bound);
            vm.registers.skip(CACHE);
            return enter_function(vm, callable, function, arguments, rest, OnReturn::Push);
        }
        if bound == 0
            && !vm.marked
            && let Some(class) = callable.get().as_type()
            && let Some(init) = python_init(vm.py, class)
            && init.exact::<Function>().is_some()
        {
            vm.registers.skip(CACHE);
            return enter_init(vm, class, init, count, names);
        }
        let keywords = names.and_then(|names| names.exact::<Tuple>()).map_or(0, Tuple::len);
        let args = Args::from_raw(base, total - keywords, names.map(Value::borrow));
        (*vm.thread.frame.get()).top = vm.registers.top;
        let result = vm.py.call_args(&callable.get(), args);
        finish(vm, count, result)
    }
}

/// What was called may have sent a signal to the process, or waited while one arrived: its handler runs now, above the result.
#[inline(never)]
fn after_call(vm: &mut Vm<'_>) -> Flow {
    if !vm.thread.is_asked() {
        return Flow::Next;
    }
    // SAFETY: the frame on top runs, and these are its registers.
    unsafe { (*vm.thread.frame.get()).top = vm.registers.top };
    vm.py.handle_breaker().into()
}

/// Arguments on the stack: `names` are those of the last ones.
struct Arguments<'a> {
    base: *mut StackRef,
    count: usize,
    names: Option<&'a Value>,
}

/// Makes an instance of a class and pushes the frame of its `__init__`. The instance takes the places of the class, where it
/// is the result, and of the null before the arguments.
///
/// # Safety
/// The contract of the instruction: class, null and the arguments are on top.
unsafe fn enter_init(
    vm: &mut Vm<'_>,
    class: &Type,
    init: Value,
    count: usize,
    names: Option<&Value>,
) -> Flow {
    // SAFETY: the caller's promise. The class is held by its instance.
    unsafe {
        let instance = match vm.py.heap().instance(class) {
            Ok(instance) => instance,
            Err(raised) => return Flow::Raise(raised),
        };
        let Some(function) = init.exact::<Function>().map(std::ptr::from_ref) else { return Flow::Next };
        let callable = vm.registers.peek(count + 2);
        vm.registers.poke(count + 2, StackRef::owned(instance.clone()));
        vm.registers.poke(count + 1, StackRef::owned(instance));
        callable.close();
        let base = vm.registers.top.sub(count + 1);
        let arguments = Arguments { base, count: count + 1, names };
        enter_function(vm, StackRef::owned(init), &*function, arguments, base, OnReturn::Init)
    }
}

/// A bound method becomes its function with the object as self.
unsafe fn unpack_method(vm: &mut Vm<'_>, count: usize) {
    // SAFETY: the contract of the instruction.
    unsafe {
        if !vm.registers.peek(count + 1).is_null() {
            return;
        }
        let callable = vm.registers.peek(count + 2);
        if let Some(method) = callable.get().exact::<Method>() {
            let (function, this) = (method.function().to_value(), method.this().to_value());
            vm.registers.poke(count + 2, StackRef::owned(function));
            vm.registers.poke(count + 1, StackRef::owned(this));
            callable.close();
        }
    }
}

/// Pushes the frame of a Python function whose arguments lie on the stack. `rest` is the caller's stack without them and
/// without the callable, which belongs to the frame from now on.
///
/// # Safety
/// The contract of the instruction.
unsafe fn enter_function(
    vm: &mut Vm<'_>,
    callable: StackRef,
    function: &Function,
    arguments: Arguments<'_>,
    rest: *mut StackRef,
    on_return: OnReturn,
) -> Flow {
    let Arguments { base, count, names } = arguments;
    // SAFETY: the caller's promise.
    unsafe {
        let code = function.code();
        let outside = !vm.frame().free.is_null();
        let locals = if outside { vm.frame().free } else { base };
        let room = vm.thread.check_room(vm.py, locals, code.locals + code.stack + count);
        if outside {
            // The slots of a generator have no room for the callee's: its arguments move to the value stack.
            std::ptr::copy(base, locals, count);
        }
        vm.registers.top = rest;
        vm.save();
        if let Err(raised) = room {
            drop_slots(locals.add(count), locals);
            callable.close();
            return Flow::Raise(raised);
        }
        let keywords = names.and_then(|names| names.exact::<Tuple>()).map_or(0, Tuple::len);
        let names = names.map(Value::borrow);
        if let Err(raised) = bind::bind(vm.py, function, locals, count - keywords, names) {
            callable.close();
            return Flow::Raise(raised);
        }
        call::push(vm.thread, callable, StackRef::NULL, locals, on_return);
        Flow::Switch
    }
}

/// `CALL_FUNCTION_EX`: callable, self or null, a sequence of arguments, a mapping or null.
pub(crate) struct CallFunctionEx;

impl Instruction for CallFunctionEx {
    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, _: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe { call_spread(py, registers, thread).into() }
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, _: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let spread = match Spread::pop(vm) {
                Ok(spread) => spread,
                Err(raised) => return Flow::Raise(raised),
            };
            if spread.callable.exact::<Function>().is_some() {
                return spread.enter(vm);
            }
            (*vm.thread.frame.get()).top = vm.registers.top;
            match vm.py.call_tuple(&spread.callable, &spread.values, spread.keywords.as_ref()) {
                Ok(result) => {
                    vm.push(result);
                    after_call(vm)
                }
                Err(raised) => Flow::Raise(raised),
            }
        }
    }
}

/// Pushes the frame of a function without `*args` and the like that takes the items of a tuple, and of a dict of which it knows
/// all names. False: it is not so, and nothing has happened.
///
/// # Safety
/// The contract of `CALL_FUNCTION_EX`.
#[inline(never)]
unsafe fn call_spread(py: &mut Py, registers: &mut Registers, thread: &Thread) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let (keywords, args) = (registers.peek(1), registers.peek(2));
        let (this, callable) = (registers.peek(3), registers.peek(4));
        let Some(function) = callable.get().exact::<Function>() else { return false };
        let Some(tuple) = args.get().exact::<Tuple>() else { return false };
        let code = function.code();
        let frame = thread.frame.get();
        let locals = if (*frame).free.is_null() { registers.top } else { (*frame).free };
        let fits = code.simple && this.is_null() && tuple.len() <= code.arguments;
        if !fits || !thread.has_room(locals, code.locals + code.stack) {
            return false;
        }
        bind::clear(locals, 0, code.locals);
        for (index, item) in tuple.items().iter().enumerate() {
            locals.add(index).write(StackRef::borrowed(item));
        }
        if let Some(keywords) = keywords.try_get()
            && !bind::place_keywords(py, code, locals, keywords)
        {
            return false;
        }
        if !bind::fill_simple(function, code, locals) {
            return false;
        }
        for index in 0..code.arguments {
            let slot = locals.add(index);
            slot.write(slot.read().promote());
        }
        (*frame).pc = registers.pc;
        (*frame).top = registers.top.sub(4);
        let _ = keywords.kill();
        let _ = args.kill();
        call::push(thread, callable, StackRef::NULL, locals, OnReturn::Push);
        *registers = Registers { pc: code.start(), top: locals.add(code.locals), locals };
    }
    true
}

/// The operands of a `CALL_FUNCTION_EX`.
struct Spread {
    callable: Value,
    values: Vec<Value>,
    /// A dict, if there are any.
    keywords: Option<Value>,
}

impl Spread {
    /// Pops them.
    ///
    /// # Safety
    /// They are on the stack.
    unsafe fn pop(vm: &mut Vm<'_>) -> PyResult<Self> {
        // SAFETY: the caller's promise.
        unsafe {
            let keywords = vm.registers.pop();
            let keywords = if keywords.is_null() { None } else { Some(keywords.take()) };
            let (args, this, callable) = (vm.pop(), vm.registers.pop(), vm.pop());
            let this = if this.is_null() { None } else { Some(this.take()) };
            (*vm.thread.frame.get()).top = vm.registers.top;
            let mut values = Vec::new();
            values.try_reserve_exact(1 + args.exact::<Tuple>().map_or(0, Tuple::len))?;
            values.extend(this);
            match args.exact::<Tuple>() {
                Some(tuple) => values.extend(tuple.items().iter().cloned()),
                None => values.extend(spread_iterable(vm.py, &callable, &args)?),
            }
            let keywords = match keywords {
                Some(mapping) if mapping.exact::<Dict>().is_none() => Some(spread_mapping(vm.py, &mapping)?),
                other => other,
            };
            Ok(Self { callable, values, keywords })
        }
    }

    /// Pushes the frame of a Python function.
    ///
    /// # Safety
    /// The contract of the instruction; the operands are off the stack.
    unsafe fn enter(self, vm: &mut Vm<'_>) -> Flow {
        let items = match self.keywords.as_ref().and_then(|keywords| keywords.exact::<Dict>()) {
            Some(dict) => dict.items(vm.py),
            None => Vec::new(),
        };
        if items.iter().any(|(name, _)| !name.is_str()) {
            return Flow::Raise(exc::type_error(vm.py, format_args!("keywords must be strings")));
        }
        let names = match items.is_empty() {
            true => None,
            false => match vm.py.tuple(items.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()) {
                Ok(names) => Some(names),
                Err(raised) => return Flow::Raise(raised),
            },
        };
        let count = self.values.len() + items.len();
        let base = vm.registers.top;
        // SAFETY: the caller's promise; the slots above the top are free as far as there is room.
        unsafe {
            let outside = vm.frame().free;
            let slots = if outside.is_null() { base } else { outside };
            if let Err(raised) = vm.thread.check_room(vm.py, slots, count) {
                return Flow::Raise(raised);
            }
            let values = self.values.into_iter().chain(items.into_iter().map(|(_, value)| value));
            for (index, value) in values.enumerate() {
                slots.add(index).write(StackRef::owned(value));
            }
            let Some(function) = self.callable.exact::<Function>().map(std::ptr::from_ref) else {
                return Flow::Next;
            };
            let arguments = Arguments { base: slots, count, names: names.as_ref() };
            enter_function(vm, StackRef::owned(self.callable), &*function, arguments, base, OnReturn::Push)
        }
    }
}

/// The items of what stands behind a star.
fn spread_iterable(py: &mut Py, callable: &Value, args: &Value) -> PyResult<Vec<Value>> {
    if args.type_().slots.iter.get().is_none() && args.type_().slots.getitem.get().is_none() {
        let shown = shown(py, callable)?;
        return Err(exc::type_error(
            py,
            format_args!("{shown} argument after * must be an iterable, not {}", args.type_().name()),
        ));
    }
    py.collect(args)
}

/// A dict of what stands behind two stars.
fn spread_mapping(py: &mut Py, mapping: &Value) -> PyResult<Value> {
    let dict = py.dict()?;
    let keys_name = py.heap().intern("keys")?;
    let keys = py.call_method(mapping, &keys_name, &[])?;
    py.for_each(&keys, |py, key| {
        let value = py.get_item(mapping, &key)?;
        match dict.get::<Dict>() {
            Some(dict) => dict.set(py, &key, value),
            None => Ok(()),
        }
    })?;
    Ok(dict)
}

/// A callable as error messages show it: `module.name()`.
pub(super) fn shown(py: &mut Py, callable: &Value) -> PyResult<String> {
    let name = py.heap().intern("__qualname__")?;
    let module = py.heap().intern("__module__")?;
    let Some(qualified) = py.find_attribute(callable, &name)?.filter(Value::is_str) else {
        return Ok(py.to_str(callable)?.to_string());
    };
    let module = py.find_attribute(callable, &module)?.filter(Value::is_str);
    Ok(match module.map(|module| module.to_string()) {
        Some(module) if module != "builtins" => format!("{module}.{qualified}()"),
        _ => format!("{qualified}()"),
    })
}
