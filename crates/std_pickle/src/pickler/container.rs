//! Writing containers, in batches.

use std::fmt;

use taipan_object::types::dict::Dict;
use taipan_object::types::list::List;
use taipan_object::types::set::{FROZENSET, SET, Set};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Raised, Value, exception as exc};

use super::save::Saver;
use crate::calls::{class_name, note};
use crate::opcode::{
    ADDITEMS, APPEND, APPENDS, BATCH, DICT, EMPTY_DICT, EMPTY_LIST, EMPTY_SET, EMPTY_TUPLE,
    FROZENSET as FROZENSET_OPCODE, LIST, MARK, POP, POP_MARK, SETITEM, SETITEMS, TUPLE, TUPLE1, TUPLE2,
    TUPLE3,
};

impl Saver<'_> {
    pub(super) fn save_tuple(&mut self, py: &mut Py, value: &Value, items: &[Value]) -> PyResult<()> {
        let opcode = match items.len() {
            0 if self.binary => return self.out.put([EMPTY_TUPLE]),
            0 => return self.out.put([MARK, TUPLE]),
            1 if self.protocol >= 2 => TUPLE1,
            2 if self.protocol >= 2 => TUPLE2,
            3 if self.protocol >= 2 => TUPLE3,
            _ => TUPLE,
        };
        let is_marked = opcode == TUPLE;
        if is_marked {
            self.out.put([MARK])?;
        }
        for (index, item) in items.iter().enumerate() {
            if let Err(raised) = self.save(py, item) {
                return Err(self.note_item(py, raised, value, format_args!("{index}")));
            }
        }
        // A tuple that is within itself was written meanwhile: what lies on the stack is thrown away.
        if let Some(number) = self.memo.get(value.word()) {
            if is_marked && self.binary {
                self.out.put([POP_MARK])?;
            } else {
                for _ in 0..items.len() + usize::from(is_marked) {
                    self.out.put([POP])?;
                }
            }
            return self.recall(py, number);
        }
        self.out.put([opcode])?;
        self.remember(py, value)
    }

    pub(super) fn save_list(&mut self, py: &mut Py, value: &Value, list: &List) -> PyResult<()> {
        if self.binary {
            self.out.put([EMPTY_LIST])?;
        } else {
            self.out.put([MARK, LIST])?;
        }
        self.remember(py, value)?;
        let mut index = 0;
        if !self.binary || list.len(py) == 1 {
            while let Some(item) = list.item(py, index) {
                self.save_element(py, value, &item, index)?;
                self.out.put([APPEND])?;
                index += 1;
            }
            return Ok(());
        }
        while index < list.len(py) {
            self.out.put([MARK])?;
            let end = index + BATCH;
            while index < end {
                index = self.save_numbers(py, list, index, end)?;
                if index == end {
                    break;
                }
                let Some(item) = list.item(py, index) else { break };
                self.save_element(py, value, &item, index)?;
                index += 1;
            }
            self.out.put([APPENDS])?;
        }
        Ok(())
    }

    /// Writes the small ints of a list from an index on, and gives the index of the first item that is none. They fit into a
    /// frame however full it is.
    #[inline]
    fn save_numbers(&mut self, py: &Py, list: &List, start: usize, end: usize) -> PyResult<usize> {
        if self.persistent_id.is_some() || self.out.is_frame_full() {
            return Ok(start);
        }
        let items = list.items.get(py);
        let mut index = start;
        while index < end
            && let Some(number) = items.get(index).and_then(Value::as_small_int)
            && !self.out.is_frame_full()
        {
            self.save_small_int(number)?;
            index += 1;
        }
        Ok(index)
    }

    #[inline]
    fn save_element(&mut self, py: &mut Py, list: &Value, item: &Value, index: usize) -> PyResult<()> {
        match self.save(py, item) {
            Ok(()) => Ok(()),
            Err(raised) => Err(self.note_item(py, raised, list, format_args!("{index}"))),
        }
    }

    /// Appends what an iterator gives to the list, or what else it is, that was written last.
    pub(super) fn save_appended(&mut self, py: &mut Py, object: &Value, items: &Value) -> PyResult<()> {
        let mut index = 0;
        if !self.binary {
            while let Some(item) = py.next(items)? {
                self.save_element(py, object, &item, index)?;
                self.out.put([APPEND])?;
                index += 1;
            }
            return Ok(());
        }
        while let Some(first) = py.next(items)? {
            let Some(mut item) = py.next(items)? else {
                self.save_element(py, object, &first, index)?;
                return self.out.put([APPEND]);
            };
            self.out.put([MARK])?;
            self.save_element(py, object, &first, index)?;
            index += 1;
            let mut count = 1;
            let mut is_end = false;
            loop {
                self.save_element(py, object, &item, index)?;
                index += 1;
                count += 1;
                if count == BATCH {
                    break;
                }
                match py.next(items)? {
                    Some(next) => item = next,
                    None => {
                        is_end = true;
                        break;
                    }
                }
            }
            self.out.put([APPENDS])?;
            if is_end {
                break;
            }
        }
        Ok(())
    }

    pub(super) fn save_dict(&mut self, py: &mut Py, value: &Value, dict: &Dict) -> PyResult<()> {
        if self.binary {
            self.out.put([EMPTY_DICT])?;
        } else {
            self.out.put([MARK, DICT])?;
        }
        self.remember(py, value)?;
        if dict.is_empty(py) {
            return Ok(());
        }
        if self.binary {
            return self.save_entries(py, value, dict);
        }
        let items = py.call_method(value, &self.library.names.items, &[])?;
        let items = py.iter(&items)?;
        self.save_pairs(py, value, &items)
    }

    /// Sets the entries of a dict whose own code iterates over it.
    fn save_entries(&mut self, py: &mut Py, value: &Value, dict: &Dict) -> PyResult<()> {
        let size = dict.len(py);
        let mut position = 0;
        if size == 1 {
            if let Some((key, item, _)) = dict.next(py, 0) {
                self.save_pair(py, value, &key, &item)?;
                self.out.put([SETITEM])?;
            }
            return Ok(());
        }
        loop {
            self.out.put([MARK])?;
            let mut count = 0;
            while count < BATCH
                && let Some((key, item, next)) = dict.next(py, position)
            {
                position = next;
                self.save_pair(py, value, &key, &item)?;
                count += 1;
            }
            self.out.put([SETITEMS])?;
            if dict.len(py) != size {
                return Err(exc::runtime_error(py, format_args!("dictionary changed size during iteration")));
            }
            if count < BATCH {
                return Ok(());
            }
        }
    }

    #[inline]
    pub(super) fn save_pair(
        &mut self,
        py: &mut Py,
        dict: &Value,
        key: &Value,
        value: &Value,
    ) -> PyResult<()> {
        self.save(py, key)?;
        match self.save(py, value) {
            Ok(()) => Ok(()),
            Err(raised) => Err(self.note_key(py, raised, dict, key)),
        }
    }

    /// Sets what an iterator gives, pairs of keys and values, in the dict or what else it is that was written last.
    pub(super) fn save_pairs(&mut self, py: &mut Py, object: &Value, pairs: &Value) -> PyResult<()> {
        if !self.binary {
            while let Some(pair) = py.next(pairs)? {
                let (key, value) = split(py, &pair)?;
                self.save_pair(py, object, key, value)?;
                self.out.put([SETITEM])?;
            }
            return Ok(());
        }
        while let Some(first) = py.next(pairs)? {
            let (key, value) = split(py, &first)?;
            let Some(mut pair) = py.next(pairs)? else {
                self.save_pair(py, object, key, value)?;
                return self.out.put([SETITEM]);
            };
            self.out.put([MARK])?;
            self.save_pair(py, object, key, value)?;
            let mut count = 1;
            let mut is_end = false;
            loop {
                let (key, value) = split(py, &pair)?;
                self.save_pair(py, object, key, value)?;
                count += 1;
                if count == BATCH {
                    break;
                }
                match py.next(pairs)? {
                    Some(next) => pair = next,
                    None => {
                        is_end = true;
                        break;
                    }
                }
            }
            self.out.put([SETITEMS])?;
            if is_end {
                break;
            }
        }
        Ok(())
    }

    pub(super) fn save_set(&mut self, py: &mut Py, value: &Value) -> PyResult<()> {
        if self.protocol < 4 {
            return self.save_set_as_list(py, value, SET.to_value());
        }
        let Some(set) = value.get::<Set>() else { return Ok(()) };
        self.out.put([EMPTY_SET])?;
        self.remember(py, value)?;
        let size = set.len(py);
        if size == 0 {
            return Ok(());
        }
        let mut position = 0;
        loop {
            self.out.put([MARK])?;
            let mut count = 0;
            while count < BATCH
                && let Some(entry) = set.next(py, position)
            {
                position = entry.position + 1;
                self.save_member(py, value, &entry.key)?;
                count += 1;
            }
            self.out.put([ADDITEMS])?;
            if set.len(py) != size {
                return Err(exc::runtime_error(py, format_args!("set changed size during iteration")));
            }
            if count < BATCH {
                return Ok(());
            }
        }
    }

    pub(super) fn save_frozenset(&mut self, py: &mut Py, value: &Value) -> PyResult<()> {
        if self.protocol < 4 {
            return self.save_set_as_list(py, value, FROZENSET.to_value());
        }
        let Some(set) = value.borrow().any_set() else { return Ok(()) };
        self.out.put([MARK])?;
        let mut position = 0;
        while let Some(entry) = set.next(py, position) {
            position = entry.position + 1;
            self.save_member(py, value, &entry.key)?;
        }
        if let Some(number) = self.memo.get(value.word()) {
            self.out.put([POP_MARK])?;
            return self.recall(py, number);
        }
        self.out.put([FROZENSET_OPCODE])?;
        self.remember(py, value)
    }

    fn save_member(&mut self, py: &mut Py, set: &Value, member: &Value) -> PyResult<()> {
        match self.save(py, member) {
            Ok(()) => Ok(()),
            Err(raised) => Err(self.note_part(py, raised, set, "element")),
        }
    }

    /// Sets before protocol 4 are the result of a call with a list.
    fn save_set_as_list(&mut self, py: &mut Py, value: &Value, class: Value) -> PyResult<()> {
        let items = py.collect(value)?;
        let items = py.list(items)?;
        let arguments = py.tuple([items])?;
        self.save_reduction(py, &[class, arguments], Some(value))
    }

    #[cold]
    fn note_item(&self, py: &mut Py, raised: Raised, object: &Value, index: fmt::Arguments<'_>) -> Raised {
        note(py, self.library, raised, |py| {
            let class = class_name(py, object);
            py.text(format_args!("when serializing {class} item {index}"))
        })
    }

    #[cold]
    fn note_key(&self, py: &mut Py, raised: Raised, object: &Value, key: &Value) -> Raised {
        note(py, self.library, raised, |py| {
            let (class, key) = (class_name(py, object), py.repr(key)?);
            py.text(format_args!("when serializing {class} item {key}"))
        })
    }

    /// Notes which part of an object was being written.
    #[cold]
    pub(super) fn note_part(&self, py: &mut Py, raised: Raised, object: &Value, part: &str) -> Raised {
        note(py, self.library, raised, |py| {
            let class = class_name(py, object);
            py.text(format_args!("when serializing {class} {part}"))
        })
    }
}

/// A key and a value.
fn split<'v>(py: &Py, pair: &'v Value) -> PyResult<(&'v Value, &'v Value)> {
    match pair.get::<Tuple>().map(Tuple::items) {
        Some([key, value]) => Ok((key, value)),
        _ => Err(exc::type_error(py, format_args!("dict items iterator must return 2-tuples"))),
    }
}
