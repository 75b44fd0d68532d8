//! What nodes do: their constructor, pickling, `copy.replace`.

use taipan_ast::Class;
use taipan_macros::pymethods;
use taipan_object::exception as exc;
use taipan_object::native::Keywords;
use taipan_object::native::descriptor::MethodDescriptor;
use taipan_object::type_::attributes::give_slot;
use taipan_object::types::dict::Dict;
use taipan_object::types::singletons::none;
use taipan_object::{Args, Borrowed, Py, PyResult, Raised, Type, Value};
use taipan_text::Name;

use super::{classes, repr};

/// Gives `AST` its methods.
pub(super) fn add_methods(py: &mut Py, ast: &Value) -> PyResult<()> {
    for definition in Node::METHODS {
        let name = py.heap().intern(definition.name)?;
        let descriptor = py.heap().object(MethodDescriptor { class: Some(ast.clone()), definition })?;
        py.set_attribute(ast, &name, &descriptor)?;
    }
    let Some(class) = ast.as_type() else { return Ok(()) };
    Node::SLOTS.iter().try_for_each(|&function| give_slot(py, class, function))
}

/// The name of a class in messages.
pub(super) fn name_of(py: &Py, class: &Type) -> String {
    let is_ast = classes::known(py).is_some_and(|table| table.ast.is(&class.borrow()));
    if is_ast { "ast.AST".to_owned() } else { class.name().to_string() }
}

/// An attribute that a class of nodes must have.
pub(super) fn of_class(py: &mut Py, class: &Type, name: &str) -> PyResult<Value> {
    let key = py.heap().intern(name)?;
    match py.find_attribute(&class.borrow(), &key)? {
        Some(value) => Ok(value),
        None => {
            let class_name = name_of(py, class);
            let message = format_args!("type object '{class_name}' has no attribute '{name}'");
            Err(exc::attribute_error_with(py, &class.borrow(), &key, message))
        }
    }
}

/// The items of `_fields`, of which the length is asked first.
pub(super) fn fields(py: &mut Py, class: &Type) -> PyResult<Vec<Value>> {
    let fields = of_class(py, class, "_fields")?;
    py.len(&fields)?;
    py.collect(&fields)
}

fn contains(py: &mut Py, items: &[Value], key: &Value) -> PyResult<Option<usize>> {
    for (index, item) in items.iter().enumerate() {
        if py.equal(item, key)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

/// Fails where a field has no name that an attribute can have.
pub(super) fn check_name(py: &Py, name: &Value) -> PyResult<()> {
    if name.is_str() {
        return Ok(());
    }
    let given = name.type_().name();
    Err(exc::type_error(py, format_args!("attribute name must be string, not '{given}'")))
}

fn set(py: &mut Py, this: &Value, name: &Value, value: &Value) -> PyResult<()> {
    check_name(py, name)?;
    py.set_attribute(this, name, value)
}

fn deprecated(py: &mut Py, message: std::fmt::Arguments<'_>) -> PyResult<()> {
    py.warn(&exc::DEPRECATION_WARNING, message)
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

#[cold]
fn too_many(py: &Py, class: &Type, most: usize) -> Raised {
    let (name, s) = (class.name(), plural(most));
    exc::type_error(py, format_args!("{name} constructor takes at most {most} positional argument{s}"))
}

/// The constructor: fields by position or name, attributes by name.
struct Construction {
    this: Value,
    fields: Vec<Value>,
    /// The fields that have no value yet.
    remaining: Vec<Value>,
    /// `_attributes`, once they are needed.
    attributes: Option<Vec<Value>>,
}

impl Construction {
    fn class(&self) -> &Type {
        self.this.type_()
    }

    fn take(&mut self, py: &mut Py, name: &Value) -> PyResult<bool> {
        match contains(py, &self.remaining, name)? {
            Some(index) => {
                drop(self.remaining.remove(index));
                Ok(true)
            }
            None => Ok(false),
        }
    }

    fn positional(&mut self, py: &mut Py, args: &[Value]) -> PyResult<()> {
        for (name, value) in self.fields.clone().iter().zip(args) {
            set(py, &self.this, name, value)?;
            self.take(py, name)?;
        }
        Ok(())
    }

    fn keyword(&mut self, py: &mut Py, name: &Value, value: &Value) -> PyResult<()> {
        if contains(py, &self.fields, name)?.is_some() {
            if !self.take(py, name)? {
                let (class, name) = (name_of(py, self.class()), py.repr(name)?);
                return Err(exc::type_error(
                    py,
                    format_args!("{class} got multiple values for argument {name}"),
                ));
            }
        } else if !self.is_attribute(py, name)? {
            let (class, shown) = (name_of(py, self.class()), py.repr(name)?);
            deprecated(
                py,
                format_args!(
                    "{class}.__init__ got an unexpected keyword argument {shown}. Support for arbitrary keyword \
                     arguments is deprecated and will be removed in Python 3.15."
                ),
            )?;
        }
        set(py, &self.this, name, value)
    }

    fn is_attribute(&mut self, py: &mut Py, name: &Value) -> PyResult<bool> {
        let attributes = match self.attributes.take() {
            Some(attributes) => attributes,
            None => {
                let attributes = of_class(py, self.class(), "_attributes")?;
                py.collect(&attributes)?
            }
        };
        let found = contains(py, &attributes, name)?.is_some();
        self.attributes = Some(attributes);
        Ok(found)
    }

    /// Gives the fields that are left what their types allow: an empty list, `Load`, or nothing where that may be.
    fn defaults(&self, py: &mut Py) -> PyResult<()> {
        let name = py.heap().intern("_field_types")?;
        let Some(types) = py.find_attribute(&self.class().borrow(), &name)? else { return Ok(()) };
        let table = classes::table(py)?;
        for field in &self.remaining {
            let type_ = match types.get::<Dict>() {
                Some(types) => types.get(py, field)?,
                None => Some(py.get_item(&types, field)?),
            };
            let Some(type_) = type_ else {
                let (class, shown) = (name_of(py, self.class()), py.repr(field)?);
                deprecated(
                    py,
                    format_args!(
                        "Field {shown} is missing from {class}._field_types. This will become an error in Python 3.15."
                    ),
                )?;
                continue;
            };
            if is_union(py, &type_) {
                continue;
            }
            if table.alias_type.as_type().is_some_and(|alias| type_.type_().is_subtype(py, alias)) {
                let list = py.list(Vec::new())?;
                set(py, &self.this, field, &list)?;
            } else if table.family("expr_context").is_some_and(|context| type_.is(context)) {
                let load = table.singleton(Class::Load);
                set(py, &self.this, field, &load)?;
            } else {
                let (class, shown) = (name_of(py, self.class()), py.repr(field)?);
                deprecated(
                    py,
                    format_args!(
                        "{class}.__init__ missing 1 required positional argument: {shown}. This will become an error in \
                         Python 3.15."
                    ),
                )?;
            }
        }
        Ok(())
    }
}

fn is_union(py: &mut Py, value: &Value) -> bool {
    let members = py.interpreter().hooks().union_members;
    members.is_some_and(|members| members(py, value).is_some())
}

/// The attributes of a node, if it has a dictionary of them.
fn own_attributes(py: &mut Py, this: &Value) -> PyResult<Option<Value>> {
    let name = py.name(Name::__DICT__).clone();
    py.find_attribute(this, &name)
}

/// Fails unless a node would have all that it must have with these changes, and nothing that is unknown.
fn check_replacement(
    py: &mut Py,
    class: &Type,
    present: &[Value],
    changes: &[(Value, Value)],
    names: &[Value],
    attributes: &[Value],
) -> PyResult<()> {
    let mut expected: Vec<Value> = names.iter().chain(attributes).cloned().collect();
    for (name, _) in changes {
        let Some(index) = contains(py, &expected, name)? else {
            let (class, name) = (name_of(py, class), py.repr(name)?);
            return Err(exc::type_error(
                py,
                format_args!("{class}.__replace__ got an unexpected keyword argument {name}."),
            ));
        };
        drop(expected.remove(index));
    }
    let mut missing = Vec::new();
    let types = py.heap().intern("_field_types")?;
    let types = py.find_attribute(&class.borrow(), &types)?;
    for name in expected {
        if contains(py, present, &name)?.is_some() || contains(py, attributes, &name)?.is_some() {
            continue;
        }
        let type_ = match types.as_ref().and_then(|types| types.get::<Dict>()) {
            Some(types) => types.get(py, &name)?,
            None => None,
        };
        if !type_.is_some_and(|type_| is_union(py, &type_)) {
            missing.push(py.repr(&name)?.to_string());
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    missing.sort();
    let (class, count, s, missing) =
        (name_of(py, class), missing.len(), plural(missing.len()), missing.join(", "));
    Err(exc::type_error(
        py,
        format_args!("{class}.__replace__ missing {count} keyword argument{s}: {missing}."),
    ))
}

struct Node;

#[pymethods]
impl Node {
    /// Makes a node of its fields.
    #[pyslot]
    fn init(this: Borrowed<'_>, py: &mut Py, args: Args<'_>) -> PyResult<()> {
        let fields = fields(py, this.type_())?;
        let kwargs = args.keywords();
        let args: Vec<Value> = args.iter().map(Borrowed::to_value).collect();
        if args.len() > fields.len() {
            return Err(too_many(py, this.type_(), fields.len()));
        }
        let remaining = fields.clone();
        let mut construction = Construction { this: this.to_value(), fields, remaining, attributes: None };
        construction.positional(py, &args)?;
        for (name, value) in kwargs {
            construction.keyword(py, &name, &value)?;
        }
        construction.defaults(py)
    }

    /// The fields, as a call of the class; two levels deep.
    #[pyslot]
    fn repr(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        repr::show(py, this)
    }

    /// How pickle makes the node again: with arguments for the fields, so that none is missing, and then its attributes.
    #[pymethod("($self, /)")]
    fn __reduce__(this: Borrowed<'_>, py: &mut Py) -> PyResult<Value> {
        let class = this.type_().to_value();
        let Some(attributes) = own_attributes(py, &this)? else {
            let none = py.tuple([])?;
            return py.tuple([class, none]);
        };
        let mut args = Vec::new();
        let name = py.heap().intern("_fields")?;
        if let (Some(fields), Some(present)) = (py.find_attribute(&class, &name)?, attributes.get::<Dict>()) {
            for field in py.collect(&fields)? {
                if present.get(py, &field)?.is_none() {
                    break;
                }
                args.push(none());
            }
        }
        let args = py.tuple(args)?;
        py.tuple([class, args, attributes])
    }

    /// A copy of the node with other values for some fields.
    #[pymethod("($self, /, *args, **kwargs)", text = "($self, /, **fields)")]
    fn __replace__(this: Borrowed<'_>, py: &mut Py, args: Args<'_>, kwargs: Keywords<'_>) -> PyResult<Value> {
        if !args.is_empty() {
            return Err(exc::type_error(py, format_args!("__replace__() takes no positional arguments")));
        }
        let class = this.type_();
        let names = fields(py, class)?;
        let attributes = of_class(py, class, "_attributes")?;
        let attributes = py.collect(&attributes)?;
        let changes: Vec<(Value, Value)> =
            kwargs.iter().map(|(name, value)| (name.to_value(), value.to_value())).collect();
        let own = own_attributes(py, &this)?;
        let own = own.as_ref().and_then(|own| own.get::<Dict>());
        let present = own.map_or_else(|| Ok(Vec::new()), |own| own.keys(py))?;
        check_replacement(py, class, &present, &changes, &names, &attributes)?;
        let arguments = py.dict()?;
        let Some(all) = arguments.get::<Dict>() else { return Ok(arguments) };
        for name in names.iter().chain(&attributes) {
            if let Some(own) = own
                && let Some(value) = own.get(py, name)?
            {
                all.set(py, name, value)?;
            }
        }
        for (name, value) in changes {
            all.set(py, &name, value)?;
        }
        py.call_tuple(&class.to_value(), &[], Some(&arguments))
    }
}
