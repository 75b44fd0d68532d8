//! The signature of a native function: what `#[pymethod("($self, key, default=None, /)")]` becomes.

/// How a parameter takes its argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// By position.
    PositionalOnly,
    /// By position or name.
    Positional,
    /// By name.
    KeywordOnly,
}

/// A parameter.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// How it takes its argument.
    pub kind: ParameterKind,
    /// Whether there must be an argument.
    pub required: bool,
}

/// The signature of a native function. Places are given to parameters in their order, `*args` and `**kwargs` excepted.
#[derive(Debug)]
pub struct Signature {
    /// `__text_signature__`, with `$self`; `None` where CPython shows none.
    pub text: Option<&'static str>,
    /// The parameters without self, in order.
    pub parameters: &'static [Parameter],
    /// Whether further positional arguments are taken.
    pub rest: bool,
    /// Whether further keywords are taken.
    pub keywords: bool,
}

impl Signature {
    /// No parameter but self.
    pub const NONE: Self = Self { text: Some("($self, /)"), parameters: &[], rest: false, keywords: false };

    /// How many parameters take arguments by position.
    pub const fn positional(&self) -> usize {
        let mut count = 0;
        while count < self.parameters.len()
            && !matches!(self.parameters[count].kind, ParameterKind::KeywordOnly)
        {
            count += 1;
        }
        count
    }

    /// How many take them by position only.
    pub const fn positional_only(&self) -> usize {
        let mut count = 0;
        while count < self.parameters.len()
            && matches!(self.parameters[count].kind, ParameterKind::PositionalOnly)
        {
            count += 1;
        }
        count
    }

    /// How many of those that take arguments by position must have one.
    pub const fn required(&self) -> usize {
        let (mut count, mut index) = (0, 0);
        while index < self.positional() {
            if self.parameters[index].required {
                count = index + 1;
            }
            index += 1;
        }
        count
    }

    /// Whether names never matter: arguments in place are bound as they lie.
    pub const fn is_plain(&self) -> bool {
        self.positional_only() == self.parameters.len() && !self.keywords
    }
}
