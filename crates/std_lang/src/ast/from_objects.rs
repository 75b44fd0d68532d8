//! From objects to a tree. Objects may be anything: what a tree cannot hold is an error here, what the compiler cannot
//! compile is found by `taipan_ast::validate`.

use std::rc::Rc;

use bumpalo::Bump;
use taipan_ast::{Class, Constant, Mod, Mode, NodeSource, Quantity, Session};
use taipan_object::exception as exc;
use taipan_object::types::list::List;
use taipan_object::types::singletons::is_none;
use taipan_object::types::str_::{STR, Str};
use taipan_object::{Py, PyResult, Raised, Value};
use taipan_text::{Location, Name, Names, PyText};

use super::classes::{self, Table};
use super::constant;

/// The tree of a module's or expression's objects.
pub fn tree<'a>(
    py: &mut Py,
    object: &Value,
    mode: Mode,
    session: &mut Session<'a, '_>,
) -> PyResult<&'a Mod<'a>> {
    let table = classes::table(py)?;
    let expected = match mode {
        Mode::Exec => Class::Module,
        Mode::Eval => Class::Expression,
        Mode::Single => Class::Interactive,
        Mode::FuncType => Class::FunctionType,
    };
    let is_expected = match table.class(expected) {
        Some(class) => py.is_instance(object, class)?,
        None => false,
    };
    if !is_expected {
        let (expected, given) = (expected.name(), object.type_().name());
        return Err(exc::type_error(py, format_args!("expected {expected} node, got {given}")));
    }
    let (arena, names) = (session.arena, &mut *session.names);
    let mut objects = Objects { py, arena, names, table };
    match taipan_ast::build_mod(&mut objects, object)? {
        Some(tree) => Ok(tree),
        None => Err(exc::type_error(objects.py, format_args!("expected a tree"))),
    }
}

struct Objects<'a, 's> {
    py: &'s mut Py,
    arena: &'a Bump,
    names: &'s mut Names,
    table: Rc<Table>,
}

impl Objects<'_, '_> {
    /// An attribute that may be missing.
    fn attribute(&mut self, object: &Value, name: &Value) -> PyResult<Option<Value>> {
        self.py.find_attribute(object, name)
    }

    fn field_name(&self, class: Class, field: usize) -> (&'static str, Option<Value>) {
        let text = class.fields().get(field).map_or("", |spec| spec.name);
        (text, self.table.fields(class).get(field).cloned())
    }

    fn read(&mut self, object: &Value, class: Class, field: usize) -> PyResult<Option<Value>> {
        match self.field_name(class, field).1 {
            Some(name) => self.attribute(object, &name),
            None => Ok(None),
        }
    }

    fn missing(&self, field: &str, of: &str) -> Raised {
        exc::type_error(self.py, format_args!("required field \"{field}\" missing from {of}"))
    }

    /// A number of a position; nothing if it may be missing and is.
    fn position(&mut self, object: &Value, index: usize, family: &'static str) -> PyResult<Option<i32>> {
        let Some(name) = self.table.positions.get(index).cloned() else { return Ok(None) };
        let spec = Table::attributes_of(family).get(index);
        let optional = spec.is_some_and(|spec| spec.quantity == Quantity::Optional);
        match self.attribute(object, &name)? {
            Some(value) if optional && is_none(&value) => Ok(None),
            Some(value) => self.int(&value),
            None if optional => Ok(None),
            None => Err(self.missing(spec.map_or("", |spec| spec.name), family)),
        }
    }

    /// Builds the items of a list, as long as nobody changes it meanwhile.
    fn items<T>(
        &mut self,
        object: &Value,
        class: Class,
        field: usize,
        mut build: impl FnMut(&mut Self, &Value) -> PyResult<T>,
    ) -> PyResult<Vec<T>> {
        let Some(value) = self.read(object, class, field)? else { return Ok(Vec::new()) };
        let name = self.field_name(class, field).0;
        let class = class.name();
        let Some(list) = value.get::<List>() else {
            let given = value.type_().name();
            return Err(exc::type_error(
                self.py,
                format_args!("{class} field \"{name}\" must be a list, not a {given}"),
            ));
        };
        let count = list.len(self.py);
        let mut items = Vec::new();
        items.try_reserve_exact(count)?;
        for index in 0..count {
            let Some(item) = list.item(self.py, index) else { break };
            items.push(build(self, &item)?);
            if list.len(self.py) != count {
                return Err(exc::runtime_error(
                    self.py,
                    format_args!("{class} field \"{name}\" changed size during iteration"),
                ));
            }
        }
        Ok(items)
    }

    fn none_in(&self, class: Class, field: usize) -> Raised {
        let what = match class.fields().get(field).map(|spec| spec.kind) {
            Some(taipan_ast::FieldKind::Node("stmt")) => "statement",
            Some(taipan_ast::FieldKind::Node("pattern")) => "pattern",
            Some(taipan_ast::FieldKind::Identifier) => "identifier",
            _ => "expression",
        };
        exc::value_error(self.py, format_args!("None disallowed in {what} list"))
    }
}

impl<'a> NodeSource<'a> for Objects<'a, '_> {
    type Object = Value;
    type Error = Raised;

    fn arena(&self) -> &'a Bump {
        self.arena
    }

    fn is_none(&self, object: &Value) -> bool {
        is_none(object)
    }

    fn class(&mut self, object: &Value, family: &'static str) -> PyResult<Option<Class>> {
        let classes = Table::of_family(family);
        let known = self.table.find(&object.type_().borrow());
        if let Some(class) = known.filter(|class| classes.contains(class)) {
            return Ok(Some(class));
        }
        if known.is_some() {
            return Ok(None);
        }
        let table = Rc::clone(&self.table);
        for &class in classes {
            if let Some(type_) = table.class(class)
                && self.py.is_instance(object, type_)?
            {
                return Ok(Some(class));
            }
        }
        Ok(None)
    }

    fn stranger(&mut self, object: &Value, family: &'static str) -> Raised {
        match self.py.repr(object) {
            Ok(shown) => {
                exc::type_error(self.py, format_args!("expected some sort of {family}, but got {shown}"))
            }
            Err(raised) => raised,
        }
    }

    /// The end is that of the beginning where it is not given.
    fn location(&mut self, object: &Value, family: &'static str) -> PyResult<Location> {
        let line = self.position(object, 0, family)?.unwrap_or_default();
        let column = self.position(object, 1, family)?.unwrap_or_default();
        let end_line = self.position(object, 2, family)?.unwrap_or(line);
        let end_column = self.position(object, 3, family)?.unwrap_or(column);
        Ok(Location::new(line, column, end_line, end_column))
    }

    fn field<T>(
        &mut self,
        object: &Value,
        class: Class,
        field: usize,
        build: impl FnOnce(&mut Self, &Value) -> PyResult<Option<T>>,
    ) -> PyResult<Option<T>> {
        let optional = class.fields().get(field).is_some_and(|spec| spec.quantity == Quantity::Optional);
        match self.read(object, class, field)? {
            Some(value) if optional && is_none(&value) => Ok(None),
            Some(value) => {
                check_depth(self.py, class)?;
                build(self, &value)
            }
            None if optional => Ok(None),
            None => Err(self.missing(self.field_name(class, field).0, class.name())),
        }
    }

    fn list<T: Copy + 'a>(
        &mut self,
        object: &Value,
        class: Class,
        field: usize,
        build: impl Fn(&mut Self, &Value) -> PyResult<Option<T>>,
    ) -> PyResult<&'a [T]> {
        check_depth(self.py, class)?;
        let items = self.items(object, class, field, |this, item| match build(this, item)? {
            Some(item) => Ok(item),
            None => Err(this.none_in(class, field)),
        })?;
        Ok(self.arena.alloc_slice_copy(&items))
    }

    fn list_with_gaps<T: Copy + 'a>(
        &mut self,
        object: &Value,
        class: Class,
        field: usize,
        build: impl Fn(&mut Self, &Value) -> PyResult<Option<T>>,
    ) -> PyResult<&'a [Option<T>]> {
        check_depth(self.py, class)?;
        let items = self.items(object, class, field, build)?;
        Ok(self.arena.alloc_slice_copy(&items))
    }

    fn required<T>(&mut self, value: Option<T>, class: Class, field: usize) -> PyResult<T> {
        match value {
            Some(value) => Ok(value),
            None => {
                let (field, class) = (self.field_name(class, field).0, class.name());
                Err(exc::value_error(self.py, format_args!("field '{field}' is required for {class}")))
            }
        }
    }

    fn identifier(&mut self, object: &Value) -> PyResult<Option<Name>> {
        if is_none(object) {
            return Ok(None);
        }
        match object.get::<Str>().filter(|_| object.type_().is(&STR)) {
            Some(text) => Ok(Some(self.names.intern(PyText::from_bytes(&text.to_wtf8())))),
            None => Err(exc::type_error(self.py, format_args!("AST identifier must be of type str"))),
        }
    }

    fn string(&mut self, object: &Value) -> PyResult<Option<PyText<'a>>> {
        if is_none(object) {
            return Ok(None);
        }
        match object.get::<Str>().filter(|_| object.type_().is(&STR)) {
            Some(text) => Ok(Some(PyText::from_bytes(self.arena.alloc_slice_copy(&text.to_wtf8())))),
            None => Err(exc::type_error(self.py, format_args!("AST string must be of type str"))),
        }
    }

    fn int(&mut self, object: &Value) -> PyResult<Option<i32>> {
        if !object.is_int() {
            let shown = self.py.repr(object)?;
            return Err(exc::value_error(self.py, format_args!("invalid integer value: {shown}")));
        }
        match object.as_i64().map(i32::try_from) {
            Some(Ok(number)) => Ok(Some(number)),
            _ => Err(exc::overflow_error(self.py, format_args!("Python int too large to convert to C int"))),
        }
    }

    fn constant(&mut self, object: &Value) -> PyResult<Option<Constant<'a>>> {
        constant::constant(self.py, self.arena, object).map(Some)
    }
}

fn check_depth(py: &mut Py, class: Class) -> PyResult<()> {
    if py.stack_left() > 0 {
        return Ok(());
    }
    let base = class.base();
    let what = if base == "AST" { class.name() } else { base };
    py.check_stack(&format!("while traversing '{what}' node"))
}
