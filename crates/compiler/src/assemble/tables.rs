//! The bytes of a code object: code, line table and exception table.

use taipan_bytecode::{CodeWriter, ExceptionTableWriter, LineTableWriter};

use super::linear::Linear;
use crate::flow::{BlockId, Graph};

/// Bytes of a code object.
pub(super) struct Tables {
    pub(super) code: Vec<u8>,
    pub(super) lines: Vec<u8>,
    pub(super) exceptions: Vec<u8>,
}

/// Writes the instructions and what is known of each.
pub(super) fn write(linear: &Linear, graph: &Graph, first_line: i32) -> Tables {
    let mut code = CodeWriter::new();
    let mut lines = LineTableWriter::new(first_line);
    let mut exceptions = ExceptionRanges::new(linear, graph);
    for (op, offsets) in linear.ops.iter().zip(linear.offsets.windows(2)) {
        let (begin, end) = (offsets[0], offsets[1]);
        code.push(op.opcode, op.oparg);
        lines.push(op.location, end - begin);
        exceptions.enter(op.handler, begin);
    }
    exceptions.enter(None, linear.offsets.last().copied().unwrap_or(0));
    Tables { code: code.finish(), lines: lines.finish(), exceptions: exceptions.writer.finish() }
}

/// Joins instructions with the same handler to ranges.
struct ExceptionRanges<'a> {
    linear: &'a Linear,
    graph: &'a Graph,
    writer: ExceptionTableWriter,
    /// The handler of the current range and where it begins.
    handler: Option<BlockId>,
    start: u32,
}

impl<'a> ExceptionRanges<'a> {
    fn new(linear: &'a Linear, graph: &'a Graph) -> Self {
        Self { linear, graph, writer: ExceptionTableWriter::new(), handler: None, start: 0 }
    }

    /// At this offset begins an instruction with this handler.
    fn enter(&mut self, handler: Option<BlockId>, offset: u32) {
        let place = |handler: Option<BlockId>| handler.map(|handler| self.graph[handler].place);
        if place(handler) == place(self.handler) {
            return;
        }
        if let Some(handler) = self.handler {
            let block = &self.graph[handler];
            // What the handler finds on the stack: the exception, and below it perhaps the place where it was raised.
            let pushed = 1 + u32::from(block.preserves_lasti);
            let depth = block.start_depth.unwrap_or(0).saturating_sub(pushed);
            let target = self.linear.offsets[block.place];
            self.writer.push(self.start, offset, target, depth, block.preserves_lasti);
        }
        self.handler = handler;
        self.start = offset;
    }
}
