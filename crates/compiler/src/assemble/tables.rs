//! The bytes of a code object: code, line table and exception table.

use taipan_bytecode::{CodeWriter, ExceptionTableWriter, LineTableWriter};

use super::linear::Linear;
use crate::flow::{BlockId, Graph};

/// Makes the bytes of one code object after the other.
#[derive(Debug, Default)]
pub(super) struct Writers {
    code: CodeWriter,
    lines: LineTableWriter,
    exceptions: ExceptionTableWriter,
}

/// Bytes of a code object.
pub(super) struct Tables<'w> {
    pub(super) code: &'w [u8],
    pub(super) lines: &'w [u8],
    pub(super) exceptions: &'w [u8],
}

impl Writers {
    /// Writes the instructions and what is known of each.
    #[inline(never)]
    pub(super) fn write(&mut self, linear: &Linear, graph: &Graph, first_line: i32) -> Tables<'_> {
        let Self { code, lines, exceptions: writer } = self;
        code.clear();
        code.lay_out(linear.offsets.last().copied().unwrap_or(0));
        lines.clear(first_line);
        writer.clear();
        let mut exceptions = ExceptionRanges { linear, graph, writer, handler: None, start: 0 };
        for (op, offsets) in linear.ops.iter().zip(linear.offsets.windows(2)) {
            let (begin, end) = (offsets[0], offsets[1]);
            code.place(begin, op.opcode, op.oparg);
            lines.push(op.location, end - begin);
            exceptions.enter(op.handler, begin);
        }
        exceptions.enter(None, linear.offsets.last().copied().unwrap_or(0));
        Tables { code: code.code(), lines: lines.finish(), exceptions: writer.table() }
    }
}

/// Joins instructions with the same handler to ranges.
struct ExceptionRanges<'a> {
    linear: &'a Linear,
    graph: &'a Graph,
    writer: &'a mut ExceptionTableWriter,
    /// The handler of the current range and where it begins.
    handler: Option<BlockId>,
    start: u32,
}

impl ExceptionRanges<'_> {
    /// At this offset begins an instruction with this handler.
    #[inline]
    fn enter(&mut self, handler: Option<BlockId>, offset: u32) {
        if handler != self.handler {
            self.change(handler, offset);
        }
    }

    fn change(&mut self, handler: Option<BlockId>, offset: u32) {
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
