//! The instruction sequence: what lowering emits and the flow graph is built from.

use taipan_bytecode::Opcode;
use taipan_text::Location;

/// A jump target: made first, placed later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label(pub u32);

/// An instruction, pseudo instructions included. For a jump and for a block push the oparg is a [`Label`]'s number.
#[derive(Clone, Copy, Debug)]
pub struct Instruction {
    /// What it does.
    pub opcode: Opcode,
    /// Its operand; zero where it takes none.
    pub oparg: u32,
    /// The source it was made for; [`Location::NONE`] where there is none.
    pub location: Location,
}

/// Instructions in order, with the places of the labels.
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    /// The instructions.
    pub instructions: Vec<Instruction>,
    /// For each label the index of the instruction that it stands before; [`Sequence::UNPLACED`] until it is placed.
    pub labels: Vec<u32>,
    /// What takes the place of the `ANNOTATIONS_PLACEHOLDER`, which is known last. No jumps are among them.
    pub annotations: Vec<Instruction>,
}

impl Sequence {
    /// The place of a label that is not placed yet.
    pub const UNPLACED: u32 = u32::MAX;

    /// Removes everything.
    pub fn clear(&mut self) {
        self.instructions.clear();
        self.labels.clear();
        self.annotations.clear();
    }

    /// A label that is placed nowhere yet.
    pub fn new_label(&mut self) -> Label {
        self.labels.push(Self::UNPLACED);
        Label(self.labels.len() as u32 - 1)
    }

    /// Places a label before the instruction that comes next.
    pub fn place(&mut self, label: Label) {
        if let Some(place) = self.labels.get_mut(label.0 as usize) {
            *place = self.instructions.len() as u32;
        }
    }

    /// Appends an instruction.
    pub fn push(&mut self, opcode: Opcode, oparg: u32, location: Location) {
        self.instructions.push(Instruction { opcode, oparg, location });
    }

    /// Appends a jump or a block push.
    pub fn push_jump(&mut self, opcode: Opcode, target: Label, location: Location) {
        self.push(opcode, target.0, location);
    }

    /// Puts an instruction before all others. Labels stay where they are in the code.
    pub fn insert_first(&mut self, instruction: Instruction) {
        self.instructions.insert(0, instruction);
        for place in self.labels.iter_mut().filter(|place| **place != Self::UNPLACED) {
            *place += 1;
        }
    }

    /// Makes the instructions from `start` on, among which is no jump, those of the annotations.
    pub fn move_to_annotations(&mut self, start: usize) {
        self.annotations = self.instructions.split_off(start);
    }
}
