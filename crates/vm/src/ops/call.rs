//! Calls. A Python function gets a frame whose locals begin where the arguments lie; everything else is called natively.

mod keywords;
mod native;
mod next;
mod spread;

use taipan_bytecode::Opcode;
use taipan_object::native::direct;
use taipan_object::types::method::Method;
use taipan_object::types::object::{known_init, python_init};
use taipan_object::types::singletons::none_ref;
use taipan_object::types::tuple::Tuple;
use taipan_object::{Args, Borrowed, Py, PyResult, StackRef, Type, Value, cached};

use super::form::{Special, special};
use super::{Fast, Instruction, raises};
use crate::dispatch::{Flow, Registers, Vm};
use crate::frame::OnReturn;
use crate::function::{Function, bind, call};
use crate::thread::{Thread, too_deep};
use crate::unwind::drop_slots;

pub(crate) use keywords::CallKw;
pub(crate) use native::{CallNative, CallNativeMethod, CallType};
pub(crate) use next::CallNext;
pub(crate) use spread::CallFunctionEx;
pub(super) use spread::shown;

/// Units of inline cache behind `CALL` and `CALL_KW`.
const CACHE: usize = 3;

/// How many slots the operands of a call with so many arguments take.
#[inline(always)]
pub(super) fn operands(count: u32) -> usize {
    count as usize + 2
}

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
            if let Some(done) = native::call_any(py, registers, thread, count) {
                return done;
            }
            match callee(py, registers, count) {
                Ok(Some(callee)) => {
                    if let Some(form) = callee.form(thread) {
                        registers.specialise(thread, form);
                    }
                    call_python(py, registers, thread, callee, StackRef::NULL)
                }
                Ok(None) => {
                    if native::is_builtin_type(callable) {
                        registers.specialise(thread, Special::CallType);
                    }
                    native::construct(py, registers, thread, count)
                }
                Err(raised) => raises(thread, raised),
            }
        }
    }

    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe { enter(vm, oparg as usize, None) }
    }
}

special! {
    /// `CALL` of a function written in Python that takes just these arguments, in code whose slots are on the value stack.
    CallExact of Call(registers, thread, oparg) {
        let count = oparg as usize;
        let callable = registers.peek(count + 2);
        let Some(function) = callable.exact::<Function>() else { return Fast::Slow };
        let (code, frame) = (function.code(), thread.frame.get());
        let total = count + usize::from(!registers.peek(count + 1).is_null());
        let locals = registers.top.sub(total);
        if code.exact != total || !(*frame).free.is_null() || !thread.has_room(locals, code.slots) {
            return Fast::Slow;
        }
        let rest = after(registers, count + 2);
        (*frame).instruction = registers.pc.sub(1);
        (*frame).pc = rest.pc;
        (*frame).top = rest.top;
        own(locals, registers.top);
        bind::clear(locals, total, code.locals);
        *registers = call::push_code(thread, code, callable, StackRef::NULL, locals, OnReturn::Push);
        Fast::Next
    }
}

/// Makes slots own what they borrow.
///
/// # Safety
/// None of them is null, and what they hold is alive.
#[inline(always)]
unsafe fn own(mut slot: *mut StackRef, end: *mut StackRef) {
    // SAFETY: the caller's promise.
    unsafe {
        while slot < end {
            if slot.read().is_borrow() {
                slot.write(slot.read().duplicate());
            }
            slot = slot.add(1);
        }
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

special! {
    /// `CALL` of `list.append` with a list that has room. What it returns is most often dropped by the next instruction.
    CallAppend of Call(registers, thread, _) {
        let (callable, list) = (registers.peek(3), registers.peek(2));
        if list.is_null() {
            return Fast::Slow;
        }
        let Some(object) = list.object() else { return Fast::Slow };
        if !direct::is_append(thread.shared(), callable) || !cached::append(object, registers.peek(1)) {
            return Fast::Slow;
        }
        registers.top = registers.top.sub(3);
        registers.skip(CACHE);
        if registers.pc.read() as u8 == Opcode::PopTop.number() as u8 {
            registers.skip(1);
        } else {
            registers.push(StackRef::borrowed(&none_ref()));
        }
        let quiet = thread.kill(list);
        Fast::after(thread.kill(callable) && quiet)
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
        if !thread.has_room(locals, code.slots) {
            return false;
        }
        if !free.is_null() {
            for index in 0..total {
                locals.add(index).write(arguments.add(index).read());
            }
        }
        own(locals, locals.add(total));
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
        *registers = call::push_code(thread, code, callable, StackRef::NULL, locals, on_return);
    }
}

/// A function written in Python that a call has come down to. Its arguments, with self, are on top.
struct Callee {
    /// The function, which the frame will own.
    function: StackRef,
    /// How many arguments there are.
    total: usize,
    /// How many slots of the caller's stack go.
    taken: usize,
    on_return: OnReturn,
    /// The function is what was called.
    itself: bool,
}

impl Callee {
    /// The form for calls of it, if there is one.
    ///
    /// # Safety
    /// As for [`takes`].
    #[inline(always)]
    unsafe fn form(&self, thread: &Thread) -> Option<Special> {
        // SAFETY: the slot holds a function; the frame on top runs.
        unsafe {
            let function = self.function.exact::<Function>().unwrap_unchecked();
            if !self.itself || !takes(function, self.total) {
                return None;
            }
            let exact = function.code().exact == self.total && (*thread.frame.get()).free.is_null();
            Some(if exact { Special::CallExact } else { Special::CallFunction })
        }
    }
}

/// What a call comes down to, if that is a function written in Python: a bound method and an object whose class has `__call__`
/// become the function with self; of a class whose `__init__` it is an instance is made, which takes the places of the class,
/// where it is the result, and of the null before the arguments. Nothing: the call is still to be made as it is.
///
/// # Safety
/// The contract of the instruction: callable, self or null, and `count` arguments are on top.
#[inline(always)]
unsafe fn callee(py: &mut Py, registers: &mut Registers, count: usize) -> PyResult<Option<Callee>> {
    // SAFETY: the caller's promise. The class is held by its instance.
    unsafe {
        let callable = registers.peek(count + 2);
        let bound = !registers.peek(count + 1).is_null();
        if callable.exact::<Function>().is_some() {
            let (total, on_return) = (count + usize::from(bound), OnReturn::Push);
            return Ok(Some(Callee { function: callable, total, taken: count + 2, on_return, itself: true }));
        }
        if bound {
            return Ok(None);
        }
        if let Some(method) = callable.get().exact::<Method>() {
            return Ok(unpack(registers, count, method.function(), method.this()));
        }
        if let Some(method) = py.call_method_of(callable.get()) {
            return Ok(unpack(registers, count, method, callable.get()));
        }
        let Some((function, instance)) = instantiate(py, callable)? else { return Ok(None) };
        registers.poke(count + 2, instance);
        registers.poke(count + 1, instance.duplicate());
        let _ = callable.kill();
        let (total, taken) = (count + 1, count + 1);
        Ok(Some(Callee { function, total, taken, on_return: OnReturn::Init, itself: false }))
    }
}

/// If what is called is a class whose `__init__` is a function written in Python: that, and a new instance.
///
/// # Safety
/// The slot is not null, and holds the class until the instance does.
#[inline(always)]
unsafe fn instantiate(py: &mut Py, callable: StackRef) -> PyResult<Option<(StackRef, StackRef)>> {
    // SAFETY: the caller's promise.
    unsafe {
        let class = callable.get().as_type().map(std::ptr::from_ref).filter(|class| (**class).is_heap());
        let Some(class) = class else { return Ok(None) };
        let Some(init) = init_of(py, &*class) else { return Ok(None) };
        let function = StackRef::owned(init);
        match py.heap().instance(&*class) {
            Ok(instance) => Ok(Some((function, StackRef::owned(instance)))),
            Err(raised) => {
                function.close();
                Err(raised)
            }
        }
    }
}

/// A function with an object as self takes the place of what was called.
///
/// # Safety
/// As for [`callee`].
#[inline(always)]
unsafe fn unpack(
    registers: &mut Registers,
    count: usize,
    function: Borrowed<'_>,
    this: Borrowed<'_>,
) -> Option<Callee> {
    // SAFETY: the caller's promise.
    unsafe {
        function.exact::<Function>()?;
        let callable = registers.peek(count + 2);
        let (function, this) = (StackRef::owned(function.to_value()), StackRef::owned(this.to_value()));
        registers.poke(count + 2, function);
        registers.poke(count + 1, this);
        let _ = callable.kill();
        let on_return = OnReturn::Push;
        Some(Callee { function, total: count + 1, taken: count + 2, on_return, itself: false })
    }
}

/// The function that is the `__init__` of a class, if calling the class does no more than to make an instance and to call that.
#[inline(always)]
fn init_of(py: &mut Py, class: &Type) -> Option<Value> {
    let init = match known_init(class) {
        Some(init) => init.to_value(),
        None => find_init(py, class)?,
    };
    init.exact::<Function>().is_some().then_some(init)
}

#[inline(never)]
fn find_init(py: &Py, class: &Type) -> Option<Value> {
    python_init(py, class)
}

/// Pushes the frame of a function. `names` are those of its last arguments, a tuple or null.
///
/// # Safety
/// The contract of the instruction: the arguments are on top, and the names are off the stack.
#[inline(always)]
unsafe fn call_python(
    py: &mut Py,
    registers: &mut Registers,
    thread: &Thread,
    callee: Callee,
    names: StackRef,
) -> Fast {
    let Callee { function, total, taken, on_return, .. } = callee;
    // SAFETY: the caller's promise.
    unsafe {
        let rest = after(registers, taken);
        let payload = function.exact::<Function>().unwrap_unchecked();
        if names.is_null() && takes(payload, total) {
            if push_simple(registers, thread, function, total, rest, on_return) {
                return Fast::Next;
            }
            return no_room(py, thread, function, on_return);
        }
        let code = payload.code();
        let frame = thread.frame.get();
        let arguments = registers.top.sub(total);
        // The slots of a generator have no room for the callee's: its arguments move to the value stack.
        let free = (*frame).free;
        let locals = if free.is_null() { arguments } else { free };
        if !thread.has_room(locals, code.slots + total) {
            let _ = names.kill();
            return no_room(py, thread, function, on_return);
        }
        if !free.is_null() {
            for index in 0..total {
                locals.add(index).write(arguments.add(index).read());
            }
        }
        (*frame).pc = rest.pc;
        (*frame).top = rest.top;
        let bound = if names.is_null() && code.gathers && total >= code.arguments {
            bind::gather(py, code, locals, total)
        } else {
            bind_on_stack(py, payload, locals, total, names)
        };
        let _ = names.kill();
        if let Err(raised) = bound {
            registers.top = rest.top;
            let _ = function.kill();
            return raises(thread, raised);
        }
        *registers = call::push_code(thread, code, function, StackRef::NULL, locals, on_return);
    }
    Fast::Next
}

/// Binds arguments on the stack.
///
/// # Safety
/// As for [`bind::bind`]; the slot of the names is a tuple of no more names than there are arguments, or null.
#[inline(never)]
unsafe fn bind_on_stack(
    py: &mut Py,
    function: &Function,
    locals: *mut StackRef,
    total: usize,
    names: StackRef,
) -> PyResult<()> {
    // SAFETY: the caller's promise.
    unsafe {
        let names = names.try_get().and_then(Borrowed::exact::<Tuple>).map_or(&[][..], Tuple::items);
        bind::bind_names(py, function, locals, total - names.len(), names)
    }
}

/// There is no room for a frame. What was called is still on the stack, but for the function that is an `__init__`.
#[cold]
#[inline(never)]
unsafe fn no_room(py: &Py, thread: &Thread, function: StackRef, on_return: OnReturn) -> Fast {
    if on_return == OnReturn::Init {
        // SAFETY: the frame would have owned it.
        unsafe { function.close() };
    }
    raises(thread, too_deep(py))
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
        let room = vm.thread.check_room(vm.py, locals, code.slots + count);
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
