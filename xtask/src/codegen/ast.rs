//! `spec/python.asdl` to the node types of `taipan_ast`, with their visitor, folder and reflection.
//!
//! A definition becomes, by its shape:
//! - an enumeration (`operator`): a plain `enum`;
//! - a product or a sum of one constructor (`arg`, `excepthandler`): a `struct`;
//! - any other sum: an `enum`, and where nodes carry a location a `struct { kind, location }` around `…Kind`.

mod build;

use std::fmt::Write as _;

use super::asdl::{self, Definition, Field, Quantity};

pub fn generate() -> Result<String, String> {
    let definitions = asdl::parse(&super::spec("python.asdl")?)?;
    let mut out = String::from(
        "//! The nodes of the syntax tree. Made from `spec/python.asdl` by `cargo xtask codegen`; do not edit.\n\n\
         use bumpalo::Bump;\nuse taipan_text::{Location, Name, PyText};\n\n\
         use crate::Constant;\nuse crate::reflect::{Children, Family, Field, FieldKind, FieldSpec, Quantity};\nuse crate::source::NodeSource;\nuse crate::fold::fold_list;\n",
    );
    let maker = Maker { definitions: &definitions };
    for definition in &definitions {
        out += &maker.types(definition);
    }
    out += &maker.visitor();
    out += &maker.folder();
    out += &maker.reflection();
    out += &maker.builders();
    Ok(out)
}

struct Maker<'d> {
    definitions: &'d [Definition],
}

/// `match_case` to `MatchCase`; the few names that are written together get their inner capitals.
fn type_name(asdl: &str) -> String {
    match asdl {
        "boolop" => return "BoolOp".into(),
        "unaryop" => return "UnaryOp".into(),
        "cmpop" => return "CmpOp".into(),
        "excepthandler" => return "ExceptHandler".into(),
        "withitem" => return "WithItem".into(),
        _ => {}
    }
    asdl.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

fn field_name(name: &str) -> &str {
    if name == "type" { "type_" } else { name }
}

/// Whether the definition is one struct: a product, or a sum of one constructor.
fn is_struct(definition: &Definition) -> bool {
    definition.product || (definition.constructors.len() == 1 && !definition.is_simple())
}

impl Maker<'_> {
    fn find(&self, kind: &str) -> Option<&Definition> {
        self.definitions.iter().find(|definition| definition.name == kind)
    }

    fn is_node(&self, field: &Field) -> bool {
        self.find(&field.kind).is_some_and(|definition| !definition.is_simple())
    }

    fn rust_type(&self, field: &Field) -> String {
        let one = match field.kind.as_str() {
            "identifier" => "Name".to_owned(),
            "string" => "PyText<'a>".to_owned(),
            "int" => "i32".to_owned(),
            "constant" => "Constant<'a>".to_owned(),
            kind => match self.find(kind) {
                Some(definition) if !definition.is_simple() => format!("&'a {}", self.node_type(definition)),
                _ => type_name(kind),
            },
        };
        match field.quantity {
            Quantity::One => one,
            Quantity::Optional => format!("Option<{one}>"),
            Quantity::Many => format!("&'a [{one}]"),
            Quantity::ManyOptional => format!("&'a [Option<{one}>]"),
        }
    }

    fn declare(&self, fields: &[Field], visibility: &str) -> String {
        let mut out = String::new();
        for field in fields {
            let _ = writeln!(
                out,
                "/// `{}`\n{visibility}{}: {},",
                field.name,
                field_name(&field.name),
                self.rust_type(field)
            );
        }
        out
    }

    fn types(&self, definition: &Definition) -> String {
        let name = type_name(&definition.name);
        let asdl = &definition.name;
        if definition.is_simple() {
            let variants: String =
                definition.constructors.iter().map(|c| format!("/// `{0}`\n{0},", c.name)).collect();
            return format!(
                "/// `{asdl}`\n#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\npub enum {name} {{ {variants} }}\n"
            );
        }
        let location =
            if definition.located { "/// Where it stands.\npub location: Location,\n" } else { "" };
        if is_struct(definition) {
            let fields = self.declare(&definition.constructors[0].fields, "pub ");
            let name = self.node_type(definition);
            return format!(
                "/// `{asdl}`\n#[derive(Clone, Copy, Debug)]\npub struct {name} {{ {fields} {location} }}\n"
            );
        }
        let variants: String = definition
            .constructors
            .iter()
            .map(|c| {
                if c.fields.is_empty() {
                    format!("/// `{0}`\n{0},", c.name)
                } else {
                    format!("/// `{0}`\n{0} {{ {1} }},", c.name, self.declare(&c.fields, ""))
                }
            })
            .collect();
        if definition.located {
            format!(
                "/// `{asdl}`\n#[derive(Clone, Copy, Debug)]\npub struct {name}<'a> {{\n/// Which one, with its fields.\n\
                 pub kind: {name}Kind<'a>,\n{location} }}\n\
                 /// The constructors of `{asdl}`.\n#[derive(Clone, Copy, Debug)]\npub enum {name}Kind<'a> {{ {variants} }}\n"
            )
        } else {
            format!("/// `{asdl}`\n#[derive(Clone, Copy, Debug)]\npub enum {name}<'a> {{ {variants} }}\n")
        }
    }

    /// Whether anything in the node lives in the arena.
    fn has_lifetime(&self, definition: &Definition) -> bool {
        definition.constructors.iter().flat_map(|constructor| &constructor.fields).any(|field| {
            let many = matches!(field.quantity, Quantity::Many | Quantity::ManyOptional);
            many || self.is_node(field) || matches!(field.kind.as_str(), "string" | "constant")
        })
    }

    /// The node's type as it is written in a signature.
    fn node_type(&self, definition: &Definition) -> String {
        let lifetime = if self.has_lifetime(definition) { "<'a>" } else { "" };
        format!("{}{lifetime}", type_name(&definition.name))
    }

    fn nodes(&self) -> impl Iterator<Item = &Definition> {
        self.definitions.iter().filter(|definition| !definition.is_simple())
    }

    /// For each constructor: the pattern that binds its node fields, and the fields.
    fn match_arms(
        &self,
        definition: &Definition,
        arm: impl Fn(&[Field]) -> String,
        only_nodes: bool,
    ) -> String {
        let name = type_name(&definition.name);
        let keep = |field: &Field| !only_nodes || self.is_node(field);
        let bind = |fields: &[Field]| -> String {
            let names: Vec<_> = fields.iter().filter(|f| keep(f)).map(|f| field_name(&f.name)).collect();
            let rest = if fields.iter().all(keep) { "" } else { ".." };
            format!(
                "{}{}{rest}",
                names.join(", "),
                if names.is_empty() || rest.is_empty() { "" } else { ", " }
            )
        };
        if is_struct(definition) {
            let fields = &definition.constructors[0].fields;
            let binding = bind(fields);
            let rest = if definition.located && !binding.ends_with("..") {
                if binding.is_empty() { ".." } else { ", .." }
            } else {
                ""
            };
            return format!("let {name} {{ {binding}{rest} }} = *node; {}", arm(fields));
        }
        let (subject, prefix) =
            if definition.located { ("node.kind", format!("{name}Kind")) } else { ("*node", name.clone()) };
        let mut out = format!("match {subject} {{");
        for constructor in &definition.constructors {
            let pattern = if constructor.fields.is_empty() {
                String::new()
            } else {
                format!("{{ {} }}", bind(&constructor.fields))
            };
            let _ =
                write!(out, "{prefix}::{} {pattern} => {{ {} }}", constructor.name, arm(&constructor.fields));
        }
        out + "}"
    }

    fn visitor(&self) -> String {
        let mut methods = String::new();
        let mut walks = String::new();
        for definition in self.nodes() {
            let (asdl, name) = (&definition.name, self.node_type(definition));
            let _ = writeln!(
                methods,
                "/// Visits a `{asdl}`; its children, unless overridden.\nfn visit_{asdl}(&mut self, node: &'a {name}) {{ walk_{asdl}(self, node); }}"
            );
            let body = self.match_arms(definition, |fields| self.visit_fields(fields), true);
            let unused = if body.contains("visitor") { "" } else { "let _ = visitor;" };
            let _ = writeln!(
                walks,
                "/// Visits the children of a `{asdl}` in the order of the fields.\n\
                 pub fn walk_{asdl}<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, node: &'a {name}) {{ {unused} {body} }}"
            );
        }
        format!(
            "/// Goes over a tree without changing it. Override the nodes of interest and call `walk_…` to go on below.\n\
             pub trait Visitor<'a> {{ {methods} }}\n{walks}"
        )
    }

    fn visit_fields(&self, fields: &[Field]) -> String {
        let mut out = String::new();
        for field in fields.iter().filter(|field| self.is_node(field)) {
            let (name, kind) = (field_name(&field.name), &field.kind);
            let _ = match field.quantity {
                Quantity::One => write!(out, "visitor.visit_{kind}({name});"),
                Quantity::Optional => {
                    write!(out, "if let Some(child) = {name} {{ visitor.visit_{kind}(child); }}")
                }
                Quantity::Many => write!(out, "for child in {name} {{ visitor.visit_{kind}(child); }}"),
                Quantity::ManyOptional => {
                    write!(out, "for child in {name}.iter().flatten() {{ visitor.visit_{kind}(child); }}")
                }
            };
        }
        out
    }

    fn folder(&self) -> String {
        let mut methods = String::new();
        let mut walks = String::new();
        for definition in self.nodes() {
            let (asdl, name) = (&definition.name, self.node_type(definition));
            let _ = writeln!(
                methods,
                "/// Folds a `{asdl}`; its children, unless overridden.\n\
                 fn fold_{asdl}(&mut self, node: &'a {name}) -> Result<&'a {name}, Self::Error> {{ fold_children_of_{asdl}(self, node) }}"
            );
            let _ = writeln!(
                walks,
                "/// Folds the children of a `{asdl}`; the same node when none of them changed.\n\
                 pub fn fold_children_of_{asdl}<'a, F: Folder<'a> + ?Sized>(folder: &mut F, node: &'a {name}) -> Result<&'a {name}, F::Error> {{ {} }}",
                self.fold_body(definition)
            );
        }
        format!(
            "/// Rewrites a tree: what a method returns takes the place of its node, and unchanged subtrees are shared.\n\
             pub trait Folder<'a> {{\n/// What stops a fold.\ntype Error;\n/// Where new nodes live.\nfn arena(&self) -> &'a Bump;\n{methods} }}\n{walks}"
        )
    }

    fn fold_body(&self, definition: &Definition) -> String {
        let name = type_name(&definition.name);
        let fold = |constructor: &str, fields: &[Field]| -> String {
            let children: Vec<_> = fields.iter().filter(|field| self.is_node(field)).collect();
            if children.is_empty() {
                return "return Ok(node);".to_owned();
            }
            let mut out = String::new();
            let mut same = Vec::new();
            for field in &children {
                let (id, kind) = (field_name(&field.name), &field.kind);
                let _ = match field.quantity {
                    Quantity::One => {
                        same.push(format!("std::ptr::eq({id}, new_{id})"));
                        write!(out, "let new_{id} = folder.fold_{kind}({id})?;")
                    }
                    Quantity::Optional => {
                        same.push(format!(
                            "{id}.map(std::ptr::from_ref) == new_{id}.map(std::ptr::from_ref)"
                        ));
                        write!(
                            out,
                            "let new_{id} = match {id} {{ Some(child) => Some(folder.fold_{kind}(child)?), None => None }};"
                        )
                    }
                    Quantity::Many => {
                        same.push(format!("std::ptr::eq({id}, new_{id})"));
                        write!(
                            out,
                            "let new_{id} = fold_list(folder, {id}, F::fold_{kind}, |a, b| std::ptr::eq(*a, *b))?;"
                        )
                    }
                    Quantity::ManyOptional => {
                        same.push(format!("std::ptr::eq({id}, new_{id})"));
                        write!(
                            out,
                            "let new_{id} = fold_list(folder, {id}, |folder, child| child.map(|child| folder.fold_{kind}(child)).transpose(), \
                             |a, b| a.map(std::ptr::from_ref) == b.map(std::ptr::from_ref))?;"
                        )
                    }
                };
            }
            let made: Vec<_> = fields
                .iter()
                .map(|field| {
                    let id = field_name(&field.name);
                    if self.is_node(field) { format!("{id}: new_{id}") } else { id.to_owned() }
                })
                .collect();
            let made = made.join(", ");
            let new = if is_struct(definition) {
                let location = if definition.located { ", location: node.location" } else { "" };
                format!("{name} {{ {made}{location} }}")
            } else if definition.located {
                format!("{name} {{ kind: {name}Kind::{constructor} {{ {made} }}, location: node.location }}")
            } else {
                format!("{name}::{constructor} {{ {made} }}")
            };
            let _ = write!(
                out,
                "if {} {{ return Ok(node); }} Ok(folder.arena().alloc({new}))",
                same.join(" && ")
            );
            out
        };
        if is_struct(definition) {
            let fields = &definition.constructors[0].fields;
            if !fields.iter().any(|field| self.is_node(field)) {
                return "let _ = folder; Ok(node)".to_owned();
            }
            return self.match_arms(definition, |fields| fold("", fields), false);
        }
        let (subject, prefix) =
            if definition.located { ("node.kind", format!("{name}Kind")) } else { ("*node", name.clone()) };
        let mut out = format!("match {subject} {{");
        for constructor in &definition.constructors {
            let has_children = constructor.fields.iter().any(|field| self.is_node(field));
            if !has_children {
                let pattern = if constructor.fields.is_empty() { "" } else { "{ .. }" };
                let _ = write!(out, "{prefix}::{} {pattern} => Ok(node),", constructor.name);
                continue;
            }
            let names: Vec<_> = constructor.fields.iter().map(|field| field_name(&field.name)).collect();
            let _ = write!(
                out,
                "{prefix}::{} {{ {} }} => {{ {} }}",
                constructor.name,
                names.join(", "),
                fold(&constructor.name, &constructor.fields)
            );
        }
        out + "}"
    }

    fn reflection(&self) -> String {
        let mut classes = String::new();
        let mut names = String::new();
        let mut bases = String::new();
        let mut specs = String::new();
        let mut node_variants = String::new();
        let mut node_class = String::new();
        let mut node_location = String::new();
        let mut node_fields = String::new();
        for definition in self.definitions {
            for constructor in &definition.constructors {
                let class =
                    if definition.product { type_name(&definition.name) } else { constructor.name.clone() };
                let python = if definition.product { &definition.name } else { &constructor.name };
                let base = if definition.product { "AST" } else { definition.name.as_str() };
                let _ = write!(classes, "/// `{python}`\n{class},");
                let _ = write!(names, "Self::{class} => {python:?},");
                let _ = write!(bases, "Self::{class} => {base:?},");
                let fields: String = constructor.fields.iter().map(|field| self.field_spec(field)).collect();
                let _ = write!(specs, "Self::{class} => &[{fields}],");
            }
        }
        for definition in self.nodes() {
            let (name, asdl) = (type_name(&definition.name), &definition.name);
            let _ = write!(node_variants, "/// `{asdl}`\n{name}(&'a {}),", self.node_type(definition));
            let location = if definition.located { "Some(node.location)" } else { "None" };
            let unused = if definition.located { "node" } else { "_" };
            let _ = write!(node_location, "Self::{name}({unused}) => {location},");
            if is_struct(definition) {
                let constructor = &definition.constructors[0];
                let class = if definition.product { name.clone() } else { constructor.name.clone() };
                let _ = write!(node_class, "Self::{name}(_) => Class::{},", &class);
            } else {
                let (subject, prefix) = if definition.located {
                    ("node.kind", format!("{name}Kind"))
                } else {
                    ("*node", name.clone())
                };
                let arms: String = definition
                    .constructors
                    .iter()
                    .map(|c| {
                        let pattern = if c.fields.is_empty() { "" } else { "{ .. }" };
                        format!("{prefix}::{} {pattern} => Class::{},", c.name, &c.name)
                    })
                    .collect();
                let _ = write!(node_class, "Self::{name}(node) => match {subject} {{ {arms} }},");
            }
            let body = self.match_arms(definition, |fields| self.reflect_fields(fields), false);
            let _ = write!(node_fields, "Self::{name}(node) => {{ {body} }}");
        }
        let simple_class: String = self
            .definitions
            .iter()
            .filter(|definition| definition.is_simple())
            .map(|definition| {
                let name = type_name(&definition.name);
                let arms: String = definition
                    .constructors
                    .iter()
                    .map(|c| format!("{name}::{} => Self::{},", c.name, &c.name))
                    .collect();
                format!(
                    "impl From<{name}> for Class {{ fn from(value: {name}) -> Self {{ match value {{ {} }} }} }}\n",
                    arms.replace("Self::", "Class::")
                )
            })
            .collect();
        format!(
            "/// The classes of the `ast` module that have instances.\n\
             #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\npub enum Class {{ {classes} }}\n\
             impl Class {{\n/// The name in the `ast` module.\npub const fn name(self) -> &'static str {{ match self {{ {names} }} }}\n\
             /// The name of the base class.\npub const fn base(self) -> &'static str {{ match self {{ {bases} }} }}\n\
             /// The fields in order.\npub const fn fields(self) -> &'static [FieldSpec] {{ match self {{ {specs} }} }} }}\n\
             {simple_class}\
             /// A node of any kind.\n#[derive(Clone, Copy, Debug)]\npub enum Node<'a> {{ {node_variants} }}\n\
             impl<'a> Node<'a> {{\n/// The class of the node.\npub fn class(self) -> Class {{ match self {{ {node_class} }} }}\n\
             /// Where the node stands, for classes that have positions.\npub fn location(self) -> Option<Location> {{ match self {{ {node_location} }} }}\n\
             /// Hands the values of the fields to `f`, in order.\npub fn each_field(self, f: &mut dyn FnMut(Field<'a>)) {{ match self {{ {node_fields} }} }} }}\n"
        )
    }

    fn field_spec(&self, field: &Field) -> String {
        let quantity = format!("{:?}", field.quantity);
        let kind = match field.kind.as_str() {
            "identifier" => "FieldKind::Identifier".to_owned(),
            "string" => "FieldKind::String".to_owned(),
            "int" => "FieldKind::Int".to_owned(),
            "constant" => "FieldKind::Constant".to_owned(),
            kind => format!("FieldKind::Node({kind:?})"),
        };
        format!("FieldSpec {{ name: {:?}, kind: {kind}, quantity: Quantity::{quantity} }},", field.name)
    }

    fn reflect_fields(&self, fields: &[Field]) -> String {
        let mut out = String::new();
        for field in fields {
            let id = field_name(&field.name);
            let simple = self.find(&field.kind).is_some_and(Definition::is_simple);
            let node = type_name(&field.kind);
            let value = match (field.kind.as_str(), field.quantity) {
                ("identifier", Quantity::One) => format!("Field::Identifier(Some({id}))"),
                ("identifier", Quantity::Optional) => format!("Field::Identifier({id})"),
                ("identifier", _) => format!("Field::Identifiers({id})"),
                ("string", Quantity::One) => format!("Field::String(Some({id}))"),
                ("string", _) => format!("Field::String({id})"),
                ("int", Quantity::One) => format!("Field::Int(Some({id}))"),
                ("int", _) => format!("Field::Int({id})"),
                ("constant", _) => format!("Field::Constant({id})"),
                (_, Quantity::One) if simple => format!("Field::Simple({id}.into())"),
                (_, _) if simple => format!("Field::Simples({id}.iter().map(|&one| one.into()).collect())"),
                (_, Quantity::One) => format!("Field::Node(Some(Node::{node}({id})))"),
                (_, Quantity::Optional) => format!("Field::Node({id}.map(Node::{node}))"),
                (_, Quantity::Many) => {
                    format!(
                        "Field::Nodes({id}.iter().map(|&one| Some(Node::{node}(one))).collect::<Children<'a>>())"
                    )
                }
                (_, Quantity::ManyOptional) => {
                    format!(
                        "Field::Nodes({id}.iter().map(|one| one.map(Node::{node})).collect::<Children<'a>>())"
                    )
                }
            };
            let _ = write!(out, "f({value});");
        }
        out
    }
}
