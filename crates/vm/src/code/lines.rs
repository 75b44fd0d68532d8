//! Lines of code as `co_lnotab` shows them.

use super::Code;

impl Code {
    /// `co_lnotab`: pairs of a distance in bytes and a distance in lines, from one line to the next.
    pub(super) fn line_deltas(&self) -> Vec<u8> {
        let mut table = Vec::new();
        let (mut at, mut line) = (0_i64, i64::from(self.tables.first_line));
        for run in self.lines().lines() {
            let Some(next) = run.line.map(i64::from).filter(|&next| next != line) else { continue };
            let start = i64::from(run.start) * 2;
            push_delta(&mut table, start - at, next - line);
            (at, line) = (start, next);
        }
        table
    }
}

/// A pair that does not fit into two bytes becomes several.
fn push_delta(table: &mut Vec<u8>, mut bytes: i64, mut lines: i64) {
    while bytes > 255 {
        table.extend([255, 0]);
        bytes -= 255;
    }
    while !(-128..=127).contains(&lines) {
        let step = lines.clamp(-128, 127);
        table.extend([bytes as u8, step as i8 as u8]);
        bytes = 0;
        lines -= step;
    }
    table.extend([bytes as u8, lines as i8 as u8]);
}
