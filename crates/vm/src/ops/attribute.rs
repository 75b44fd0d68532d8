//! Attributes.

use taipan_object::cached::{self, Place};
use taipan_object::instance;
use taipan_object::{Borrowed, Py, PyResult, StackRef, Value};

use super::{Instruction, instruction};
use crate::dispatch::{Flow, Registers, Vm};
use crate::thread::Thread;

/// Units of inline cache behind `LOAD_ATTR`.
const LOAD_CACHE: usize = 9;
/// Behind `STORE_ATTR`.
const STORE_CACHE: usize = 4;

/// What the cache of a `LOAD_ATTR` or `STORE_ATTR` holds.
///
/// ```text
/// LOAD_ATTR:   │ kind │ version of the type, 32 bits │ word offset │ index │ method, 64 bits │
/// STORE_ATTR:  │ word offset; 0: nothing │ version, 32 bits │ index │
/// ```
mod kind {
    /// An inline attribute.
    pub(super) const VALUE: u16 = 1;
    /// A method of the class, which an attribute of the object could hide only if that had a dictionary.
    pub(super) const METHOD: u16 = 2;
    /// A method of a class whose objects have no attributes of their own.
    pub(super) const METHOD_ONLY: u16 = 3;
}

/// The version in a cache.
#[inline(always)]
unsafe fn version(cache: *const u16) -> u32 {
    // SAFETY: the caller's cache has it at 1.
    unsafe { u32::from(cache.add(1).read()) | u32::from(cache.add(2).read()) << 16 }
}

/// `LOAD_ATTR`: the name is in the upper bits; bit 0 says that it is a method that will be called, so that an object may
/// go first instead of being bound.
pub(crate) struct LoadAttr;

impl Instruction for LoadAttr {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, _: &Thread, oparg: u32) -> bool {
        // SAFETY: the contract of the trait; a version that is right vouches for the rest of the cache.
        unsafe {
            let cache = registers.pc;
            let kind = cache.read();
            let slot = registers.peek(1);
            let owner = slot.get();
            let Some(object) = owner.object() else { return false };
            if kind == 0 || object.type_().current_version() != version(cache) {
                return false;
            }
            let pointer = std::ptr::NonNull::from(object);
            let word = cache.add(3).read();
            if kind == kind::VALUE {
                let place = Place { word, index: cache.add(4).read() as u8 };
                let Some(value) = cached::load(pointer, place) else { return false };
                let value = value.to_value();
                if !slot.release_unless_last() {
                    drop(value);
                    return false;
                }
                registers.poke(1, StackRef::owned(value));
                if oparg & 1 != 0 {
                    registers.push(StackRef::NULL);
                }
            } else {
                if kind == kind::METHOD && !cached::is_inline(pointer, word) {
                    return false;
                }
                let method = cache.add(5).cast::<usize>().read_unaligned();
                let method = std::ptr::with_exposed_provenance_mut::<taipan_object::Object>(method);
                let method = Borrowed::from_pointer(std::ptr::NonNull::new_unchecked(method)).to_value();
                registers.poke(1, StackRef::owned(method));
                registers.push(slot);
            }
            registers.skip(LOAD_CACHE);
        }
        true
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

unsafe fn load(vm: &mut Vm<'_>, oparg: u32) -> PyResult<()> {
    // SAFETY: the contract of the instruction.
    unsafe {
        let name = vm.name(oparg as usize >> 1);
        let owner = vm.peek(1);
        if oparg & 1 == 0 {
            let value = vm.py.get_attribute(&owner, name)?;
            remember_value(vm, owner, name);
            let owner = vm.registers.pop();
            vm.push(value);
            owner.close();
            return Ok(());
        }
        let (found, takes_self) = vm.py.find_method(&owner, name)?;
        if takes_self {
            remember_method(vm, owner, name, &found);
        } else {
            remember_value(vm, owner, name);
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

/// Remembers where an attribute lies in the objects of a class, if it lies inline and nothing of the class comes first.
unsafe fn remember_value(vm: &mut Vm<'_>, owner: Borrowed<'_>, name: &Value) {
    let class = owner.type_();
    let version = class.version(vm.py);
    if version == 0 || owner.object().is_none() || !class.has_generic_getattr(vm.py) {
        return;
    }
    let hidden = class.lookup(vm.py, name).is_some_and(|found| found.type_().slots.descr_set.get().is_some());
    let Some(place) = cached::place(vm.py, class, name).filter(|_| !hidden) else { return };
    let (low, high) = (version as u16, (version >> 16) as u16);
    // SAFETY: the cache of `LOAD_ATTR` has nine units.
    unsafe { vm.write_cache(0, &[kind::VALUE, low, high, place.word, u16::from(place.index)]) };
}

/// Remembers a method of a class.
unsafe fn remember_method(vm: &mut Vm<'_>, owner: Borrowed<'_>, name: &Value, method: &Value) {
    let class = owner.type_();
    let version = class.version(vm.py);
    // Another object of the class may have an attribute of that name.
    if version == 0 || owner.object().is_none() || cached::place(vm.py, class, name).is_some() {
        return;
    }
    let (kind, word) = match instance::attribute_word(class) {
        instance::Word::None => (kind::METHOD_ONLY, 0),
        instance::Word::At(word) => (kind::METHOD, word),
        instance::Word::Elsewhere => return,
    };
    let address = method.expose();
    let units: [u16; 4] = std::array::from_fn(|index| (address >> (16 * index)) as u16);
    let (low, high) = (version as u16, (version >> 16) as u16);
    // SAFETY: the cache of `LOAD_ATTR` has nine units.
    unsafe { vm.write_cache(0, &[kind, low, high, word, 0, units[0], units[1], units[2], units[3]]) };
}

/// `STORE_ATTR`
pub(crate) struct StoreAttr;

impl Instruction for StoreAttr {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, _: &Thread, _: u32) -> bool {
        // SAFETY: the contract of the trait; a version that is right vouches for the rest of the cache.
        unsafe {
            let cache = registers.pc;
            let word = cache.read();
            let slot = registers.peek(1);
            let owner = slot.get();
            let Some(object) = owner.object() else { return false };
            if word == 0 || object.type_().current_version() != version(cache) {
                return false;
            }
            let place = Place { word, index: cache.add(3).read() as u8 };
            let pointer = std::ptr::NonNull::from(object);
            if let Some(old) = cached::load(pointer, place)
                && old.reference_count() == Some(1)
            {
                return false;
            }
            if !slot.release_unless_last() {
                return false;
            }
            let value = registers.peek(2).take();
            match cached::store(pointer, place, value) {
                // Others refer to it, so nothing dies.
                Ok(old) => drop(old),
                Err(value) => {
                    registers.poke(2, StackRef::owned(value));
                    registers.poke(1, slot.as_borrow());
                    return false;
                }
            }
            registers.top = registers.top.sub(2);
            registers.skip(STORE_CACHE);
        }
        true
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
            remember_store(vm, owner, name);
            vm.registers.pop().close();
            vm.registers.pop().close();
            vm.registers.skip(STORE_CACHE);
        }
        Flow::Next
    }
}

/// Remembers where an attribute is stored.
unsafe fn remember_store(vm: &mut Vm<'_>, owner: Borrowed<'_>, name: &Value) {
    let class = owner.type_();
    let version = class.version(vm.py);
    if version == 0 || owner.object().is_none() || !class.has_generic_setattr(vm.py) {
        return;
    }
    let hidden = class.lookup(vm.py, name).is_some_and(|found| found.type_().slots.descr_set.get().is_some());
    let Some(place) = cached::place(vm.py, class, name).filter(|_| !hidden) else { return };
    // SAFETY: the cache of `STORE_ATTR` has four units.
    unsafe {
        vm.write_cache(0, &[place.word, version as u16, (version >> 16) as u16, u16::from(place.index)]);
    };
}

instruction! {
    /// `DELETE_ATTR`
    DeleteAttr(vm, oparg) {
        let owner = vm.pop();
        let name = vm.name(oparg as usize);
        vm.py.delete_attribute(&owner, name)
    }
}

instruction! {
    /// `LOAD_SUPER_ATTR`: `super().name`. Bit 0: a method to be called; bit 1: `super` was called with arguments.
    LoadSuperAttr(vm, oparg) {
        let (this, class, super_) = (vm.pop(), vm.pop(), vm.pop());
        let name = vm.name(oparg as usize >> 2);
        let object = super_object(vm.py, &super_, &class, &this, oparg & 2 != 0)?;
        let value = vm.py.get_attribute(&object, name)?;
        vm.push(value);
        if oparg & 1 != 0 {
            vm.registers.push(StackRef::NULL);
        }
        vm.registers.skip(1);
        Ok(())
    }
}

fn super_object(py: &mut Py, super_: &Value, class: &Value, this: &Value, explicit: bool) -> PyResult<Value> {
    let is_super = crate::run::builtin(py, "super").is_some_and(|it| it.is(super_));
    if explicit || is_super { py.call(super_, &[class, this]) } else { py.call(super_, &[]) }
}
