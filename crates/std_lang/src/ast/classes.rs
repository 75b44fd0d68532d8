//! The classes of nodes, made from the grammar: `AST`, a class for each family, and a class for each kind of node.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

use taipan_ast::{Class, FAMILIES, Family, FieldKind, FieldSpec, Quantity};
use taipan_object::exception as exc;
use taipan_object::types::dict::Dict;
use taipan_object::types::int::INT;
use taipan_object::types::object::OBJECT;
use taipan_object::types::singletons::{NONE_TYPE, none};
use taipan_object::types::str_::STR;
use taipan_object::types::type_::TYPE;
use taipan_object::{Py, PyResult, Value};

use super::node;

/// The classes of an interpreter.
pub(super) struct Table {
    /// `AST`
    pub(super) ast: Value,
    /// The base classes of families, in the order of [`FAMILIES`]; of a product its only class.
    families: Vec<Value>,
    /// The classes of nodes, by their numbers.
    classes: Vec<Value>,
    /// The only objects that trees have of classes without fields that belong to an enumeration, by numbers.
    singletons: Vec<Option<Value>>,
    /// The names of fields, interned, by the numbers of their classes.
    fields: Vec<Vec<Value>>,
    /// The names of the attributes for positions.
    pub(super) positions: Vec<Value>,
    by_word: HashMap<usize, Class>,
    /// The type of `list[expr]`.
    pub(super) alias_type: Value,
}

/// The classes of the interpreter, once they have been made.
#[derive(Default)]
pub(super) struct State(OnceCell<Rc<Table>>);

/// The classes, if there are any yet.
pub(super) fn known(py: &Py) -> Option<Rc<Table>> {
    py.state::<State>().0.get().cloned()
}

/// The classes, made if there are none yet.
pub(super) fn table(py: &mut Py) -> PyResult<Rc<Table>> {
    if let Some(table) = known(py) {
        return Ok(table);
    }
    let table = Rc::new(Maker::new(py)?.make(py)?);
    Ok(py.state::<State>().0.get_or_init(|| table).clone())
}

impl Table {
    /// All classes with their names.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        let mut numbers = 0..;
        let mut found = vec![("AST", &self.ast)];
        for (family, base) in FAMILIES.iter().zip(&self.families) {
            if !family.product {
                found.push((family.name, base));
            }
            for (class, number) in family.classes.iter().zip(&mut numbers) {
                found.extend(self.classes.get(number).map(|it| (class.name(), it)));
            }
        }
        found.into_iter()
    }

    /// The class for a kind of node.
    pub(super) fn class(&self, class: Class) -> Option<&Value> {
        self.classes.get(class as usize)
    }

    /// The object that stands for a member of an enumeration.
    pub(super) fn singleton(&self, class: Class) -> Value {
        self.singletons.get(class as usize).cloned().flatten().unwrap_or_else(none)
    }

    /// The base class of a family.
    pub(super) fn family(&self, name: &str) -> Option<&Value> {
        FAMILIES.iter().position(|it| it.name == name).and_then(|at| self.families.get(at))
    }

    /// The names of a class's fields.
    pub(super) fn fields(&self, class: Class) -> &[Value] {
        self.fields.get(class as usize).map_or(&[], Vec::as_slice)
    }

    /// The kind of node that exactly this class stands for.
    pub(super) fn find(&self, class: &Value) -> Option<Class> {
        self.by_word.get(&class.word()).copied()
    }

    /// The classes of a family.
    pub(super) fn of_family(family: &str) -> &'static [Class] {
        FAMILIES.iter().find(|it| it.name == family).map_or(&[], |it| it.classes)
    }

    /// The attributes of a family's nodes.
    pub(super) fn attributes_of(family: &str) -> &'static [FieldSpec] {
        FAMILIES.iter().find(|it| it.name == family).map_or(&[], |it| it.attributes)
    }
}

/// Makes the classes.
struct Maker {
    ast: Value,
    families: Vec<Value>,
    classes: Vec<Value>,
}

impl Maker {
    fn new(py: &mut Py) -> PyResult<Self> {
        let namespace = namespace(py, &[], None)?;
        put_attributes(py, &namespace, &[])?;
        // Objects of AST itself have no weak references.
        let (slots, name) = (py.heap().intern("__slots__")?, py.heap().intern("__dict__")?);
        let only_dict = py.tuple([name])?;
        put(py, &namespace, "__slots__", only_dict)?;
        let ast = class(py, "AST", &OBJECT.to_value(), &namespace, &[])?;
        py.delete_attribute(&ast, &slots)?;
        node::add_methods(py, &ast)?;
        Ok(Self { ast, families: Vec::new(), classes: Vec::new() })
    }

    fn make(mut self, py: &mut Py) -> PyResult<Table> {
        for family in FAMILIES {
            self.family(py, family)?;
        }
        let all: Vec<Class> = FAMILIES.iter().flat_map(|family| family.classes).copied().collect();
        let mut alias_type = none();
        for (&kind, class) in all.iter().zip(self.classes.clone()) {
            let types = self.field_types(py, kind, &mut alias_type)?;
            let name = py.heap().intern("_field_types")?;
            py.set_attribute(&class, &name, &types)?;
            let name = py.heap().intern("__annotations__")?;
            py.set_attribute(&class, &name, &types)?;
        }
        let mut singletons = Vec::with_capacity(all.len());
        let mut fields = Vec::with_capacity(all.len());
        for (&kind, class) in all.iter().zip(&self.classes) {
            let is_enumeration = FAMILIES.iter().any(|family| {
                family.classes.contains(&kind) && family.classes.iter().all(|it| it.fields().is_empty())
            });
            let object = match class.as_type().filter(|_| is_enumeration) {
                Some(class) => Some(py.heap().instance(class)?),
                None => None,
            };
            singletons.push(object);
            fields.push(intern_all(py, kind.fields().iter().map(|it| it.name))?);
        }
        let by_word = self.classes.iter().zip(&all).map(|(class, &kind)| (class.word(), kind)).collect();
        let located = FAMILIES.iter().find(|family| !family.attributes.is_empty());
        let attributes = located.map_or(&[][..], |family| family.attributes);
        let positions = intern_all(py, attributes.iter().map(|it| it.name))?;
        let Self { ast, families, classes } = self;
        Ok(Table { ast, families, classes, singletons, fields, positions, by_word, alias_type })
    }

    fn family(&mut self, py: &mut Py, family: &Family) -> PyResult<()> {
        if family.product {
            for &kind in family.classes {
                let class = self.node_class(py, kind, &self.ast, family)?;
                self.families.push(class.clone());
                self.classes.push(class);
            }
            return Ok(());
        }
        let namespace = namespace(py, &[], Some(&family_doc(family)))?;
        put_attributes(py, &namespace, family.attributes)?;
        put_defaults(py, &namespace, family.attributes)?;
        let base = class(py, family.name, &self.ast, &namespace, &[])?;
        self.families.push(base.clone());
        for &kind in family.classes {
            let class = self.node_class(py, kind, &base, family)?;
            self.classes.push(class);
        }
        Ok(())
    }

    /// The class of a kind of node. Its objects have room for fields and attributes.
    fn node_class(&self, py: &mut Py, kind: Class, base: &Value, family: &Family) -> PyResult<Value> {
        let fields = kind.fields();
        let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
        let namespace = namespace(py, &names, Some(&constructor_doc(kind)))?;
        if family.product {
            put_attributes(py, &namespace, family.attributes)?;
        }
        put_defaults(py, &namespace, fields)?;
        if family.product {
            put_defaults(py, &namespace, family.attributes)?;
        }
        let attributes = family.attributes.iter().map(|it| it.name);
        let room: Vec<&str> = names.iter().copied().chain(attributes).collect();
        class(py, kind.name(), base, &namespace, &room)
    }

    /// `_field_types`: what `__init__` goes by.
    fn field_types(&self, py: &mut Py, kind: Class, alias_type: &mut Value) -> PyResult<Value> {
        let types = py.dict()?;
        for field in kind.fields() {
            let one = match field.kind {
                FieldKind::Identifier | FieldKind::String => STR.to_value(),
                FieldKind::Int => INT.to_value(),
                FieldKind::Constant => OBJECT.to_value(),
                FieldKind::Node(family) => {
                    let at = FAMILIES.iter().position(|it| it.name == family);
                    at.and_then(|at| self.families.get(at)).cloned().unwrap_or_else(none)
                }
            };
            let type_ = match field.quantity {
                Quantity::One => one,
                Quantity::Optional => optional(py, &one)?,
                Quantity::Many | Quantity::ManyOptional => {
                    let list = list_of(py, &one)?;
                    *alias_type = list.type_().to_value();
                    list
                }
            };
            put(py, &types, field.name, type_)?;
        }
        Ok(types)
    }
}

/// `type | None`
fn optional(py: &mut Py, type_: &Value) -> PyResult<Value> {
    match py.interpreter().hooks().union {
        Some(union) => union(py, type_, &NONE_TYPE.to_value()),
        None => Err(exc::system_error(py, format_args!("there are no unions"))),
    }
}

/// `list[type]`
fn list_of(py: &mut Py, type_: &Value) -> PyResult<Value> {
    let list = taipan_object::types::list::LIST.to_value();
    match py.interpreter().hooks().generic_alias {
        Some(alias) => alias(py, &list, type_),
        None => Err(exc::system_error(py, format_args!("there are no generic aliases"))),
    }
}

fn intern_all(py: &Py, names: impl IntoIterator<Item = &'static str>) -> PyResult<Vec<Value>> {
    names.into_iter().map(|name| py.heap().intern(name)).collect()
}

fn put(py: &mut Py, dict: &Value, name: &str, value: Value) -> PyResult<()> {
    let name = py.heap().intern(name)?;
    match dict.get::<Dict>() {
        Some(dict) => dict.set(py, &name, value),
        None => Ok(()),
    }
}

fn put_names(py: &mut Py, dict: &Value, name: &str, names: &[&str]) -> PyResult<()> {
    let names = names.iter().map(|name| py.heap().intern(name)).collect::<PyResult<Vec<_>>>()?;
    let names = py.tuple(names)?;
    put(py, dict, name, names)
}

/// What every class of nodes begins with.
fn namespace(py: &mut Py, fields: &[&str], doc: Option<&str>) -> PyResult<Value> {
    let namespace = py.dict()?;
    put_names(py, &namespace, "_fields", fields)?;
    put_names(py, &namespace, "__match_args__", fields)?;
    let module = py.heap().intern("ast")?;
    put(py, &namespace, "__module__", module)?;
    let doc = doc.map_or_else(|| Ok(none()), |doc| py.str(doc))?;
    put(py, &namespace, "__doc__", doc)?;
    Ok(namespace)
}

/// `_attributes`: what nodes have beside their fields.
fn put_attributes(py: &mut Py, namespace: &Value, attributes: &[FieldSpec]) -> PyResult<()> {
    let names: Vec<&str> = attributes.iter().map(|it| it.name).collect();
    put_names(py, namespace, "_attributes", &names)
}

/// What may be missing is `None`.
fn put_defaults(py: &mut Py, namespace: &Value, specs: &[FieldSpec]) -> PyResult<()> {
    for spec in specs.iter().filter(|spec| spec.quantity == Quantity::Optional) {
        put(py, namespace, spec.name, none())?;
    }
    Ok(())
}

/// A class, whose objects have room for these attributes.
fn class(py: &mut Py, name: &str, base: &Value, namespace: &Value, room: &[&str]) -> PyResult<Value> {
    const ROOM: &str = "__static_attributes__";
    put_names(py, namespace, ROOM, room)?;
    let (name, bases) = (py.heap().intern(name)?, py.tuple([base.clone()])?);
    let class = py.new_class(&TYPE.to_value(), &name, &bases, namespace, &[])?;
    let room = py.heap().intern(ROOM)?;
    py.delete_attribute(&class, &room)?;
    Ok(class)
}

/// `Name(identifier id, expr_context ctx)`
fn constructor_doc(kind: Class) -> String {
    let field = |field: &FieldSpec| {
        let type_ = match field.kind {
            FieldKind::Identifier => "identifier",
            FieldKind::String => "string",
            FieldKind::Int => "int",
            FieldKind::Constant => "constant",
            FieldKind::Node(family) => family,
        };
        let mark = match field.quantity {
            Quantity::One => "",
            Quantity::Optional => "?",
            Quantity::Many => "*",
            Quantity::ManyOptional => "?*",
        };
        format!("{type_}{mark} {}", field.name)
    };
    if kind.fields().is_empty() {
        return kind.name().to_owned();
    }
    let fields: Vec<String> = kind.fields().iter().map(field).collect();
    format!("{}({})", kind.name(), fields.join(", "))
}

/// `mod = Module(…)` and a line for each other constructor; those of enumerations stand in one line.
fn family_doc(family: &Family) -> String {
    let constructors: Vec<String> = family.classes.iter().map(|&kind| constructor_doc(kind)).collect();
    let enumeration = family.classes.iter().all(|it| it.fields().is_empty());
    let separator =
        if enumeration { " | ".to_owned() } else { format!("\n{} | ", " ".repeat(family.name.len())) };
    format!("{} = {}", family.name, constructors.join(&separator))
}
