//! `spec/slots.toml` to the slot table of `taipan_object`, and to its list of special methods.

use serde::Deserialize;
use std::fmt::Write as _;

#[derive(Deserialize)]
struct Spec {
    slot: toml::Table,
}

#[derive(Deserialize)]
struct Slot {
    shape: String,
    #[serde(default)]
    methods: Vec<Method>,
}

#[derive(Deserialize)]
struct Method {
    name: String,
    wrap: String,
    signature: String,
    doc: String,
}

pub fn generate() -> Result<String, String> {
    let spec: Spec = toml::from_str(&super::spec("slots.toml")?).map_err(|error| error.to_string())?;
    let mut parts = Parts::default();
    for (name, slot) in spec.slot {
        let slot: Slot = slot.try_into().map_err(|error| format!("{name}: {error}"))?;
        parts.add(&name, &slot);
    }
    Ok(parts.finish())
}

#[derive(Default)]
struct Parts {
    fields: String,
    empty: String,
    variants: String,
    ids: String,
    set: String,
    get: String,
    inherit: String,
    id_of: String,
    address: String,
    all: String,
    python: String,
    methods: String,
    names: Vec<String>,
    constants: String,
    slots: usize,
    entries: usize,
}

impl Parts {
    fn add(&mut self, name: &str, slot: &Slot) {
        let variant = camel(name);
        let field = field(name);
        let shape = &slot.shape;
        let shown: Vec<String> = slot.methods.iter().map(|method| format!("`{}`", method.name)).collect();
        let shown = if shown.is_empty() {
            "Has no special method.".to_owned()
        } else {
            format!("{}.", shown.join(", "))
        };
        let _ = writeln!(self.fields, "/// {shown}\npub {field}: Slot<{shape}>,");
        let _ = writeln!(self.empty, "{field}: Slot::EMPTY,");
        let _ = writeln!(self.variants, "/// {shown}\n{variant}({shape}),");
        let _ = writeln!(self.ids, "/// {shown}\n{variant},");
        let _ = writeln!(self.set, "Function::{variant}(function) => self.{field}.set(Some(function)),");
        let _ = writeln!(self.get, "SlotId::{variant} => self.{field}.get().map(Function::{variant}),");
        let _ = writeln!(self.inherit, "SlotId::{variant} => {{ self.{field}.set(other.{field}.get()); }}");
        let _ = writeln!(self.id_of, "Self::{variant}(_) => SlotId::{variant},");
        let _ = writeln!(self.address, "Self::{variant}(function) => function as usize,");
        let _ = writeln!(self.all, "Self::{variant},");
        for method in &slot.methods {
            let dunder = self.dunder(&method.name);
            let _ = writeln!(
                self.methods,
                "SpecialMethod {{ name: {:?}, dunder: {dunder}, slot: SlotId::{variant}, wrap: Wrap::{}, signature: {:?}, doc: {:?} }},",
                method.name, method.wrap, method.signature, method.doc
            );
            self.entries += 1;
        }
        let dunders: Vec<String> =
            slot.methods.iter().map(|method| self.dunder(&method.name).to_string()).collect();
        if let Some(first) = dunders.first() {
            let second = dunders.get(1).unwrap_or(first);
            let _ = writeln!(
                self.python,
                "SlotId::{variant} => Function::{variant}(python::{}::<{first}, {second}>),",
                snake(shape, slot)
            );
        } else {
            let _ = writeln!(self.python, "SlotId::{variant} => return None,");
        }
        self.slots += 1;
    }

    /// The number of a special method's name.
    fn dunder(&mut self, name: &str) -> usize {
        if let Some(index) = self.names.iter().position(|known| known == name) {
            return index;
        }
        let index = self.names.len();
        let _ = writeln!(
            self.constants,
            "/// `{name}`\npub const {}: usize = {index};",
            name.trim_matches('_').to_uppercase()
        );
        self.names.push(name.to_owned());
        index
    }

    fn finish(self) -> String {
        let Self {
            fields,
            empty,
            variants,
            ids,
            set,
            get,
            inherit,
            id_of,
            address,
            all,
            python,
            methods,
            names,
            constants,
            slots,
            ..
        } = self;
        let texts: String = names.iter().map(|name| format!("{name:?},")).collect();
        let count = names.len();
        let entries = self.entries;
        format!(
            "//! The slot table and the special methods. Made from `spec/slots.toml` by `cargo xtask codegen`; do not edit.\n\n\
             #[allow(clippy::wildcard_imports, reason = \"all shapes are used\")] use super::shapes::*;\n\
             use super::{{SpecialMethod, Slot, python, wrap::Wrap}};\n\n\
             /// The functions of a type. An empty slot means that the type does not support the operation.\n\
             #[derive(Default)] pub struct Slots {{ {fields} }}\n\n\
             /// A function for a slot.\n#[derive(Clone, Copy)] pub enum Function {{ {variants} }}\n\n\
             /// A slot's place in the table.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)] #[repr(u8)] pub enum SlotId {{ {ids} }}\n\n\
             impl SlotId {{\n/// How many slots there are.\npub const COUNT: usize = {slots};\n\n/// All of them.\npub fn all() -> impl Iterator<Item = Self> {{ [{all}].into_iter() }}\n }}\n\n\
             impl Function {{\n/// The slot that it is for.\npub fn id(self) -> SlotId {{ match self {{ {id_of} }} }}\n\n\
             /// Where its code lies.\npub fn address(self) -> usize {{ match self {{ {address} }} }}\n }}\n\n\
             impl Slots {{\n/// No operation at all.\npub const EMPTY: Self = Self {{ {empty} }};\n\n\
             /// Fills the slot of a function.\npub fn set(&self, function: Function) {{ match function {{ {set} }} }}\n\n\
             /// The function in a slot.\npub fn get(&self, id: SlotId) -> Option<Function> {{ match id {{ {get} }} }}\n\n\
             /// Takes over what another table has in a slot, be it nothing.\npub fn copy(&self, id: SlotId, other: &Self) {{ match id {{ {inherit} }} }}\n }}\n\n\
             /// The function that a class written in Python has in a slot: it calls the class's special method.\n\
             pub(crate) fn python_function(id: SlotId) -> Option<Function> {{ Some(match id {{ {python} }}) }}\n\n\
             /// The numbers of the names of special methods.\npub mod dunder {{ {constants} }}\n\n\
             /// The names of special methods, by their numbers.\npub const DUNDER_NAMES: [&str; {count}] = [{texts}];\n\n\
             /// The special methods, in the order of their slots.\npub const SPECIAL_METHODS: [SpecialMethod; {entries}] = [{methods}];\n"
        )
    }
}

/// The generic function of a shape: where the special methods of a slot are no left and right, it has a name of its own.
fn snake(shape: &str, slot: &Slot) -> String {
    let wrap = slot.methods.first().map_or("", |method| &method.wrap);
    let name = match (shape, wrap) {
        ("Binary", "BinaryLeft") | ("Ternary", "TernaryLeft") => shape,
        ("Binary" | "Ternary" | "Repeat", _) => wrap,
        ("Call", _) => "Call_",
        _ => shape,
    };
    let mut result = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !result.is_empty() {
            result.push('_');
        }
        result.extend(c.to_lowercase());
    }
    result
}

fn camel(name: &str) -> String {
    name.split('_').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}

/// Slots are named after operators, some of which are keywords of Rust.
fn field(name: &str) -> String {
    match name {
        "await" => "r#await".to_owned(),
        _ => name.to_owned(),
    }
}
