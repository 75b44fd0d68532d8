//! Writing: values become a graph of plain data first, which is then written without looking at an object again.

use std::collections::HashMap;

use taipan_bytecode::marshal::{CodeParts, Graph, Node, NodeId, Writer};
use taipan_num::Int;
use taipan_num::int::IntRef;
use taipan_object::buffer::BufferRequest;
use taipan_object::types::bytes::Bytes;
use taipan_object::types::complex::Complex;
use taipan_object::types::dict::Dict;
use taipan_object::types::list::List;
use taipan_object::types::set::FROZENSET;
use taipan_object::types::singletons::{as_bool, is_ellipsis, is_none};
use taipan_object::types::slice::Slice;
use taipan_object::types::str_::{Str, is_interned};
use taipan_object::types::tuple::Tuple;
use taipan_object::{Py, PyResult, Value, exception as exc};

use super::{hooks, raise, stack};

/// How deep values may be nested: what the writer refuses too.
const MAX_DEPTH: usize = 2000;

/// The bytes for a value.
pub fn dump(py: &mut Py, value: &Value, version: i32, allow_code: bool) -> PyResult<Vec<u8>> {
    let mut collector = Collector {
        graph: Graph::new(),
        known: HashMap::new(),
        kept: Vec::new(),
        open: Vec::new(),
        depth: 0,
        allow_code,
    };
    let root = collector.node(py, value)?;
    let mut writer = Writer::new(&collector.graph, version, stack(py)).allow_code(allow_code);
    match writer.write(&root) {
        Ok(()) => Ok(writer.finish()),
        Err(error) => Err(raise(py, &error)),
    }
}

struct Collector {
    graph: Graph,
    /// Nodes of objects, by their words. Only what others hold too can be met again.
    known: HashMap<usize, NodeId>,
    /// The words of slices, frozensets and code objects that are being taken apart: within themselves they have no form.
    open: Vec<usize>,
    /// Keeps the objects alive whose words are known.
    kept: Vec<Value>,
    depth: usize,
    allow_code: bool,
}

impl Collector {
    fn node(&mut self, py: &mut Py, value: &Value) -> PyResult<NodeId> {
        if let Some(&id) = self.known.get(&value.word()) {
            return Ok(id);
        }
        if self.open.contains(&value.word()) {
            return Err(exc::value_error(py, format_args!("unmarshallable object")));
        }
        if self.depth >= MAX_DEPTH || py.check_stack("").map_err(|raised| py.discard(raised)).is_err() {
            return Err(exc::value_error(py, format_args!("object too deeply nested to marshal")));
        }
        self.depth += 1;
        let shared = value.object().is_some() && value.reference_count().is_none_or(|count| count > 1);
        let id = match self.leaf(py, value)? {
            Some(node) => self.graph.add(node),
            None => self.container(py, value)?,
        };
        self.depth -= 1;
        if shared {
            // Somebody beside the one who writes holds it, so it is worth a reference.
            self.graph.hold(id);
            self.graph.hold(id);
        }
        if value.object().is_some() {
            self.known.insert(value.word(), id);
            self.kept.push(value.clone());
        }
        Ok(id)
    }

    fn leaf(&mut self, py: &mut Py, value: &Value) -> PyResult<Option<Node>> {
        if is_none(value) {
            return Ok(Some(Node::None));
        }
        if let Some(truth) = as_bool(value) {
            return Ok(Some(Node::Bool(truth)));
        }
        if is_ellipsis(value) {
            return Ok(Some(Node::Ellipsis));
        }
        if value.is(&exc::STOP_ITERATION.to_value()) {
            return Ok(Some(Node::StopIteration));
        }
        if value.type_().is(&taipan_object::types::int::INT) {
            return Ok(Some(match value.as_i64() {
                Some(value) => Node::Int(value),
                None => Node::BigInt(big(py, value)?),
            }));
        }
        if value.type_().is(&taipan_object::types::float::FLOAT) {
            return Ok(Some(Node::Float(py.to_f64(value)?)));
        }
        if let Some(number) = value.exact::<Complex>() {
            return Ok(Some(Node::Complex(number.0.real, number.0.imag)));
        }
        if let Some(text) = value.exact::<Str>() {
            return Ok(Some(Node::Str(text.to_wtf8().into(), is_interned(value))));
        }
        if let Some(bytes) = value.exact::<Bytes>() {
            return Ok(Some(Node::Bytes(bytes.data().into())));
        }
        Ok(None)
    }

    fn container(&mut self, py: &mut Py, value: &Value) -> PyResult<NodeId> {
        let node = if let Some(tuple) = value.exact::<Tuple>() {
            // It may contain itself by way of a list, so its node is known before its items are.
            let id = self.graph.add(Node::Tuple(Box::default()));
            self.known.insert(value.word(), id);
            let items = self.nodes(py, tuple.items())?;
            self.graph.finish_tuple(id, items);
            return Ok(id);
        } else if let Some(list) = value.exact::<List>() {
            let items = list.items.get(py).clone();
            return self.filled(py, value, Node::List(Vec::new()), items);
        } else if let Some(dict) = value.exact::<Dict>() {
            let items = dict.items(py).into_iter().flat_map(<[Value; 2]>::from).collect();
            return self.filled(py, value, Node::Dict(Vec::new()), items);
        } else if let Some(set) = value.borrow().exact_set() {
            let items = set.keys(py)?;
            let count = items.len();
            if value.type_().is(&FROZENSET) {
                self.open.push(value.word());
                let nodes = self.nodes(py, &items)?;
                self.open.pop();
                Node::FrozenSet(nodes.into())
            } else {
                let id = self.filled(py, value, Node::Set(Vec::new()), items)?;
                if set.len(py) != count {
                    return Err(exc::runtime_error(py, format_args!("set changed size during iteration")));
                }
                return Ok(id);
            }
        } else if let Some(slice) = value.exact::<Slice>() {
            self.open.push(value.word());
            let start = self.node(py, slice.start())?;
            let stop = self.node(py, slice.stop())?;
            let step = self.node(py, slice.step())?;
            self.open.pop();
            Node::Slice([start, stop, step])
        } else if let Some(parts) = (hooks(py)?.parts)(py, value)? {
            if !self.allow_code {
                return Err(exc::value_error(py, format_args!("marshalling code objects is disallowed")));
            }
            self.open.push(value.word());
            let code = self.code(py, &parts)?;
            self.open.pop();
            Node::Code(Box::new(code))
        } else {
            Node::Bytes(memory(py, value)?.into())
        };
        Ok(self.graph.add(node))
    }

    /// A container that may contain itself: its node is known before its items are.
    fn filled(&mut self, py: &mut Py, value: &Value, empty: Node, items: Vec<Value>) -> PyResult<NodeId> {
        let id = self.graph.add(empty);
        self.known.insert(value.word(), id);
        for item in items {
            let item = self.node(py, &item)?;
            self.graph.fill(id, item);
        }
        Ok(id)
    }

    fn nodes(&mut self, py: &mut Py, items: &[Value]) -> PyResult<Vec<NodeId>> {
        items.iter().map(|item| self.node(py, item)).collect()
    }

    fn code(&mut self, py: &mut Py, parts: &CodeParts<Value>) -> PyResult<CodeParts<NodeId>> {
        let mut nodes = Vec::new();
        for value in parts.values() {
            nodes.push(self.node(py, value)?);
        }
        let [
            code,
            constants,
            names,
            local_names,
            local_kinds,
            filename,
            name,
            qualified_name,
            line_table,
            exception_table,
        ] = nodes[..]
        else {
            return Err(exc::system_error(py, format_args!("a code object with other parts")));
        };
        Ok(CodeParts {
            arg_count: parts.arg_count,
            positional_only_count: parts.positional_only_count,
            keyword_only_count: parts.keyword_only_count,
            stack_size: parts.stack_size,
            flags: parts.flags,
            code,
            constants,
            names,
            local_names,
            local_kinds,
            filename,
            name,
            qualified_name,
            first_line: parts.first_line,
            line_table,
            exception_table,
        })
    }
}

/// The bytes of an object that lends its memory; any other has no form.
fn memory(py: &mut Py, value: &Value) -> PyResult<Vec<u8>> {
    match py.get_buffer(value, BufferRequest::SIMPLE) {
        Ok(buffer) => {
            let bytes = buffer.to_vec();
            py.release_buffer(buffer);
            Ok(bytes)
        }
        Err(raised) => {
            py.discard(raised);
            Err(exc::value_error(py, format_args!("unmarshallable object")))
        }
    }
}

/// An int that does not fit, as plain data.
fn big(py: &mut Py, value: &Value) -> PyResult<Int> {
    let mut limb = [0];
    match value.as_int(&mut limb).map(IntRef::to_int) {
        Some(Ok(number)) => Ok(number),
        _ => Err(py.heap().no_memory()),
    }
}
