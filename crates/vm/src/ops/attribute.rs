//! Attributes.

mod cache;
mod known;

use std::ptr::NonNull;

use taipan_object::cached::{self, Place};
use taipan_object::exception::ATTRIBUTE_ERROR;
use taipan_object::native::descriptor;
use taipan_object::protocol::attribute::with_attribute;
use taipan_object::type_::Flags;
use taipan_object::type_::attributes::{after, super_start};
use taipan_object::{Borrowed, Py, PyResult, Raised, StackRef, Value};
use taipan_text::Name;

use cache::{Cache, Other, StoreCache, kind, name_of};
pub(crate) use known::*;

use super::method::{push_getter, push_with};
use super::{Fast, Instruction, instruction, raises};
use crate::dispatch::{Flow, Registers, Vm};
use crate::frame::OnReturn;
use crate::thread::Thread;

/// Units of inline cache behind `LOAD_ATTR`.
const LOAD_CACHE: usize = 9;
/// Behind `STORE_ATTR`.
const STORE_CACHE: usize = 4;

/// `LOAD_ATTR`: the name is in the upper bits; bit 0 says that it is a method that will be called, so that an object may
/// go first instead of being bound.
pub(crate) struct LoadAttr;

impl Instruction for LoadAttr {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait; a version that is right vouches for the rest of the cache.
        unsafe {
            let cache = Cache(registers.pc);
            let slot = registers.peek(1);
            let Some(owner) = slot.object() else { return number_method(registers, cache) };
            let Some(object) = owner.object() else { return Fast::Slow };
            if object.type_().current_version() != cache.version() {
                return Fast::Slow;
            }
            let pointer = NonNull::from(object);
            let value = match cache.kind() {
                kind::INLINE => match cached::load(pointer, cache.word()) {
                    Some(value) => value,
                    None => return Fast::Slow,
                },
                kind::METHOD_ONLY => return push_method(registers, cache.object(), slot),
                kind::METHOD if cached::is_inline(pointer, cache.word()) => {
                    return push_method(registers, cache.object(), slot);
                }
                kind::MEMBER => match cached::member(pointer, cache.word()) {
                    Some(value) => value,
                    None => return Fast::Slow,
                },
                kind::MODULE => match cached::module_value(owner, cache.keys_version(), cache.word()) {
                    Some(value) => value,
                    None => return Fast::Slow,
                },
                kind::CLASS_VALUE if cache.word() == 0 || cached::is_inline(pointer, cache.word()) => {
                    cache.object()
                }
                _ => return Fast::Slow,
            };
            put_value(registers, thread, value, oparg)
        }
    }

    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait. The frame keeps the function.
        unsafe {
            let known = remembered(py, registers, thread, oparg);
            if known != Fast::Slow {
                return known;
            }
            let cache = Cache(registers.pc);
            let slot = registers.peek(1);
            match cache::other(py, slot, cache, name_of(thread, oparg >> 1)) {
                Some(Other::Method(method)) if oparg & 1 != 0 => return push_method(registers, method, slot),
                Some(Other::Value(value)) => return replace(registers, value, oparg),
                _ => {}
            }
            if oparg & 1 != 0 || cache.kind() != kind::PROPERTY {
                return call_hook(py, registers, thread, oparg);
            }
            let Some(getter) = property(py, registers.peek(1), cache) else {
                return Fast::Slow;
            };
            push_getter(registers, thread, getter, registers.pc.add(LOAD_CACHE)).into()
        }
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            match load(vm, oparg) {
                Ok(()) => {
                    vm.registers.skip(LOAD_CACHE);
                    Flow::Next
                }
                Err(raised) => Flow::Raise(raised),
            }
        }
    }
}

/// What the cache knows of rarer attributes: of a class, in a dictionary, computed, methods that are bound, and those that a
/// dictionary might hide.
///
/// # Safety
/// The contract of the instruction, in its direct part.
#[inline(always)]
unsafe fn remembered(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
    // SAFETY: the caller's promise; a version that is right vouches for the rest of the cache.
    unsafe {
        let cache = Cache(registers.pc);
        let kind = cache.kind();
        let slot = registers.peek(1);
        let owner = slot.get();
        let Some(object) = owner.object() else { return Fast::Slow };
        if kind == kind::NOTHING {
            return Fast::Slow;
        }
        let pointer = NonNull::from(object);
        let value = if matches!(kind, kind::OF_CLASS | kind::CLASS_METHOD | kind::STATIC_METHOD) {
            let Some(class) = owner.as_type() else { return Fast::Slow };
            if class.current_version() != cache.version() || object.type_().current_version() != cache.owner()
            {
                return Fast::Slow;
            }
            match kind {
                kind::OF_CLASS => cache.object(),
                kind::CLASS_METHOD => {
                    let Some(function) = cache.wrapped() else { return Fast::Slow };
                    if oparg & 1 == 0 || !function.type_().has(Flags::METHOD_DESCRIPTOR) {
                        return Fast::Slow;
                    }
                    registers.poke(1, StackRef::owned(function.to_value()));
                    registers.push(slot);
                    registers.skip(LOAD_CACHE);
                    return Fast::Next;
                }
                _ => match cache.wrapped() {
                    Some(function) => function,
                    None => return Fast::Slow,
                },
            }
        } else if object.type_().current_version() != cache.version() {
            return Fast::Slow;
        } else {
            match kind {
                kind::METHOD => {
                    if !cache.is_shown(thread, oparg >> 1, pointer) {
                        return Fast::Slow;
                    }
                    return push_method(registers, cache.object(), slot);
                }
                kind::CLASS_VALUE => {
                    if !cache.is_shown(thread, oparg >> 1, pointer) {
                        return Fast::Slow;
                    }
                    cache.object()
                }
                kind::DICTIONARY => {
                    let Some(dict) = cached::dictionary(pointer, cache.word()) else { return Fast::Slow };
                    match cached::named(dict, name_of(thread, oparg >> 1)) {
                        Some(value) => value,
                        None => return Fast::Slow,
                    }
                }
                kind::COMPUTED => return compute(py, registers, thread, cache.object(), oparg),
                kind::BOUND if cache.is_shown(thread, oparg >> 1, pointer) => {
                    return bind(py, registers, thread, cache.object(), oparg);
                }
                _ => return Fast::Slow,
            }
        };
        replace(registers, value, oparg)
    }
}

/// Has a native function compute an attribute.
///
/// # Safety
/// The contract of the instruction; the class of the object on top has the descriptor.
#[inline(always)]
unsafe fn compute(
    py: &mut Py,
    registers: &mut Registers,
    thread: &Thread,
    descriptor: Borrowed<'_>,
    oparg: u32,
) -> Fast {
    // SAFETY: the caller's promise; what is exchanged is off the stack.
    unsafe {
        let Some((definition, _)) = descriptor::computed(&descriptor) else { return Fast::Slow };
        match (definition.get)(py, registers.peek(1).get()) {
            Ok(value) => Fast::after(exchange(registers, StackRef::owned(value), oparg).kill()),
            Err(raised) => {
                raises(thread, explained(py, raised, registers.peek(1), name_of(thread, oparg >> 1)))
            }
        }
    }
}

/// Asks a descriptor for what it gives for the object on top.
///
/// # Safety
/// The contract of the instruction; the class of the object has the descriptor.
#[inline(always)]
unsafe fn bind(
    py: &mut Py,
    registers: &mut Registers,
    thread: &Thread,
    descriptor: Borrowed<'_>,
    oparg: u32,
) -> Fast {
    // SAFETY: the caller's promise; what is exchanged is off the stack.
    unsafe {
        let owner = registers.peek(1).get();
        let Some(get) = descriptor.type_().slots.descr_get.get() else { return Fast::Slow };
        // What it runs may take the descriptor out of the class.
        let kept = StackRef::owned(descriptor.to_value());
        let result = get(py, descriptor, Some(owner), Some(owner.type_().borrow()));
        let quiet = kept.kill();
        match result {
            Ok(bound) => {
                let object = exchange(registers, StackRef::owned(bound), oparg);
                Fast::after(object.kill() && quiet)
            }
            Err(raised) => {
                raises(thread, explained(py, raised, registers.peek(1), name_of(thread, oparg >> 1)))
            }
        }
    }
}

/// What a function that computes an attribute raised: an `AttributeError` says which attribute is missing of which object.
///
/// # Safety
/// The slot is not null, and what it holds is alive.
#[cold]
#[inline(never)]
unsafe fn explained(py: &mut Py, raised: Raised, owner: StackRef, name: &Value) -> Raised {
    if !py.matches(&raised, &ATTRIBUTE_ERROR) {
        return raised;
    }
    // SAFETY: the caller's promise.
    let owner = unsafe { owner.get().to_value() };
    with_attribute(py, raised, &owner, name)
}

/// A method of an int or float that is in its word.
///
/// # Safety
/// The contract of the instruction; the number is on top.
#[inline(always)]
unsafe fn number_method(registers: &mut Registers, cache: Cache) -> Fast {
    // SAFETY: the caller's promise; a version that is right vouches for the method.
    unsafe {
        let number = registers.peek(1);
        if cache.kind() != kind::METHOD_ONLY || number.get().type_().current_version() != cache.version() {
            return Fast::Slow;
        }
        push_method(registers, cache.object(), number)
    }
}

/// Puts a value in the place of the object that has it, from a direct part.
///
/// # Safety
/// The contract of the instruction; the object is on top.
#[inline(always)]
unsafe fn replace(registers: &mut Registers, value: Borrowed<'_>, oparg: u32) -> Fast {
    // SAFETY: the caller's promise; the slot is off the stack.
    unsafe { Fast::after(exchange(registers, StackRef::owned(value.to_value()), oparg).kill()) }
}

/// The same from a fast part, which calls nothing.
///
/// # Safety
/// As for [`replace`].
#[inline(always)]
unsafe fn put_value(registers: &mut Registers, thread: &Thread, value: Borrowed<'_>, oparg: u32) -> Fast {
    // SAFETY: the caller's promise; the slot is off the stack.
    unsafe { Fast::after(thread.kill(exchange(registers, StackRef::owned(value.to_value()), oparg))) }
}

/// Puts a value in the place of the object on top, which is given back to be dropped, and goes behind the instruction.
///
/// # Safety
/// As for [`replace`].
#[inline(always)]
unsafe fn exchange(registers: &mut Registers, value: StackRef, oparg: u32) -> StackRef {
    // SAFETY: the caller's promise.
    unsafe {
        let object = registers.peek(1);
        registers.poke(1, value);
        if oparg & 1 != 0 {
            registers.push(StackRef::NULL);
        }
        registers.skip(LOAD_CACHE);
        object
    }
}

/// Puts a method below its object.
///
/// # Safety
/// The contract of the instruction; the object is on top, and the version is right.
#[inline(always)]
unsafe fn push_method(registers: &mut Registers, method: Borrowed<'_>, object: StackRef) -> Fast {
    // SAFETY: the caller's promise.
    unsafe {
        registers.poke(1, StackRef::owned(method.to_value()));
        registers.push(object);
        registers.skip(LOAD_CACHE);
    }
    Fast::Next
}

/// The function that reads the property that the cache knows. It takes addresses of locals, so it stays a function.
///
/// # Safety
/// The contract of the instruction. The result is used as long as the property keeps the function.
#[inline(never)]
unsafe fn property<'a>(py: &Py, owner: StackRef, cache: Cache) -> Option<Borrowed<'a>> {
    // SAFETY: the caller's promise; a version that is right vouches for the property.
    unsafe {
        if owner.object()?.type_().current_version() != cache.version() {
            return None;
        }
        let getter = cache::getter(py, &cache.object())?;
        Some(Borrowed::from_pointer(getter.pointer()))
    }
}

/// Pushes the frame of a class's `__getattr__`, if it comes to that.
///
/// # Safety
/// The contract of the instruction, in its direct part.
#[inline(always)]
unsafe fn call_hook(py: &Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
    // SAFETY: the caller's promise. The class keeps the function until the frame does.
    unsafe {
        let (slot, name) = (registers.peek(1), name_of(thread, oparg >> 1));
        let Some(hook) = hook(py, slot, name) else { return Fast::Slow };
        let operands = [slot, StackRef::borrowed(name)];
        let behind = registers.pc.add(LOAD_CACHE);
        push_with(registers, thread, hook, operands, behind, OnReturn::Attribute(oparg)).into()
    }
}

/// The `__getattr__` that reading an attribute comes down to. It takes addresses of locals, so it stays a function.
///
/// # Safety
/// The slot is not null, and what it holds is alive.
#[inline(never)]
unsafe fn hook<'a>(py: &Py, owner: StackRef, name: &Value) -> Option<Borrowed<'a>> {
    // SAFETY: the caller's promise.
    unsafe { py.attribute_hook(owner.object()?, name) }
}

unsafe fn load(vm: &mut Vm<'_>, oparg: u32) -> PyResult<()> {
    // SAFETY: the contract of the instruction.
    unsafe {
        let name = vm.name(oparg as usize >> 1);
        let owner = vm.peek(1);
        if oparg & 1 == 0 {
            let value = vm.py.get_attribute(&owner, name)?;
            cache::remember_value(vm, owner, name);
            let owner = vm.registers.pop();
            vm.push(value);
            owner.close();
            return Ok(());
        }
        let (found, takes_self) = vm.py.find_method(&owner, name)?;
        if takes_self {
            cache::remember_method(vm, owner, name, &found);
        } else {
            cache::remember_value(vm, owner, name);
        }
        let owner = vm.registers.pop();
        vm.push(found);
        if takes_self {
            vm.registers.push(owner);
        } else {
            vm.registers.push(StackRef::NULL);
            owner.close();
        }
        Ok(())
    }
}

/// `STORE_ATTR`
pub(crate) struct StoreAttr;

impl Instruction for StoreAttr {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait; a version that is right vouches for the rest of the cache.
        unsafe {
            let cache = StoreCache(registers.pc);
            let slot = registers.peek(1);
            let Some(owner) = slot.object() else { return Fast::Slow };
            let Some(object) = owner.object() else { return Fast::Slow };
            if cache.word() == 0 || object.type_().current_version() != cache.version() {
                return Fast::Slow;
            }
            let pointer = NonNull::from(object);
            let value = registers.peek(2);
            let stored = match cache.index() {
                cache::MEMBER => cached::set_member(pointer, cache.word(), value),
                cache::DICTIONARY => match cached::dictionary(pointer, cache.word()) {
                    Some(dict) => cached::set_named(dict, name_of(thread, oparg), value),
                    None => None,
                },
                index => cached::store(pointer, Place { word: cache.word(), index: index as u8 }, value),
            };
            let Some(old) = stored else { return Fast::Slow };
            registers.top = registers.top.sub(2);
            registers.skip(STORE_CACHE);
            let quiet = thread.kill_any(old);
            Fast::after(thread.kill(slot) && quiet)
        }
    }

    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let cache = StoreCache(registers.pc);
            let (slot, value) = (registers.peek(1), registers.peek(2));
            let Some(old) = cache::store_other(py, slot, cache, name_of(thread, oparg), value) else {
                return Fast::Slow;
            };
            registers.top = registers.top.sub(2);
            registers.skip(STORE_CACHE);
            let quiet = old.is_null() || old.kill();
            Fast::after(slot.kill() && quiet)
        }
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let name = vm.name(oparg as usize);
            let (value, owner) = (vm.peek(2), vm.peek(1));
            if let Err(raised) = vm.py.set_attribute(&owner, name, &value) {
                return Flow::Raise(raised);
            }
            cache::remember_store(vm, owner, name);
            vm.registers.pop().close();
            vm.registers.pop().close();
            vm.registers.skip(STORE_CACHE);
        }
        Flow::Next
    }
}

instruction! {
    /// `DELETE_ATTR`
    DeleteAttr(vm, oparg) {
        let owner = vm.pop();
        let name = vm.name(oparg as usize);
        vm.py.delete_attribute(&owner, name)
    }
}

/// `LOAD_SUPER_ATTR`: `super().name`. Bit 0: a method to be called; bit 1: `super` was called with arguments.
pub(crate) struct LoadSuperAttr;

impl Instruction for LoadSuperAttr {
    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let base = registers.top.sub(3);
            match load_super(py, base, name_of(thread, oparg >> 2), oparg, false) {
                Ok(()) => {
                    registers.top = base.add(1 + (oparg & 1) as usize);
                    registers.skip(1);
                    Fast::Next
                }
                Err(raised) => raises(thread, raised),
            }
        }
    }

    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let base = vm.registers.top.sub(3);
            if let Err(raised) = load_super(vm.py, base, vm.name(oparg as usize >> 2), oparg, vm.marked) {
                return Flow::Raise(raised);
            }
            vm.registers.top = base.add(1 + (oparg & 1) as usize);
            vm.registers.skip(1);
        }
        Flow::Next
    }
}

/// Puts the attribute in the place of `super`, the class and the object, which lie at `base`; if a method is asked for, followed by
/// the object, where it takes that first, or by null.
///
/// # Safety
/// The contract of the instruction.
#[inline(never)]
unsafe fn load_super(
    py: &mut Py,
    base: *mut StackRef,
    name: &Value,
    oparg: u32,
    marked: bool,
) -> PyResult<()> {
    // SAFETY: the caller's promise.
    unsafe {
        let [super_, class, this] = [0, 1, 2].map(|index| base.add(index).read());
        let (value, takes_self) =
            find_super(py, [super_.get(), class.get(), this.get()], name, oparg, marked)?;
        base.write(StackRef::owned(value));
        base.add(1).write(if takes_self { this } else { StackRef::NULL });
        let _ = super_.kill();
        let _ = class.kill();
        if !takes_self {
            let _ = this.kill();
        }
    }
    Ok(())
}

/// The attribute, and whether it is a method that takes the object first.
fn find_super(
    py: &mut Py,
    [super_, class, this]: [Borrowed<'_>; 3],
    name: &Value,
    oparg: u32,
    marked: bool,
) -> PyResult<(Value, bool)> {
    let known = py.interpreter().hooks().super_type;
    let plain = known.is_some_and(|known| super_.as_type().is_some_and(|it| it.is(known)));
    // Tools are to hear of a call of the bound method.
    if plain
        && !marked
        && let Some(class) = class.as_type()
        && !name.is(py.name(Name::__CLASS__))
    {
        let start = super_start(py, class, &this)?;
        if let Some(type_) = start.as_type()
            && let Some(found) = after(py, type_, class, name)
        {
            let bound = !this.is(&start);
            if oparg & 1 != 0 && bound && found.type_().has(Flags::METHOD_DESCRIPTOR) {
                return Ok((found, true));
            }
            let Some(get) = found.type_().slots.descr_get.get() else { return Ok((found, false)) };
            let object = bound.then_some(this);
            return Ok((get(py, found.borrow(), object, Some(start.borrow()))?, false));
        }
    }
    // `super()` without arguments is what the compiler filled in, unless the name means something else here.
    let args: &[&Value] = if plain || oparg & 2 != 0 { &[&class, &this] } else { &[] };
    let object = py.call(&super_, args)?;
    Ok((py.get_attribute(&object, name)?, false))
}
