//! Making containers, filling them, and taking them apart.

use taipan_object::hooks::Made;
use taipan_object::protocol::iterate::is_sequence;
use taipan_object::types::dict::{DICT, Dict, OnDuplicate};
use taipan_object::types::list::List;
use taipan_object::types::set::Set;
use taipan_object::types::singletons::none;
use taipan_object::types::tuple::Tuple;
use taipan_object::{LastFirst, Py, PyResult, StackRef, Type, Value, cached, exception as exc};
use taipan_text::Name;

use super::{Fast, Instruction, call, direct, instruction, raises, slow_direct};
use crate::dispatch::{Flow, Registers, Vm};
use crate::make::make;
use crate::thread::Thread;

direct! {
    /// `BUILD_TUPLE`
    BuildTuple(py, registers, _, oparg) {
        let base = registers.top.sub(oparg as usize);
        let tuple = py.heap().tuple_of_slots(base, oparg as usize)?;
        registers.top = base;
        registers.push(StackRef::owned(tuple));
        Ok(())
    }
}

direct! {
    /// `BUILD_LIST`
    BuildList(py, registers, _, oparg) {
        let base = registers.top.sub(oparg as usize);
        let list = py.heap().list_of_slots(base, oparg as usize)?;
        registers.top = base;
        registers.push(StackRef::owned(list));
        Ok(())
    }
}

instruction! {
    /// `BUILD_SET`
    BuildSet(vm, oparg) {
        let items = vm.pop_many(oparg as usize)?;
        let set = make(vm.py, Made::Set(items))?;
        vm.push(set);
        Ok(())
    }
}

direct! {
    /// `BUILD_MAP`
    BuildMap(py, registers, _, oparg) {
        let count = oparg as usize;
        let map = StackRef::owned(py.dict_of_slots(registers.top.sub(2 * count), count)?);
        pop(registers, 2 * count);
        registers.push(map);
        Ok(())
    }
}

direct! {
    /// `BUILD_STRING`
    BuildString(py, registers, _, oparg) {
        let count = oparg as usize;
        let text = StackRef::owned(py.heap().str_of_slots(registers.top.sub(count), count)?);
        pop(registers, count);
        registers.push(text);
        Ok(())
    }
}

/// Lets go of the slots on top.
///
/// # Safety
/// There are as many.
#[inline(always)]
unsafe fn pop(registers: &mut Registers, count: usize) {
    for _ in 0..count {
        // SAFETY: the caller's promise. What needs Python to die is seen to after a direct part.
        let _ = unsafe { registers.pop().kill() };
    }
}

direct! {
    /// `BUILD_SLICE`
    BuildSlice(py, registers, _, oparg) {
        let step = if oparg == 3 { registers.pop().take() } else { none() };
        let (stop, start) = (registers.pop().take(), registers.pop().take());
        let slice = py.heap().slice(start, stop, step)?;
        registers.push(StackRef::owned(slice));
        Ok(())
    }
}

instruction! {
    /// `BUILD_INTERPOLATION`: bit 0 says whether there is a format, the upper bits the conversion.
    BuildInterpolation(vm, oparg) {
        let format = if oparg & 1 != 0 { vm.pop() } else { vm.py.str("")? };
        let (text, value) = (vm.pop(), vm.pop());
        let conversion = match oparg >> 2 {
            1 => vm.py.str("s")?,
            2 => vm.py.str("r")?,
            3 => vm.py.str("a")?,
            _ => none(),
        };
        let interpolation = make(vm.py, Made::Interpolation([value, text, conversion, format]))?;
        vm.push(interpolation);
        Ok(())
    }
}

instruction! {
    /// `BUILD_TEMPLATE`
    BuildTemplate(vm, _) {
        let (interpolations, strings) = (vm.pop(), vm.pop());
        let template = make(vm.py, Made::Template(strings, interpolations))?;
        vm.push(template);
        Ok(())
    }
}

/// `LIST_APPEND`
pub(crate) struct ListAppend;

impl Instruction for ListAppend {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, _: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            if !cached::append(registers.peek(oparg as usize + 1).get(), registers.peek(1)) {
                return Fast::Slow;
            }
            registers.top = registers.top.sub(1);
        }
        Fast::Next
    }

    const DIRECT: bool = true;

    #[inline(always)]
    unsafe fn direct(py: &mut Py, registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        // SAFETY: the contract of the trait.
        unsafe {
            let item = registers.pop().take();
            let Some(list) = registers.peek(oparg as usize).get().get::<List>() else { return Fast::Next };
            match list.append(py, item) {
                Ok(()) => Fast::Next,
                Err(raised) => raises(thread, raised),
            }
        }
    }

    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe { slow_direct::<Self>(vm, oparg) }
    }
}

direct! {
    /// `LIST_EXTEND`
    ListExtend(py, registers, _, oparg) {
        let iterable = registers.pop();
        let list = registers.peek(oparg as usize);
        registers.push(iterable);
        extend_list(py, list, iterable)?;
        pop(registers, 1);
        Ok(())
    }
}

/// Appends the items of an iterable to a list.
///
/// # Safety
/// Neither slot is null, and what they hold stays alive.
#[inline(never)]
unsafe fn extend_list(py: &mut Py, list: StackRef, iterable: StackRef) -> PyResult<()> {
    // SAFETY: the caller's promise.
    let (target, iterable) = unsafe { (list.get(), iterable.get()) };
    let Some(list) = target.get::<List>() else { return Ok(()) };
    if let Some(tuple) = iterable.exact::<Tuple>() {
        return list.extend_from(py, tuple.items());
    }
    if let Some(source) = iterable.exact::<List>() {
        return list.extend_from_list(py, source);
    }
    if iterable.type_().slots.iter.get().is_none() && !is_sequence(&iterable) {
        return Err(exc::type_error(
            py,
            format_args!("Value after * must be an iterable, not {}", iterable.type_().name()),
        ));
    }
    list.extend_by_iteration(py, &iterable)
}

direct! {
    /// `SET_ADD`
    SetAdd(py, registers, _, oparg) {
        add_key(py, registers.peek(oparg as usize + 1), registers.peek(1))?;
        pop(registers, 1);
        Ok(())
    }
    fast(registers, thread, oparg) {
        let set = registers.peek(oparg as usize + 1);
        let Some(old) = cached::add_key(set.get(), registers.peek(1)) else { return Fast::Slow };
        registers.top = registers.top.sub(1);
        Fast::after(thread.kill_any(old))
    }
}

/// Adds what a slot holds to a set.
///
/// # Safety
/// Neither slot is null, and what they hold is alive.
#[inline(never)]
unsafe fn add_key(py: &mut Py, set: StackRef, key: StackRef) -> PyResult<()> {
    // SAFETY: the caller's promise.
    let (set, key) = unsafe { (set.get(), key.get()) };
    match set.get::<Set>() {
        Some(set) => set.add(py, &key).map(drop),
        // Only a module's own `__conditional_annotations__` can be anything.
        None => Err(exc::type_error(py, format_args!("'{}' object is not a set", set.type_().name()))),
    }
}

instruction! {
    /// `SET_UPDATE`
    SetUpdate(vm, oparg) {
        let items = vm.pop();
        let set = vm.peek(oparg as usize);
        match set.any_set() {
            Some(set) => set.update(vm.py, &items),
            None => Ok(()),
        }
    }
}

direct! {
    /// `MAP_ADD`
    MapAdd(py, registers, _, oparg) {
        let (value, key) = (registers.pop(), registers.pop());
        let map = registers.peek(oparg as usize);
        registers.push(key);
        set_key(py, map, key, value)?;
        pop(registers, 1);
        Ok(())
    }
    fast(registers, _, oparg) {
        let map = registers.peek(oparg as usize + 2);
        if !cached::set_key(map.get(), registers.peek(2), registers.peek(1)) {
            return Fast::Slow;
        }
        registers.top = registers.top.sub(2);
        Fast::Next
    }
}

/// Sets a key of a dict to what a slot holds, which is taken out of it.
///
/// # Safety
/// None of the slots is null, and what they hold is alive. `value` is not used again.
#[inline(never)]
unsafe fn set_key(py: &mut Py, map: StackRef, key: StackRef, value: StackRef) -> PyResult<()> {
    // SAFETY: the caller's promise.
    let (map, key, value) = unsafe { (map.get(), key.get(), value.take()) };
    map.get::<Dict>().map_or(Ok(()), |dict| dict.set(py, &key, value))
}

instruction! {
    /// `DICT_UPDATE`: a `{**mapping}`
    DictUpdate(vm, oparg) {
        let mapping = vm.pop();
        let target = vm.peek(oparg as usize);
        if let (Some(dict), Some(other)) = (target.get::<Dict>(), mapping.exact::<Dict>()) {
            return dict.merge(vm.py, other, OnDuplicate::Replace);
        }
        if !is_mapping(vm.py, &mapping)? {
            return Err(exc::type_error(vm.py, format_args!("'{}' object is not a mapping", mapping.type_().name())));
        }
        each_item(vm.py, &mapping, |py, key, value| match target.get::<Dict>() {
            Some(dict) => dict.set(py, &key, value),
            None => Ok(()),
        })
    }
}

direct! {
    /// `DICT_MERGE`: a `**mapping` in a call; no key may be there already.
    DictMerge(py, registers, _, oparg) {
        let depth = oparg as usize;
        let (mapping, target) = (registers.peek(1), registers.peek(depth + 1));
        merge(py, target, mapping, registers.peek(depth + 4))?;
        pop(registers, 1);
        Ok(())
    }
}

/// Puts the items of a mapping into the dict of keywords for a call.
///
/// # Safety
/// None of the slots is null, and what they hold stays alive.
#[inline(never)]
unsafe fn merge(py: &mut Py, target: StackRef, mapping: StackRef, callable: StackRef) -> PyResult<()> {
    // SAFETY: the caller's promise.
    let (target, mapping, callable) = unsafe { (target.get(), mapping.get(), callable.get()) };
    if let (Some(dict), Some(other)) = (target.exact::<Dict>(), mapping.exact::<Dict>())
        && dict.is_empty(py)
    {
        return dict.merge(py, other, OnDuplicate::Replace);
    }
    if !is_mapping(py, &mapping)? {
        let shown = call::shown(py, &callable)?;
        return Err(exc::type_error(
            py,
            format_args!("{shown} argument after ** must be a mapping, not {}", mapping.type_().name()),
        ));
    }
    each_item(py, &mapping, |py, key, value| {
        let Some(dict) = target.get::<Dict>() else { return Ok(()) };
        if dict.get(py, &key)?.is_some() {
            let shown = call::shown(py, &callable)?;
            let key = py.to_str(&key)?;
            return Err(exc::type_error(
                py,
                format_args!("{shown} got multiple values for keyword argument '{key}'"),
            ));
        }
        dict.set(py, &key, value)
    })
}

/// Whether something is a dict or has `keys`.
fn is_mapping(py: &mut Py, value: &Value) -> PyResult<bool> {
    if value.get::<Dict>().is_some() {
        return Ok(true);
    }
    let keys = py.name(Name::KEYS).clone();
    Ok(py.find_attribute(value, &keys)?.is_some())
}

/// Calls `body` with each key of a mapping and its value.
fn each_item(
    py: &mut Py,
    mapping: &Value,
    mut body: impl FnMut(&mut Py, Value, Value) -> PyResult<()>,
) -> PyResult<()> {
    // A subclass is asked only if it iterates in its own way.
    let plain = |class: &Type| class.slots.iter.get().map(|iter| iter as usize);
    if let Some(dict) = mapping.get::<Dict>().filter(|_| plain(mapping.type_()) == plain(&DICT)) {
        for (key, value) in dict.items(py) {
            body(py, key, value)?;
        }
        return Ok(());
    }
    let name = py.name(Name::KEYS).clone();
    let keys = py.call_method(mapping, &name, &[])?;
    py.for_each(&keys, |py, key| {
        let value = py.get_item(mapping, &key)?;
        body(py, key, value)
    })
}

/// `UNPACK_SEQUENCE`
pub(crate) struct UnpackSequence;

impl Instruction for UnpackSequence {
    #[inline(always)]
    unsafe fn fast(registers: &mut Registers, thread: &Thread, oparg: u32) -> Fast {
        let count = oparg as usize;
        // SAFETY: the contract of the trait: there is room for the items.
        unsafe {
            let sequence = registers.peek(1);
            let Some(items) =
                sequence.object().and_then(|it| cached::items(it)).filter(|items| items.len() == count)
            else {
                return Fast::Slow;
            };
            let bottom = registers.top.sub(1);
            for (index, item) in items.iter().enumerate() {
                bottom.add(count - 1 - index).write(StackRef::owned(item.clone()));
            }
            registers.top = bottom.add(count);
            registers.skip(1);
            Fast::after(thread.kill(sequence))
        }
    }

    #[inline(never)]
    unsafe fn slow(vm: &mut Vm<'_>, oparg: u32) -> Flow {
        // SAFETY: the contract of the trait.
        unsafe {
            let sequence = vm.pop();
            let items = match unpack(vm.py, &sequence, oparg as usize, None) {
                Ok(items) => items,
                Err(raised) => return Flow::Raise(raised),
            };
            for item in items.into_iter().rev() {
                vm.push(item);
            }
            vm.registers.skip(1);
        }
        Flow::Next
    }
}

instruction! {
    /// `UNPACK_EX`: so many before the star in the low byte, so many after it above.
    UnpackEx(vm, oparg) {
        let sequence = vm.pop();
        let (before, after) = (oparg as usize & 0xff, oparg as usize >> 8);
        let items = match sequence.exact::<List>() {
            // SAFETY: no Python runs until the items are on the stack, and nothing else has the list's items.
            Some(list) => Some(&unsafe { list.items.peek() }[..]),
            None => sequence.exact::<Tuple>().map(Tuple::items),
        };
        if let Some(items) = items.filter(|items| items.len() >= before + after) {
            let (first, rest) = items.split_at(before);
            let (rest, last) = rest.split_at(rest.len() - after);
            let mut middle = Vec::new();
            middle.try_reserve_exact(rest.len())?;
            middle.extend_from_slice(rest);
            let middle = vm.py.list(middle)?;
            last.iter().rev().for_each(|item| vm.push(item.clone()));
            vm.push(middle);
            first.iter().rev().for_each(|item| vm.push(item.clone()));
            return Ok(());
        }
        let items = unpack(vm.py, &sequence, before, Some(after))?;
        for item in items.into_iter().rev() {
            vm.push(item);
        }
        Ok(())
    }
}

/// The items of a sequence, `before` of them; with `after`, a list of those between follows, and as many after that.
fn unpack(py: &mut Py, sequence: &Value, before: usize, after: Option<usize>) -> PyResult<Vec<Value>> {
    if after.is_none() {
        if let Some(tuple) = sequence.exact::<Tuple>() {
            if tuple.len() == before {
                return Ok(tuple.items().to_vec());
            }
            return Err(wrong_number(py, before, tuple.len(), true));
        }
        if let Some(list) = sequence.exact::<List>() {
            let items = list.items.get(py).clone();
            if items.len() == before {
                return Ok(items);
            }
            return Err(wrong_number(py, before, items.len(), true));
        }
    }
    if after.is_none()
        && let Some(dict) = sequence.exact::<Dict>()
        && dict.len(py) > before
    {
        return Err(wrong_number(py, before, dict.len(py), true));
    }
    if sequence.type_().slots.iter.get().is_none() && !is_sequence(sequence) {
        return Err(exc::type_error(
            py,
            format_args!("cannot unpack non-iterable {} object", sequence.type_().name()),
        ));
    }
    let iterator = py.iter(sequence)?;
    let mut items = LastFirst::default();
    while items.0.len() < before {
        match py.next(&iterator)? {
            Some(item) => items.0.push(item),
            None => {
                let least = after.map_or(String::new(), |_| "at least ".to_owned());
                let wanted = before + after.unwrap_or(0);
                return Err(exc::value_error(
                    py,
                    format_args!(
                        "not enough values to unpack (expected {least}{wanted}, got {})",
                        items.0.len()
                    ),
                ));
            }
        }
    }
    let Some(after) = after else {
        if py.next(&iterator)?.is_some() {
            return Err(wrong_number(py, before, before + 1, false));
        }
        return Ok(items.keep());
    };
    let mut rest = LastFirst(py.collect_list(&iterator)?);
    if rest.0.len() < after {
        let got = before + rest.0.len();
        return Err(exc::value_error(
            py,
            format_args!("not enough values to unpack (expected at least {}, got {got})", before + after),
        ));
    }
    let last = rest.0.split_off(rest.0.len() - after);
    let middle = py.list(rest.keep())?;
    items.0.push(middle);
    items.0.extend(last);
    Ok(items.keep())
}

#[cold]
fn wrong_number(py: &Py, wanted: usize, got: usize, exact: bool) -> taipan_object::Raised {
    if got < wanted {
        return exc::value_error(
            py,
            format_args!("not enough values to unpack (expected {wanted}, got {got})"),
        );
    }
    if exact {
        return exc::value_error(
            py,
            format_args!("too many values to unpack (expected {wanted}, got {got})"),
        );
    }
    exc::value_error(py, format_args!("too many values to unpack (expected {wanted})"))
}
