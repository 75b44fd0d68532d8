//! Attributes.

mod cache;

use std::ptr::NonNull;

use taipan_object::cached::{self, Place};
use taipan_object::type_::Flags;
use taipan_object::type_::attributes::{after, super_start};
use taipan_object::{Py, PyResult, StackRef, Value};
use taipan_text::Name;

use cache::{Cache, StoreCache, kind, name_of};

use super::{Fast, Instruction, call, instruction};
use crate::dispatch::{Flow, Registers, Vm};
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
    unsafe fn fast(registers: &mut Registers, _: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait; a version that is right vouches for the rest of the cache.
        unsafe {
            let cache = Cache(registers.pc);
            let slot = registers.peek(1);
            let owner = slot.get();
            let Some(object) = owner.object() else { return number_method(registers, cache) };
            if object.type_().current_version() != cache.version() {
                return Fast::Slow;
            }
            let pointer = NonNull::from(object);
            let value = match cache.kind() {
                kind::INLINE => match cached::load(pointer, cache.place()) {
                    Some(value) => value,
                    None => return Fast::Slow,
                },
                kind::METHOD_ONLY => return push_method(registers, cache, slot),
                kind::METHOD if cached::is_inline(pointer, cache.word()) => {
                    return push_method(registers, cache, slot);
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
            let value = StackRef::owned(value.to_value());
            registers.poke(1, value);
            if oparg & 1 != 0 {
                registers.push(StackRef::NULL);
            }
            registers.skip(LOAD_CACHE);
            Fast::after(slot.kill())
        }
    }

    const DIRECT: bool = true;

    /// What is remembered less often, so that the fast part needs few registers.
    #[inline(always)]
    unsafe fn direct(_: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait; a version that is right vouches for the rest of the cache.
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
                if class.current_version() != cache.version()
                    || object.type_().current_version() != cache.owner()
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
                        return push_method(registers, cache, slot);
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
                    _ => return Fast::Slow,
                }
            };
            let value = StackRef::owned(value.to_value());
            registers.poke(1, value);
            if oparg & 1 != 0 {
                registers.push(StackRef::NULL);
            }
            registers.skip(LOAD_CACHE);
            Fast::after(slot.kill())
        }
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            if oparg & 1 == 0
                && !vm.marked
                && let Some(getter) = property(vm)
            {
                vm.registers.skip(LOAD_CACHE);
                return call::enter_getter(vm, getter);
            }
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
        push_method(registers, cache, number)
    }
}

/// Puts the method that the cache knows below its object.
///
/// # Safety
/// The contract of the instruction; the object is on top, and the version is right.
#[inline(always)]
unsafe fn push_method(registers: &mut Registers, cache: Cache, object: StackRef) -> Fast {
    // SAFETY: the caller's promise.
    unsafe {
        registers.poke(1, StackRef::owned(cache.object().to_value()));
        registers.push(object);
        registers.skip(LOAD_CACHE);
    }
    Fast::Next
}

/// The function that reads the property that the cache knows.
unsafe fn property(vm: &Vm<'_>) -> Option<Value> {
    // SAFETY: the contract of the instruction; a version that is right vouches for the property.
    unsafe {
        let cache = Cache(vm.registers.pc);
        let owner = vm.peek(1);
        let known = cache.kind() == kind::PROPERTY
            && owner.object().is_some()
            && owner.type_().current_version() == cache.version();
        if known { cache::getter(vm, &cache.object()) } else { None }
    }
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
            let owner = slot.get();
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
            let quiet = old.kill();
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
    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let name = vm.name(oparg as usize >> 2);
            let (super_, class, this) = (vm.peek(3), vm.peek(2), vm.peek(1));
            let (value, takes_self) = match load_super(vm, &super_, &class, &this, name, oparg) {
                Ok(found) => found,
                Err(raised) => return Flow::Raise(raised),
            };
            let (this, class, super_) = (vm.registers.pop(), vm.registers.pop(), vm.registers.pop());
            vm.push(value);
            class.close();
            super_.close();
            if takes_self {
                vm.registers.push(this);
            } else {
                if oparg & 1 != 0 {
                    vm.registers.push(StackRef::NULL);
                }
                this.close();
            }
            vm.registers.skip(1);
        }
        Flow::Next
    }
}

/// The attribute, and whether it is a method that takes the object first.
fn load_super(
    vm: &mut Vm<'_>,
    super_: &Value,
    class: &Value,
    this: &Value,
    name: &Value,
    oparg: u32,
) -> PyResult<(Value, bool)> {
    let known = vm.py.interpreter().hooks().super_type;
    let plain = known.is_some_and(|known| super_.as_type().is_some_and(|it| it.is(known)));
    // Tools are to hear of a call of the bound method.
    if plain
        && !vm.marked
        && let Some(class) = class.as_type()
        && !name.is(vm.py.name(Name::__CLASS__))
    {
        let start = super_start(vm.py, class, this)?;
        if let Some(type_) = start.as_type()
            && let Some(found) = after(vm.py, type_, class, name)
        {
            let bound = !this.is(&start);
            if oparg & 1 != 0 && bound && found.type_().has(Flags::METHOD_DESCRIPTOR) {
                return Ok((found, true));
            }
            let Some(get) = found.type_().slots.descr_get.get() else { return Ok((found, false)) };
            let object = bound.then(|| this.borrow());
            return Ok((get(vm.py, found.borrow(), object, Some(start.borrow()))?, false));
        }
    }
    // `super()` without arguments is what the compiler filled in, unless the name means something else here.
    let args: &[&Value] = if plain || oparg & 2 != 0 { &[class, this] } else { &[] };
    let object = vm.py.call(super_, args)?;
    Ok((vm.py.get_attribute(&object, name)?, false))
}
