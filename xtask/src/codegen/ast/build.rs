//! The part of `taipan_ast` that builds nodes from outside: a function for each definition, over a `NodeSource`.

use std::fmt::Write as _;

use super::{Definition, Field, Maker, Quantity, field_name, is_struct, type_name};

impl Maker<'_> {
    /// The families of classes, and the functions that build their nodes.
    pub(super) fn builders(&self) -> String {
        let mut out = self.families();
        for definition in self.definitions {
            out += &self.builder(definition);
        }
        out
    }

    fn families(&self) -> String {
        let mut families = String::new();
        for definition in self.definitions {
            let classes: String = definition
                .constructors
                .iter()
                .map(|it| format!("Class::{},", class_name(definition, &it.name)))
                .collect();
            let attributes: String = definition.attributes.iter().map(|it| self.field_spec(it)).collect();
            let _ = write!(
                families,
                "Family {{ name: {:?}, classes: &[{classes}], product: {}, attributes: &[{attributes}] }},",
                definition.name, definition.product
            );
        }
        format!(
            "/// The families in the order of the grammar.\npub const FAMILIES: &[Family] = &[{families}];\n"
        )
    }

    fn builder(&self, definition: &Definition) -> String {
        let asdl = &definition.name;
        let head = |result: &str| {
            format!(
                "/// Builds a `{asdl}`; nothing of `None`.\npub fn build_{asdl}<'a, S: NodeSource<'a>>(source: &mut S, object: &S::Object) -> \
                 Result<Option<{result}>, S::Error> {{"
            )
        };
        if definition.is_simple() {
            let name = type_name(asdl);
            let arms: String = definition
                .constructors
                .iter()
                .map(|it| format!("Some(Class::{0}) => Ok(Some({name}::{0})),", it.name))
                .collect();
            return format!(
                "{} match source.class(object, {asdl:?})? {{ {arms} _ => Err(source.stranger(object, {asdl:?})) }} }}\n",
                head(&name)
            );
        }
        let node = self.node_type(definition);
        let mut out = head(&format!("&'a {node}"));
        if is_struct(definition) {
            self.struct_body(definition, &mut out);
        } else {
            self.sum_body(definition, &mut out);
        }
        out + "}\n"
    }

    /// A product takes any object; a sum of one constructor is a sum.
    fn struct_body(&self, definition: &Definition, out: &mut String) {
        let (asdl, name) = (&definition.name, type_name(&definition.name));
        let constructor = &definition.constructors[0];
        let class = class_name(definition, &constructor.name);
        let location = format!("let location = source.location(object, {asdl:?})?;");
        if !definition.product {
            let _ = write!(out, "if source.is_none(object) {{ return Ok(None); }}");
            if definition.located {
                *out += &location;
            }
            let _ = write!(
                out,
                "if source.class(object, {asdl:?})? != Some(Class::{class}) {{ return Err(source.stranger(object, {asdl:?})); }}"
            );
        }
        *out += &self.fields(&class, &constructor.fields);
        if definition.product && definition.located {
            *out += &location;
        }
        let fields = names(&constructor.fields, definition.located);
        let _ = write!(out, "Ok(Some(source.arena().alloc({name} {{ {fields} }})))");
    }

    fn sum_body(&self, definition: &Definition, out: &mut String) {
        let (asdl, name) = (&definition.name, type_name(&definition.name));
        let _ = write!(out, "if source.is_none(object) {{ return Ok(None); }}");
        let kind = if definition.located { format!("{name}Kind") } else { name.clone() };
        if definition.located {
            let _ = write!(out, "let location = source.location(object, {asdl:?})?;");
        }
        let _ = write!(out, "let kind = match source.class(object, {asdl:?})? {{");
        for constructor in &definition.constructors {
            let class = &constructor.name;
            if constructor.fields.is_empty() {
                let _ = write!(out, "Some(Class::{class}) => {kind}::{class},");
                continue;
            }
            let fields = self.fields(class, &constructor.fields);
            let names = names(&constructor.fields, false);
            let _ = write!(out, "Some(Class::{class}) => {{ {fields} {kind}::{class} {{ {names} }} }}");
        }
        let _ = write!(out, "_ => return Err(source.stranger(object, {asdl:?})), }};");
        let node =
            if definition.located { format!("{name} {{ kind, location }}") } else { "kind".to_owned() };
        let _ = write!(out, "Ok(Some(source.arena().alloc({node})))");
    }

    /// Reads the fields, then sees to it that what must be there is there.
    fn fields(&self, class: &str, fields: &[Field]) -> String {
        let mut out = String::new();
        let mut required = String::new();
        for (index, field) in fields.iter().enumerate() {
            let id = field_name(&field.name);
            let build = match field.kind.as_str() {
                "identifier" => "S::identifier".to_owned(),
                "string" => "S::string".to_owned(),
                "int" => "S::int".to_owned(),
                "constant" => "S::constant".to_owned(),
                kind => format!("build_{kind}"),
            };
            let read = match field.quantity {
                Quantity::One | Quantity::Optional => "field",
                Quantity::Many => "list",
                Quantity::ManyOptional => "list_with_gaps",
            };
            let _ = write!(out, "let {id} = source.{read}(object, Class::{class}, {index}, {build})?;");
            if field.quantity == Quantity::One {
                let _ = write!(required, "let {id} = source.required({id}, Class::{class}, {index})?;");
            }
        }
        out + &required
    }
}

fn class_name(definition: &Definition, constructor: &str) -> String {
    if definition.product { type_name(&definition.name) } else { constructor.to_owned() }
}

fn names(fields: &[Field], located: bool) -> String {
    let names = fields.iter().map(|field| field_name(&field.name)).chain(located.then_some("location"));
    names.collect::<Vec<_>>().join(", ")
}
