//! The usual attributes, once the caches know them.

use std::ptr::NonNull;

use taipan_object::cached::{self, Place};

use super::cache::{Cache, StoreCache};
use super::{LoadAttr, STORE_CACHE, StoreAttr, number_method, push_method, put_value};
use crate::ops::Fast;
use crate::ops::form::special;

special! {
    /// `LOAD_ATTR` of a value that lies inline in objects of one class or of another.
    LoadAttrInline of LoadAttr(registers, thread, oparg) {
        let cache = Cache(registers.pc);
        let slot = registers.peek(1);
        let Some(owner) = slot.object() else { return Fast::Slow };
        let Some(object) = owner.object() else { return Fast::Slow };
        let version = object.type_().current_version();
        let Some(offset) = cache.inline_offset(version) else { return Fast::Slow };
        let Some(value) = cached::load(NonNull::from(object), offset) else { return Fast::Slow };
        put_value(registers, thread, value, oparg)
    }
}

special! {
    /// `LOAD_ATTR` of a method that is called next, on an object that has no attributes in a dictionary.
    LoadAttrMethod of LoadAttr(registers, _, _) {
        let cache = Cache(registers.pc);
        let slot = registers.peek(1);
        let Some(owner) = slot.object() else { return number_method(registers, cache) };
        let Some(object) = owner.object() else { return Fast::Slow };
        if object.type_().current_version() != cache.version() {
            return Fast::Slow;
        }
        let word = cache.word();
        if word != 0 && !cached::is_inline(NonNull::from(object), word) {
            return Fast::Slow;
        }
        push_method(registers, cache.object(), slot)
    }
}

special! {
    /// `LOAD_ATTR` of a member of `__slots__`.
    LoadAttrMember of LoadAttr(registers, thread, oparg) {
        let cache = Cache(registers.pc);
        let slot = registers.peek(1);
        let Some(owner) = slot.object() else { return Fast::Slow };
        let Some(object) = owner.object() else { return Fast::Slow };
        if object.type_().current_version() != cache.version() {
            return Fast::Slow;
        }
        let Some(value) = cached::member(NonNull::from(object), cache.word()) else { return Fast::Slow };
        put_value(registers, thread, value, oparg)
    }
}

special! {
    /// `STORE_ATTR` of a value that lies inline.
    StoreAttrInline of StoreAttr(registers, thread, _) {
        let cache = StoreCache(registers.pc);
        let slot = registers.peek(1);
        let Some(owner) = slot.object() else { return Fast::Slow };
        let Some(object) = owner.object() else { return Fast::Slow };
        if object.type_().current_version() != cache.version() {
            return Fast::Slow;
        }
        let place = Place { word: cache.word(), index: cache.index() as u8 };
        let Some(old) = cached::store(NonNull::from(object), place, registers.peek(2)) else { return Fast::Slow };
        registers.top = registers.top.sub(2);
        registers.skip(STORE_CACHE);
        let quiet = thread.kill_any(old);
        Fast::after(thread.kill(slot) && quiet)
    }
}
