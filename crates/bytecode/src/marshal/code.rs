//! Code objects to and from marshal.
//!
//! CPython puts the reference flag on whatever has a second reference while it is written. For a code object fresh from
//! the compiler that comes to this: equal constants, name tuples, line tables and exception tables are one object across
//! all code objects of a module, because the compiler merges them, so they are flagged if they occur twice; interned
//! strings, small ints, strings and bytes of at most one character and the empty tuple are flagged always; `co_code` is
//! flagged always, and never shared, because each code object makes it on demand and keeps it; the kinds of the locals
//! are never shared, nor are the names of the locals of an `__annotate__` function, which is assembled with a
//! parameter `.format` that becomes `format` afterwards.
//!
//! Interning replaces strings in the constants of a finished code object. A frozenset cannot be changed, so it is copied
//! for each code object that has it, if one of its strings gives way to another one of the process. Here it is copied if
//! it has a string that is interned, which is right unless no such string is anywhere else, as a name for instance. One
//! thing more does not follow from the code alone: a `%` that comes from a folded `%%` may be a string of its own, not
//! the one that CPython keeps for this character; here it is that one.

use std::sync::Arc;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use taipan_num::Int;
use taipan_text::{Error, ErrorClass, StackLimit};

use super::{
    Builder, CodeParts, Graph, Items, Leaf, Node, NodeId, Reader, Result, Shape, VERSION, Writer,
    is_singleton, value_error,
};
use crate::{CodeObject, Constant, Str};

/// Reads a code object.
pub fn read_code(data: &[u8], stack: StackLimit) -> Result<Arc<CodeObject>> {
    match Reader::new(data, CodeBuilder, stack).read()? {
        Constant::Code(code) => Ok(code),
        _ => Err(Error::new(ErrorClass::Type, "marshal data does not hold a code object")),
    }
}

/// The bytes of a code object, as `marshal.dumps(code)` has them when nobody else holds the code object.
pub fn write_code(code: &Arc<CodeObject>, stack: StackLimit) -> Result<Vec<u8>> {
    let (graph, root) = from_code(code, stack)?;
    let mut writer = Writer::new(&graph, VERSION, stack);
    writer.write(&root)?;
    Ok(writer.finish())
}

/// The bytes of a tuple of constants.
pub fn write_constants(constants: &[Constant], stack: StackLimit) -> Result<Vec<u8>> {
    let mut merger = Merger::new(stack);
    let items = constants.iter().map(|constant| merger.constant(constant)).collect::<Result<_>>()?;
    let mut graph = merger.graph;
    let root = graph.add(Node::Tuple(items));
    let mut writer = Writer::new(&graph, VERSION, stack);
    writer.write(&root)?;
    Ok(writer.finish())
}

/// A code object as plain data, with equal constants merged as CPython's compiler merges them.
pub fn from_code(code: &Arc<CodeObject>, stack: StackLimit) -> Result<(Graph, NodeId)> {
    let mut merger = Merger::new(stack);
    let root = merger.code(code)?;
    Ok((merger.graph, root))
}

/// Puts each constant into the graph once.
struct Merger {
    stack: StackLimit,
    graph: Graph,
    known: HashMap<Key, NodeId, FxBuildHasher>,
    /// Values with parts, by type and address: shared ones are visited once.
    visited: HashMap<(u8, usize), NodeId, FxBuildHasher>,
}

/// What makes two constants one.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Plain(u8),
    Int(i64),
    BigInt(Int),
    Float(u64),
    Complex(u64, u64),
    Str(Box<[u8]>, bool),
    Bytes(Arc<[u8]>),
    Tuple(Box<[NodeId]>),
    FrozenSet(Box<[NodeId]>),
    Slice(Vec<Key>),
    Merged(NodeId),
}

impl Merger {
    fn new(stack: StackLimit) -> Self {
        Self { stack, graph: Graph::new(), known: HashMap::default(), visited: HashMap::default() }
    }

    fn code(&mut self, code: &Arc<CodeObject>) -> Result<NodeId> {
        let parts = CodeParts {
            arg_count: code.arg_count as i32,
            positional_only_count: code.positional_only_count as i32,
            keyword_only_count: code.keyword_only_count as i32,
            stack_size: code.stack_size as i32,
            flags: code.flags as i32,
            code: self.unshared(&code.code),
            constants: self.code_constants(&code.constants)?,
            names: self.names(&code.names),
            local_names: if renames_its_parameter(code) {
                self.unmerged_names(&code.local_names)
            } else {
                self.names(&code.local_names)
            },
            local_kinds: self.unshared(&code.local_kinds),
            filename: self.str(&code.filename),
            name: self.str(&code.name),
            qualified_name: self.str(&code.qualified_name),
            first_line: code.first_line,
            line_table: self.bytes(&code.line_table),
            exception_table: self.bytes(&code.exception_table),
        };
        Ok(self.graph.add(Node::Code(Box::new(parts))))
    }

    fn constant(&mut self, constant: &Constant) -> Result<NodeId> {
        if self.stack.check().is_err() {
            return value_error("object too deeply nested to marshal");
        }
        let place = match constant {
            Constant::Tuple(items) => (0, Arc::as_ptr(items).addr()),
            Constant::FrozenSet(items) => (1, Arc::as_ptr(items).addr()),
            Constant::Slice(parts) => (2, Arc::as_ptr(parts).addr()),
            Constant::Code(code) => (3, Arc::as_ptr(code).addr()),
            scalar => return Ok(self.scalar(scalar)),
        };
        if let Some(&id) = self.visited.get(&place) {
            return Ok(id);
        }
        let id = match constant {
            Constant::Tuple(items) => self.tuple(items)?,
            Constant::FrozenSet(items) => self.frozen_set(items)?,
            Constant::Slice(parts) => self.slice(parts)?,
            Constant::Code(code) => self.code(code)?,
            scalar => self.scalar(scalar),
        };
        self.visited.insert(place, id);
        Ok(id)
    }

    /// The constants of one code object. A frozenset of words is copied for it.
    fn code_constants(&mut self, constants: &[Constant]) -> Result<NodeId> {
        let items = constants.iter().map(|constant| match constant {
            Constant::FrozenSet(items) if items.iter().any(is_word) => {
                let items = self.constants(items)?;
                Ok(self.graph.add(Node::FrozenSet(items)))
            }
            constant => self.constant(constant),
        });
        let items: Box<[NodeId]> = items.collect::<Result<_>>()?;
        Ok(self.merge(Key::Tuple(items.clone()), || Node::Tuple(items)))
    }

    fn scalar(&mut self, constant: &Constant) -> NodeId {
        let (key, node) = scalar_node(constant);
        if matches!(node, Node::Float(value) if value.is_nan())
            || matches!(node, Node::Complex(real, imag) if real.is_nan() || imag.is_nan())
        {
            // A NaN is equal to nothing, so nothing merges it.
            return self.graph.add(node);
        }
        let id = self.merge(key, || node);
        if matches!(constant, Constant::Bytes(bytes) if bytes.len() == 1) {
            // Bytes constants of a single byte are the same in all of CPython: they are held as if for ever.
            self.graph.hold(id);
            self.graph.hold(id);
        }
        id
    }

    fn frozen_set(&mut self, items: &[Constant]) -> Result<NodeId> {
        let items = self.constants(items)?;
        let mut sorted = items.clone();
        sorted.sort_unstable();
        Ok(self.merge(Key::FrozenSet(sorted), || Node::FrozenSet(items)))
    }

    /// Equal slices are one, but their parts are not merged with anything.
    fn slice(&mut self, parts: &[Constant; 3]) -> Result<NodeId> {
        let mut keys = Vec::new();
        for part in parts {
            keys.push(match part {
                Constant::Tuple(_) | Constant::FrozenSet(_) | Constant::Slice(_) | Constant::Code(_) => {
                    Key::Merged(self.constant(part)?)
                }
                scalar => scalar_node(scalar).0,
            });
        }
        let key = Key::Slice(keys);
        if let Some(&id) = self.known.get(&key) {
            return Ok(id);
        }
        let parts = [self.slice_part(&parts[0])?, self.slice_part(&parts[1])?, self.slice_part(&parts[2])?];
        Ok(self.merge(key, || Node::Slice(parts)))
    }

    fn slice_part(&mut self, part: &Constant) -> Result<NodeId> {
        match part {
            Constant::Tuple(_) | Constant::FrozenSet(_) | Constant::Slice(_) | Constant::Code(_) => {
                self.constant(part)
            }
            scalar => {
                let (_, node) = scalar_node(scalar);
                if node.is_unique() { self.constant(part) } else { Ok(self.graph.add(node)) }
            }
        }
    }

    fn tuple(&mut self, items: &[Constant]) -> Result<NodeId> {
        let items = self.constants(items)?;
        Ok(self.merge(Key::Tuple(items.clone()), || Node::Tuple(items)))
    }

    fn constants(&mut self, items: &[Constant]) -> Result<Box<[NodeId]>> {
        items.iter().map(|item| self.constant(item)).collect()
    }

    fn names(&mut self, names: &[Arc<Str>]) -> NodeId {
        let items: Box<[NodeId]> = names.iter().map(|name| self.str(name)).collect();
        self.merge(Key::Tuple(items.clone()), || Node::Tuple(items))
    }

    fn unmerged_names(&mut self, names: &[Arc<Str>]) -> NodeId {
        let items: Box<[NodeId]> = names.iter().map(|name| self.str(name)).collect();
        self.graph.add(Node::Tuple(items))
    }

    fn str(&mut self, text: &Str) -> NodeId {
        let (key, node) = str_node(text);
        self.merge(key, || node)
    }

    fn bytes(&mut self, bytes: &Arc<[u8]>) -> NodeId {
        self.merge(Key::Bytes(bytes.clone()), || Node::Bytes(bytes[..].into()))
    }

    /// Bytes that are no constant. Only the empty ones are never made twice.
    fn unshared(&mut self, bytes: &Arc<[u8]>) -> NodeId {
        if bytes.is_empty() { self.bytes(bytes) } else { self.graph.add(Node::Bytes(bytes[..].into())) }
    }

    fn merge(&mut self, key: Key, node: impl FnOnce() -> Node) -> NodeId {
        match self.known.entry(key) {
            hashbrown::hash_map::Entry::Occupied(entry) => *entry.get(),
            hashbrown::hash_map::Entry::Vacant(entry) => *entry.insert(self.graph.add(node())),
        }
    }
}

/// The node of a constant without parts, and what makes it the same as another one.
fn scalar_node(constant: &Constant) -> (Key, Node) {
    match constant {
        Constant::Bool(value) => (Key::Plain(1 + u8::from(*value)), Node::Bool(*value)),
        Constant::Ellipsis => (Key::Plain(3), Node::Ellipsis),
        Constant::Int(value) => (Key::Int(*value), Node::Int(*value)),
        Constant::BigInt(value) => (Key::BigInt(Int::clone(value)), Node::BigInt(Int::clone(value))),
        Constant::Float(value) => (Key::Float(value.to_bits()), Node::Float(*value)),
        Constant::Complex(real, imag) => {
            (Key::Complex(real.to_bits(), imag.to_bits()), Node::Complex(*real, *imag))
        }
        Constant::Str(text) => str_node(text),
        Constant::Bytes(bytes) => (Key::Bytes(bytes.clone()), Node::Bytes(bytes[..].into())),
        // The others have parts.
        _ => (Key::Plain(0), Node::None),
    }
}

fn str_node(text: &Str) -> (Key, Node) {
    let interned = text.is_interned();
    let bytes: Box<[u8]> = text.text().as_bytes().into();
    (Key::Str(bytes.clone(), interned), Node::Str(bytes, interned))
}

/// Whether this is an interned string of more than one character.
fn is_word(constant: &Constant) -> bool {
    matches!(constant, Constant::Str(text) if text.interned && !is_singleton(text.text()))
}

/// Whether this looks like the function that the compiler makes for annotations.
fn renames_its_parameter(code: &CodeObject) -> bool {
    let name = |text: &Str, expected: &str| text.text().as_bytes() == expected.as_bytes();
    name(&code.name, "__annotate__")
        && code.positional_only_count == 1
        && code.local_names.first().is_some_and(|first| name(first, "format"))
}

/// Builds code objects and their constants.
#[derive(Clone, Copy, Debug, Default)]
pub struct CodeBuilder;

impl Builder<'_> for CodeBuilder {
    type Value = Constant;

    fn leaf(&mut self, leaf: Leaf<'_>) -> Result<Constant> {
        Ok(match leaf {
            Leaf::None => Constant::None,
            Leaf::Bool(value) => Constant::Bool(value),
            Leaf::Ellipsis => Constant::Ellipsis,
            Leaf::StopIteration => return not_a_constant("type"),
            Leaf::Int(value) => Constant::Int(value),
            Leaf::BigInt(value) => Constant::BigInt(Arc::new(value)),
            Leaf::Float(value) => Constant::Float(value),
            Leaf::Complex(real, imag) => Constant::Complex(real, imag),
            Leaf::Str(text, true) => Constant::Str(Arc::new(Str::interned(text))),
            Leaf::Str(text, false) => Constant::Str(Arc::new(Str::new(text))),
            Leaf::Bytes(bytes) => Constant::Bytes(bytes.into()),
        })
    }

    fn tuple(&mut self, items: Items<'_, Constant>) -> Result<Constant> {
        Ok(Constant::Tuple(items.collect()))
    }

    fn frozen_set(&mut self, items: Items<'_, Constant>) -> Result<Constant> {
        Ok(Constant::FrozenSet(items.collect()))
    }

    fn slice(&mut self, parts: [Constant; 3]) -> Result<Constant> {
        Ok(Constant::Slice(Arc::new(parts)))
    }

    fn code(&mut self, parts: CodeParts<Constant>) -> Result<Constant> {
        code_object(&parts).map(|code| Constant::Code(Arc::new(code)))
    }

    fn list(&mut self) -> Result<Constant> {
        not_a_constant("list")
    }

    fn dict(&mut self) -> Result<Constant> {
        not_a_constant("dict")
    }

    fn set(&mut self) -> Result<Constant> {
        not_a_constant("set")
    }

    fn append(&mut self, _: &Constant, _: Constant) -> Result<()> {
        not_a_constant("list")
    }

    fn insert(&mut self, _: &Constant, _: Constant, _: Constant) -> Result<()> {
        not_a_constant("dict")
    }

    fn add(&mut self, _: &Constant, _: Constant) -> Result<()> {
        not_a_constant("set")
    }
}

fn not_a_constant<T>(type_name: &str) -> Result<T> {
    Err(Error::new(ErrorClass::Type, format!("got an invalid type in Constant: {type_name}")))
}

/// A code object of its fields, which are checked.
fn code_object(parts: &CodeParts<Constant>) -> Result<CodeObject> {
    parts.check(shape)?;
    Ok(CodeObject {
        arg_count: parts.arg_count as u32,
        positional_only_count: parts.positional_only_count as u32,
        keyword_only_count: parts.keyword_only_count as u32,
        stack_size: parts.stack_size as u32,
        flags: parts.flags as u32,
        code: bytes(&parts.code),
        constants: items(&parts.constants),
        names: strings(&parts.names),
        local_names: strings(&parts.local_names),
        local_kinds: bytes(&parts.local_kinds),
        filename: string(&parts.filename),
        name: string(&parts.name),
        qualified_name: string(&parts.qualified_name),
        first_line: parts.first_line,
        line_table: bytes(&parts.line_table),
        exception_table: bytes(&parts.exception_table),
    })
}

fn shape(constant: &Constant) -> Shape<'_> {
    match constant {
        Constant::Bytes(bytes) => Shape::Bytes(bytes),
        Constant::Str(_) => Shape::Str,
        Constant::Tuple(items) => {
            Shape::Tuple(items.len(), items.iter().all(|item| matches!(item, Constant::Str(_))))
        }
        _ => Shape::Other,
    }
}

// What `check` has let through is of the right type; anything else would be empty here.

fn bytes(constant: &Constant) -> Arc<[u8]> {
    if let Constant::Bytes(bytes) = constant { bytes.clone() } else { Arc::default() }
}

fn items(constant: &Constant) -> Arc<[Constant]> {
    if let Constant::Tuple(items) = constant { items.clone() } else { Arc::default() }
}

fn string(constant: &Constant) -> Arc<Str> {
    if let Constant::Str(text) = constant { text.clone() } else { Arc::new(Str::new("")) }
}

fn strings(constant: &Constant) -> Arc<[Arc<Str>]> {
    items(constant).iter().map(string).collect()
}
