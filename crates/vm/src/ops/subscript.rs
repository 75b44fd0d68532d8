//! Subscripts and slices.

use taipan_object::types::list::List;
use taipan_object::types::singletons::none;

use super::instruction;

instruction! {
    /// `STORE_SUBSCR`
    StoreSubscr(vm, _) {
        let (value, container, key) = (vm.peek(3), vm.peek(2), vm.peek(1));
        let mut done = false;
        if let (Some(list), Some(index)) = (container.exact::<List>(), key.as_small_int()) {
            let mut items = list.items.get_mut(vm.py);
            if let Some(place) = usize::try_from(index).ok().and_then(|index| items.get_mut(index)) {
                let old = std::mem::replace(place, value.to_value());
                drop(items);
                drop(old);
                done = true;
            }
        }
        if !done {
            vm.py.set_item(&container, &key, &value)?;
        }
        for _ in 0..3 {
            vm.registers.pop().close();
        }
        vm.registers.skip(1);
        Ok(())
    }
}

instruction! {
    /// `DELETE_SUBSCR`
    DeleteSubscr(vm, _) {
        let (key, container) = (vm.pop(), vm.pop());
        vm.py.delete_item(&container, &key)
    }
}

instruction! {
    /// `BINARY_SLICE`
    BinarySlice(vm, _) {
        let (stop, start, container) = (vm.pop(), vm.pop(), vm.pop());
        let slice = vm.py.heap().slice(start, stop, none())?;
        let value = vm.py.get_item(&container, &slice)?;
        vm.push(value);
        Ok(())
    }
}

instruction! {
    /// `STORE_SLICE`
    StoreSlice(vm, _) {
        let (stop, start, container, value) = (vm.pop(), vm.pop(), vm.pop(), vm.pop());
        let slice = vm.py.heap().slice(start, stop, none())?;
        vm.py.set_item(&container, &slice, &value)
    }
}
