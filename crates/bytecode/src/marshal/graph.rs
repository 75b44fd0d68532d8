//! Values as plain data: nodes in one vector, which refer to each other by index, so that a list may contain itself.

use std::borrow::Cow;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use taipan_num::Int;
use taipan_text::{Error, ErrorClass, PyText, StackLimit};

use super::{Builder, CodeParts, Items, Leaf, Reader, Result, Shape, Source, View, Writer};

/// The place of a node in its graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

/// A value; its parts are nodes of the same graph.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// `...`
    Ellipsis,
    /// The class `StopIteration`.
    StopIteration,
    /// An `int` that fits.
    Int(i64),
    /// Any other `int`.
    BigInt(Int),
    /// A `float`.
    Float(f64),
    /// A `complex`, real and imaginary part.
    Complex(f64, f64),
    /// The bytes of a `str` (see [`PyText`]), and whether it is interned.
    Str(Box<[u8]>, bool),
    /// A `bytes`.
    Bytes(Box<[u8]>),
    /// A `tuple`.
    Tuple(Box<[NodeId]>),
    /// A `list`.
    List(Vec<NodeId>),
    /// A `dict`: a key, its value, the next key … as they came, equal keys included.
    Dict(Vec<NodeId>),
    /// A `set`; items as they came, equal ones included.
    Set(Vec<NodeId>),
    /// A `frozenset`.
    FrozenSet(Box<[NodeId]>),
    /// A `slice`: start, stop, step.
    Slice([NodeId; 3]),
    /// A code object.
    Code(Box<CodeParts<NodeId>>),
}

/// Nodes that refer to each other.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    nodes: Vec<Node>,
    /// How often each node is a part of another one, or is held from outside.
    uses: Vec<u32>,
    /// The type that keeps each node from being a key or an item of a set.
    unhashable: Vec<Option<&'static str>>,
}

impl Graph {
    /// No nodes.
    pub fn new() -> Self {
        Self::default()
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// Adds a node, whose parts are nodes of this graph.
    pub fn add(&mut self, node: Node) -> NodeId {
        for &part in node.parts().iter() {
            self.hold(part);
        }
        if let Node::Code(parts) = &node {
            // CPython makes `co_code` on demand, and then keeps it.
            self.hold(parts.code);
        }
        self.unhashable.push(match &node {
            Node::List(_) | Node::Dict(_) | Node::Set(_) => Some(node.type_name()),
            Node::Tuple(_) | Node::Slice(_) => {
                node.parts().iter().find_map(|part| self.unhashable[part.0 as usize])
            }
            _ => None,
        });
        self.nodes.push(node);
        self.uses.push(0);
        NodeId(self.nodes.len() as u32 - 1)
    }

    /// Counts one more use of a node, by something outside the graph.
    pub fn hold(&mut self, id: NodeId) {
        self.uses[id.0 as usize] += 1;
    }

    fn shape(&self, id: NodeId) -> Shape<'_> {
        match self.node(id) {
            Node::Bytes(bytes) => Shape::Bytes(bytes),
            Node::Str(..) => Shape::Str,
            Node::Tuple(items) => {
                Shape::Tuple(items.len(), items.iter().all(|&item| matches!(self.node(item), Node::Str(..))))
            }
            _ => Shape::Other,
        }
    }

    /// Gives a tuple its items, which may have been added after it.
    pub fn finish_tuple(&mut self, tuple: NodeId, items: Vec<NodeId>) {
        for &item in &items {
            self.hold(item);
        }
        let tuple = tuple.0 as usize;
        self.unhashable[tuple] = items.iter().find_map(|item| self.unhashable[item.0 as usize]);
        self.nodes[tuple] = Node::Tuple(items.into());
    }

    /// Adds a part to a list, dict or set.
    pub fn fill(&mut self, container: NodeId, part: NodeId) {
        self.hold(part);
        if let Node::List(items) | Node::Dict(items) | Node::Set(items) =
            &mut self.nodes[container.0 as usize]
        {
            items.push(part);
        }
    }
}

impl Node {
    /// The parts of a node.
    pub fn parts(&self) -> Cow<'_, [NodeId]> {
        match self {
            Self::Tuple(items) | Self::FrozenSet(items) => Cow::Borrowed(items),
            Self::List(items) | Self::Dict(items) | Self::Set(items) => Cow::Borrowed(items),
            Self::Slice(parts) => Cow::Borrowed(parts),
            Self::Code(parts) => Cow::Owned(parts.values().into_iter().copied().collect()),
            _ => Cow::Borrowed(&[]),
        }
    }

    /// CPython's name of the type.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::None => "NoneType",
            Self::Bool(_) => "bool",
            Self::Ellipsis => "ellipsis",
            Self::StopIteration => "type",
            Self::Int(_) | Self::BigInt(_) => "int",
            Self::Float(_) => "float",
            Self::Complex(..) => "complex",
            Self::Str(..) => "str",
            Self::Bytes(_) => "bytes",
            Self::Tuple(_) => "tuple",
            Self::List(_) => "list",
            Self::Dict(_) => "dict",
            Self::Set(_) => "set",
            Self::FrozenSet(_) => "frozenset",
            Self::Slice(_) => "slice",
            Self::Code(_) => "code",
        }
    }

    /// Whether CPython has only one such object: an immortal one, or an interned string.
    pub(super) fn is_unique(&self) -> bool {
        self.is_immortal() || matches!(self, Self::Str(_, true))
    }

    /// Whether CPython has only one such object, which it holds for ever: small ints, strings of at most one character
    /// below 256, empty bytes, the empty tuple.
    fn is_immortal(&self) -> bool {
        match self {
            Self::Int(value) => (-5..=256).contains(value),
            Self::Str(text, _) => is_singleton(PyText::from_bytes(text)),
            Self::Bytes(bytes) => bytes.is_empty(),
            Self::Tuple(items) => items.is_empty(),
            _ => false,
        }
    }
}

/// Whether CPython keeps one string for this text from its start, and interns it.
pub(crate) fn is_singleton(text: PyText<'_>) -> bool {
    let mut code_points = text.code_points();
    code_points.next().is_none_or(|c| c < 256) && code_points.next().is_none()
}

impl Source for Graph {
    type Item = NodeId;

    fn view<'s>(&'s self, &id: &'s NodeId) -> View<'s, NodeId> {
        match self.node(id) {
            Node::None => View::Leaf(Leaf::None),
            Node::Bool(value) => View::Leaf(Leaf::Bool(*value)),
            Node::Ellipsis => View::Leaf(Leaf::Ellipsis),
            Node::StopIteration => View::Leaf(Leaf::StopIteration),
            Node::Int(value) => View::Leaf(Leaf::Int(*value)),
            Node::BigInt(value) => View::Leaf(Leaf::BigInt(value.clone())),
            Node::Float(value) => View::Leaf(Leaf::Float(*value)),
            Node::Complex(real, imag) => View::Leaf(Leaf::Complex(*real, *imag)),
            Node::Str(text, interned) => View::Leaf(Leaf::Str(PyText::from_bytes(text), *interned)),
            Node::Bytes(bytes) => View::Leaf(Leaf::Bytes(bytes)),
            Node::Tuple(items) => View::Tuple(Cow::Borrowed(items)),
            Node::List(items) => View::List(Cow::Borrowed(items)),
            Node::Dict(items) => View::Dict(Cow::Borrowed(items)),
            Node::Set(items) => View::Set(Cow::Borrowed(items)),
            Node::FrozenSet(items) => View::FrozenSet(Cow::Borrowed(items)),
            Node::Slice(parts) => View::Slice(*parts),
            Node::Code(parts) => View::Code(parts.clone()),
        }
    }

    fn identity(&self, id: &NodeId) -> usize {
        id.0 as usize
    }

    fn is_shared(&self, &id: &NodeId) -> bool {
        let node = self.node(id);
        self.uses[id.0 as usize] > 1 || node.is_unique()
    }
}

/// Reads one value, which the caller then holds. What follows it is left alone.
pub fn read_graph(data: &[u8], allow_code: bool, stack: StackLimit) -> Result<(Graph, NodeId)> {
    let mut reader = Reader::new(data, GraphBuilder::default(), stack).allow_code(allow_code);
    let root = reader.read()?;
    let mut graph = reader.into_builder().graph;
    graph.hold(root);
    Ok((graph, root))
}

/// Writes one value of a graph.
pub fn write_graph(
    graph: &Graph,
    root: NodeId,
    version: i32,
    allow_code: bool,
    stack: StackLimit,
) -> Result<Vec<u8>> {
    let mut writer = Writer::new(graph, version, stack).allow_code(allow_code);
    writer.write(&root)?;
    Ok(writer.finish())
}

/// Builds a [`Graph`]. What CPython has only one of gets one node.
#[derive(Clone, Debug, Default)]
pub struct GraphBuilder {
    /// What has been built.
    pub graph: Graph,
    unique: HashMap<Unique, NodeId, FxBuildHasher>,
}

/// Objects of which there is only one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Unique {
    Int(i64),
    Str(Box<[u8]>),
    EmptyBytes,
    EmptyTuple,
}

impl Builder<'_> for GraphBuilder {
    type Value = NodeId;

    fn leaf(&mut self, leaf: Leaf<'_>) -> Result<NodeId> {
        Ok(self.add_once(match leaf {
            Leaf::None => Node::None,
            Leaf::Bool(value) => Node::Bool(value),
            Leaf::Ellipsis => Node::Ellipsis,
            Leaf::StopIteration => Node::StopIteration,
            Leaf::Int(value) => Node::Int(value),
            Leaf::BigInt(value) => Node::BigInt(value),
            Leaf::Float(value) => Node::Float(value),
            Leaf::Complex(real, imag) => Node::Complex(real, imag),
            Leaf::Str(text, interned) => Node::Str(text.as_bytes().into(), interned || is_singleton(text)),
            Leaf::Bytes(bytes) => Node::Bytes(bytes.into()),
        }))
    }

    fn tuple(&mut self, items: Items<'_, NodeId>) -> Result<NodeId> {
        Ok(self.add_once(Node::Tuple(items.collect())))
    }

    fn frozen_set(&mut self, items: Items<'_, NodeId>) -> Result<NodeId> {
        let items: Box<[NodeId]> = items.collect();
        items.iter().try_for_each(|&item| self.check_hashable(item, "a set element"))?;
        Ok(self.graph.add(Node::FrozenSet(items)))
    }

    fn slice(&mut self, parts: [NodeId; 3]) -> Result<NodeId> {
        Ok(self.graph.add(Node::Slice(parts)))
    }

    fn code(&mut self, parts: CodeParts<NodeId>) -> Result<NodeId> {
        parts.check(|&id| self.graph.shape(id))?;
        Ok(self.graph.add(Node::Code(Box::new(parts))))
    }

    fn list(&mut self) -> Result<NodeId> {
        Ok(self.graph.add(Node::List(Vec::new())))
    }

    fn dict(&mut self) -> Result<NodeId> {
        Ok(self.graph.add(Node::Dict(Vec::new())))
    }

    fn set(&mut self) -> Result<NodeId> {
        Ok(self.graph.add(Node::Set(Vec::new())))
    }

    fn append(&mut self, &list: &NodeId, item: NodeId) -> Result<()> {
        self.graph.fill(list, item);
        Ok(())
    }

    fn insert(&mut self, &dict: &NodeId, key: NodeId, value: NodeId) -> Result<()> {
        self.check_hashable(key, "a dict key")?;
        self.graph.fill(dict, key);
        self.graph.fill(dict, value);
        Ok(())
    }

    fn add(&mut self, &set: &NodeId, item: NodeId) -> Result<()> {
        self.check_hashable(item, "a set element")?;
        self.graph.fill(set, item);
        Ok(())
    }
}

impl GraphBuilder {
    fn add_once(&mut self, node: Node) -> NodeId {
        if !node.is_unique() {
            return self.graph.add(node);
        }
        let key = match &node {
            Node::Int(value) => Unique::Int(*value),
            Node::Str(text, _) => Unique::Str(text.clone()),
            Node::Bytes(_) => Unique::EmptyBytes,
            _ => Unique::EmptyTuple,
        };
        *self.unique.entry(key).or_insert_with(|| self.graph.add(node))
    }

    fn check_hashable(&self, id: NodeId, role: &str) -> Result<()> {
        let Some(culprit) = self.graph.unhashable[id.0 as usize] else { return Ok(()) };
        let name = self.graph.node(id).type_name();
        let message = format!("cannot use '{name}' as {role} (unhashable type: '{culprit}')");
        Err(Error::new(ErrorClass::Type, message))
    }
}
