//! `spec/opcodes.toml` to the opcodes of `taipan_bytecode`: the enum, its tables, its stack effects and the
//! meanings of operands.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    opcode: BTreeMap<String, Entry>,
    operand: BTreeMap<String, Operand>,
    constants: BTreeMap<String, Constants>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    number: u16,
    doc: String,
    #[serde(default)]
    inputs: Vec<String>,
    #[serde(default)]
    outputs: Vec<String>,
    #[serde(default)]
    caches: Vec<String>,
    #[serde(default)]
    flags: Vec<String>,
    specializes: Option<String>,
    instruments: Option<String>,
    #[serde(default)]
    becomes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Operand {
    doc: String,
    prefix: String,
    #[serde(default)]
    first: u8,
    entries: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Constants {
    doc: String,
    entries: Vec<Constant>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Constant {
    name: String,
    value: u32,
    doc: String,
}

/// The flags in the order of their bits.
const FLAGS: &[&str] = &[
    "arg",
    "const",
    "name",
    "jump",
    "free",
    "local",
    "eval_break",
    "error",
    "escapes",
    "deopt",
    "pure",
    "unconditional_jump",
    "scope_exit",
    "block_push",
];

pub fn generate() -> Result<String, String> {
    let spec: Spec = toml::from_str(&super::spec("opcodes.toml")?).map_err(|error| error.to_string())?;
    let opcodes = Opcodes::new(spec.opcode)?;
    let mut out = String::from(
        "//! The instructions. Made from `spec/opcodes.toml` by `cargo xtask codegen`; do not edit.\n\n",
    );
    out.push_str(&opcodes.declaration());
    out.push_str(&opcodes.tables()?);
    out.push_str(&opcodes.effects()?);
    for (name, operand) in &spec.operand {
        out.push_str(&operand.generate(name));
    }
    for (name, constants) in &spec.constants {
        out.push_str(&constants.generate(name));
    }
    Ok(out)
}

/// The entries, sorted by number.
struct Opcodes {
    entries: Vec<(String, Entry)>,
}

impl Opcodes {
    fn new(entries: BTreeMap<String, Entry>) -> Result<Self, String> {
        let mut entries: Vec<_> = entries.into_iter().collect();
        entries.sort_by_key(|(_, entry)| entry.number);
        if let Some(pair) = entries.windows(2).find(|pair| pair[0].1.number == pair[1].1.number) {
            return Err(format!("{} and {} have the same number", pair[0].0, pair[1].0));
        }
        Ok(Self { entries })
    }

    fn get(&self, name: &str) -> Result<&Entry, String> {
        let found = self.entries.iter().find(|(other, _)| other == name);
        found.map(|(_, entry)| entry).ok_or_else(|| format!("there is no opcode {name}"))
    }

    /// The entry that says what an opcode takes from the stack, leaves there and caches.
    fn model<'s>(&'s self, entry: &'s Entry) -> Result<&'s Entry, String> {
        match entry.specializes.as_ref().or(entry.instruments.as_ref()) {
            Some(name) => self.get(name),
            None => Ok(entry),
        }
    }

    /// One past the highest number.
    fn len(&self) -> usize {
        self.entries.last().map_or(0, |(_, entry)| usize::from(entry.number) + 1)
    }

    fn declaration(&self) -> String {
        let mut variants = String::new();
        for (name, entry) in &self.entries {
            let _ = writeln!(variants, "/// {}\n{} = {},", entry.doc, camel(name), entry.number);
        }
        format!(
            "/// An instruction of CPython 3.14. Below 256 they occur in code; from there on in the compiler only.\n\
             #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[repr(u16)]\n\
             pub enum Opcode {{ {variants} }}\n\n"
        )
    }

    fn tables(&self) -> Result<String, String> {
        let len = self.len();
        let mut names: Vec<String> = (0..len).map(|number| format!("\"<{number}>\"")).collect();
        let mut by_number = vec!["None".to_owned(); len];
        let mut flags = vec!["0".to_owned(); len];
        let mut caches = vec!["&[]".to_owned(); len];
        let mut units = vec!["0".to_owned(); len];
        let mut heads: Vec<String> = vec!["Opcode::Cache".to_owned(); len];
        let mut bases: Vec<String> = vec!["Opcode::Cache".to_owned(); len];
        let mut families: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut becomes = String::new();
        for (name, entry) in &self.entries {
            let at = usize::from(entry.number);
            let this = format!("Opcode::{}", camel(name));
            let layout = cache_layout(&self.model(entry)?.caches)?;
            names[at] = format!("{name:?}");
            by_number[at] = format!("Some({this})");
            flags[at] = format!("{:#x}", flag_bits(name, entry)?);
            units[at] = layout.iter().map(|(_, units)| units).sum::<u8>().to_string();
            caches[at] = format!("&{layout:?}");
            heads[at].clone_from(&this);
            bases[at].clone_from(&this);
            if let Some(head) = &entry.specializes {
                heads[at] = format!("Opcode::{}", camel(head));
                families.entry(head).or_default().push(this.clone());
            }
            if let Some(base) = &entry.instruments {
                bases[at] = format!("Opcode::{}", camel(base));
            }
            if !entry.becomes.is_empty() {
                for target in &entry.becomes {
                    self.get(target)?;
                }
                let targets: Vec<_> =
                    entry.becomes.iter().map(|name| format!("Opcode::{}", camel(name))).collect();
                let _ = writeln!(becomes, "{this} => &[{}],", targets.join(", "));
            }
        }
        let mut out = String::new();
        for (bit, flag) in FLAGS.iter().enumerate() {
            let _ = writeln!(out, "pub(crate) const {}: u16 = 1 << {bit};", flag.to_uppercase());
        }
        let mut table = |name: &str, kind: &str, doc: &str, items: &[String]| {
            let items = items.join(", ");
            let _ = writeln!(out, "/// {doc}\npub(crate) static {name}: [{kind}; {len}] = [{items}];\n");
        };
        table(
            "NAMES",
            "&str",
            "CPython's spelling; a number that is not used has its digits in angle brackets.",
            &names,
        );
        table("BY_NUMBER", "Option<Opcode>", "The opcode of each number.", &by_number);
        table("FLAGS", "u16", "The flags of each number.", &flags);
        table("CACHE_UNITS", "u8", "The code units of the inline cache.", &units);
        table("CACHES", "&[(&str, u8)]", "The parts of the inline cache, with their code units.", &caches);
        table("HEADS", "Opcode", "The family head of a specialised form; any other opcode itself.", &heads);
        table("BASES", "Opcode", "What an instrumented form does; any other opcode itself.", &bases);
        let families: String = families
            .iter()
            .map(|(head, members)| format!("Opcode::{} => &[{}],", camel(head), members.join(", ")))
            .collect();
        let _ = write!(
            out,
            "/// The specialised forms of a family head.\n\
             pub(crate) fn specializations(opcode: Opcode) -> &'static [Opcode] {{ match opcode {{ {families} _ => &[] }} }}\n\n\
             /// What the assembler makes of an instruction of the compiler.\n\
             pub(crate) fn becomes(opcode: Opcode) -> &'static [Opcode] {{ match opcode {{ {becomes} _ => &[] }} }}\n\n"
        );
        Ok(out)
    }

    /// Two tables and two functions: how many items an instruction takes and how many it leaves.
    fn effects(&self) -> Result<String, String> {
        let mut popped = Vec::new();
        let mut pushed = Vec::new();
        for (name, entry) in &self.entries {
            let model = self.model(entry)?;
            popped.push((name.as_str(), entry.number, count(&model.inputs)?));
            pushed.push((name.as_str(), entry.number, count(&model.outputs)?));
        }
        let marker = "/// Stands in `POPPED` and `PUSHED` for a count that depends on the operand.\n\
                      pub(crate) const BY_OPERAND: i8 = -1;\n\n";
        Ok(marker.to_owned()
            + &self.effect("popped", "How many items an instruction takes from the stack", &popped)
            + &self.effect("pushed", "How many items an instruction leaves on the stack", &pushed))
    }

    /// A table of the counts that are fixed, and a function for those that depend on the operand.
    fn effect(&self, name: &str, doc: &str, counts: &[(&str, u16, String)]) -> String {
        let mut fixed = vec!["0"; self.len()];
        let mut arms: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (opcode, number, count) in counts {
            fixed[usize::from(*number)] = if count.contains("oparg") {
                arms.entry(count).or_default().push(format!("Opcode::{}", camel(opcode)));
                "BY_OPERAND"
            } else {
                count
            };
        }
        let arms: String =
            arms.iter().map(|(count, opcodes)| format!("{} => {count},\n", opcodes.join(" | "))).collect();
        let (table, len, fixed) = (name.to_uppercase(), self.len(), fixed.join(", "));
        format!(
            "/// {doc}, or [`BY_OPERAND`].\npub(crate) static {table}: [i8; {len}] = [{fixed}];\n\n\
             /// {doc}, if that depends on the operand.\n\
             pub(crate) const fn {name}(opcode: Opcode, oparg: i64) -> i64 {{ match opcode {{ {arms} _ => 0 }} }}\n\n"
        )
    }
}

impl Operand {
    fn generate(&self, name: &str) -> String {
        let mut variants = String::new();
        let mut all = Vec::new();
        let mut spellings = String::new();
        let mut texts = String::new();
        for (index, (spelling, text)) in self.entries.iter().enumerate() {
            let variant = camel(spelling.strip_prefix(&self.prefix).unwrap_or(spelling));
            let _ = writeln!(
                variants,
                "/// `{spelling}`: `{text}`\n{variant} = {},",
                usize::from(self.first) + index
            );
            let _ = writeln!(spellings, "Self::{variant} => {spelling:?},");
            let _ = writeln!(texts, "Self::{variant} => {text:?},");
            all.push(format!("Self::{variant}"));
        }
        let (doc, first, all) = (&self.doc, self.first, all.join(", "));
        let at = if first == 0 { "oparg".to_owned() } else { format!("oparg.checked_sub({first})?") };
        format!(
            "/// {doc}\n#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\n#[repr(u8)]\npub enum {name} {{ {variants} }}\n\n\
             impl {name} {{\n\
             /// All of them, in the order of their numbers.\npub const ALL: &[Self] = &[{all}];\n\n\
             /// The one with a number.\npub fn from_oparg(oparg: u32) -> Option<Self> {{ Self::ALL.get({at} as usize).copied() }}\n\n\
             /// CPython's name of it.\npub const fn name(self) -> &'static str {{ match self {{ {spellings} }} }}\n\n\
             /// The text that stands for it.\npub const fn text(self) -> &'static str {{ match self {{ {texts} }} }}\n\
             }}\n\n"
        )
    }
}

impl Constants {
    fn generate(&self, name: &str) -> String {
        let items: String = self
            .entries
            .iter()
            .map(|c| format!("/// {}\npub const {}: u32 = {};\n", c.doc, c.name, c.value))
            .collect();
        format!("/// {}\npub mod {name} {{ {items} }}\n\n", self.doc)
    }
}

fn flag_bits(name: &str, entry: &Entry) -> Result<u16, String> {
    entry.flags.iter().try_fold(0, |bits, flag| {
        let bit =
            FLAGS.iter().position(|other| other == flag).ok_or_else(|| format!("{name}: flag {flag}?"))?;
        Ok(bits | 1 << bit)
    })
}

/// `["counter", "descr[4]"]` as names and numbers of code units.
fn cache_layout(parts: &[String]) -> Result<Vec<(&str, u8)>, String> {
    parts
        .iter()
        .map(|part| match part.split_once('[') {
            None => Ok((part.as_str(), 1)),
            Some((name, units)) => {
                let units = units.trim_end_matches(']').parse().map_err(|_| format!("cache {part}?"))?;
                Ok((name, units))
            }
        })
        .collect()
}

/// The number of items of a list such as `["callable", "args[oparg]"]`, as an expression in `oparg`.
fn count(items: &[String]) -> Result<String, String> {
    let mut fixed = 0;
    let mut terms = Vec::new();
    for item in items {
        match item.split_once('[') {
            None => fixed += 1,
            Some((_, term)) => {
                let term = term.strip_suffix(']').ok_or_else(|| format!("{item} has no closing bracket"))?;
                let known =
                    |word: &str| word == "oparg" || "*-&>>".contains(word) || word.parse::<u8>().is_ok();
                if !term.split(' ').all(known) {
                    return Err(format!("{item}: cannot count"));
                }
                terms.push(if items.len() == 1 { term.to_owned() } else { format!("({term})") });
            }
        }
    }
    if fixed > 0 || terms.is_empty() {
        terms.insert(0, fixed.to_string());
    }
    Ok(terms.join(" + "))
}

/// `LOAD_FAST` as `LoadFast`.
fn camel(name: &str) -> String {
    name.split('_')
        .map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            first.to_owned() + &rest.to_lowercase()
        })
        .collect()
}
