//! From a tree to objects.

use std::rc::Rc;

use taipan_ast::{Class, Field, Mod, Node};
use taipan_object::types::singletons::none;
use taipan_object::{Borrowed, Py, PyResult, Value, instance};
use taipan_text::{Name, Names, PyText};

use super::classes::{self, Table};
use super::constant;

/// A tree as objects.
pub fn objects(py: &mut Py, tree: &Mod<'_>, names: &Names) -> PyResult<Value> {
    let table = classes::table(py)?;
    let mut identifiers = Vec::new();
    identifiers.resize_with(names.len(), || None);
    Converter { table, names, identifiers }.node(py, Node::Mod(tree))
}

struct Converter<'n> {
    table: Rc<Table>,
    names: &'n Names,
    /// Strings for the names that have been met.
    identifiers: Vec<Option<Value>>,
}

impl Converter<'_> {
    fn node(&mut self, py: &mut Py, node: Node<'_>) -> PyResult<Value> {
        py.check_stack("during  ast construction")?;
        let table = Rc::clone(&self.table);
        let class = node.class();
        let Some(type_) = table.class(class).and_then(Value::as_type) else { return Ok(none()) };
        let object = py.heap().instance(type_)?;
        let mut names = table.fields(class).iter();
        let mut result = Ok(());
        node.each_field(&mut |field| {
            if let (Some(name), Ok(())) = (names.next(), &result) {
                result = self.field(py, field).and_then(|value| set(py, &object, name, value));
            }
        });
        result?;
        if let Some(location) = node.location() {
            let numbers = [location.line, location.column, location.end_line, location.end_column];
            for (name, number) in table.positions.iter().zip(numbers) {
                let number = py.int(number.into())?;
                set(py, &object, name, number)?;
            }
        }
        Ok(object)
    }

    fn field(&mut self, py: &mut Py, field: Field<'_>) -> PyResult<Value> {
        match field {
            Field::Identifier(name) => name.map_or_else(|| Ok(none()), |name| self.identifier(py, name)),
            Field::Identifiers(names) => {
                let names = names.iter().map(|&name| self.identifier(py, name)).collect::<PyResult<_>>()?;
                py.list(names)
            }
            Field::String(text) => text.map_or_else(|| Ok(none()), |text| string(py, text)),
            Field::Int(number) => number.map_or_else(|| Ok(none()), |number| py.int(number.into())),
            Field::Constant(value) => constant::value(py, value),
            Field::Simple(class) => Ok(self.simple(class)),
            Field::Simples(classes) => py.list(classes.into_iter().map(|class| self.simple(class)).collect()),
            Field::Node(node) => node.map_or_else(|| Ok(none()), |node| self.node(py, node)),
            Field::Nodes(nodes) => {
                let mut items = Vec::new();
                items.try_reserve_exact(nodes.len())?;
                for node in nodes {
                    items.push(node.map_or_else(|| Ok(none()), |node| self.node(py, node))?);
                }
                py.list(items)
            }
        }
    }

    fn simple(&self, class: Class) -> Value {
        self.table.singleton(class)
    }

    fn identifier(&mut self, py: &mut Py, name: Name) -> PyResult<Value> {
        if let Some(Some(known)) = self.identifiers.get(name.index()) {
            return Ok(known.clone());
        }
        let text = string(py, self.names.text(name))?;
        let text = py.heap().intern_value(&text)?;
        if let Some(place) = self.identifiers.get_mut(name.index()) {
            *place = Some(text.clone());
        }
        Ok(text)
    }
}

fn string(py: &Py, text: PyText<'_>) -> PyResult<Value> {
    py.heap().str_from_text(text)
}

/// Sets an attribute of a new node, of which nobody knows yet.
fn set(py: &mut Py, object: &Value, name: &Value, value: Value) -> PyResult<()> {
    let this: Borrowed<'_> = object.borrow();
    instance::set(py, this, name, Some(value)).map(drop)
}
