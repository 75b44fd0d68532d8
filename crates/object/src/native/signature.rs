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
    positional_only: usize,
    positional: usize,
    required: usize,
    required_names: usize,
}

impl Signature {
    /// No parameter but self.
    pub const NONE: Self = Self::new(Some("($self, /)"), &[], false, false);

    /// A signature. Parameters are positional-only ones, then positional ones, then those that take names only.
    pub const fn new(
        text: Option<&'static str>,
        parameters: &'static [Parameter],
        rest: bool,
        keywords: bool,
    ) -> Self {
        let (mut positional_only, mut positional, mut required, mut required_names) = (0, 0, 0, 0);
        let mut index = 0;
        while index < parameters.len() {
            let parameter = &parameters[index];
            index += 1;
            match parameter.kind {
                ParameterKind::KeywordOnly => required_names += parameter.required as usize,
                ParameterKind::Positional => positional = index,
                ParameterKind::PositionalOnly => (positional_only, positional) = (index, index),
            }
            if parameter.required && !matches!(parameter.kind, ParameterKind::KeywordOnly) {
                required = index;
            }
        }
        Self { text, parameters, rest, keywords, positional_only, positional, required, required_names }
    }

    /// How many parameters take arguments by position.
    #[inline(always)]
    pub const fn positional(&self) -> usize {
        self.positional
    }

    /// How many take them by position only.
    #[inline(always)]
    pub const fn positional_only(&self) -> usize {
        self.positional_only
    }

    /// How many of those that take arguments by position must have one.
    #[inline(always)]
    pub const fn required(&self) -> usize {
        self.required
    }

    /// How many of those that take them by name only must have one.
    #[inline(always)]
    pub const fn required_names(&self) -> usize {
        self.required_names
    }

    /// Whether so many arguments by position, and none by name, are in their places as they lie.
    #[inline(always)]
    pub const fn fits(&self, count: usize) -> bool {
        count >= self.required && (count <= self.positional || self.rest) && self.required_names == 0
    }

    /// Whether names never matter: no parameter takes an argument by name.
    #[inline(always)]
    pub const fn is_plain(&self) -> bool {
        self.positional_only == self.parameters.len() && !self.keywords
    }
}
