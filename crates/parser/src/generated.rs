//! The kinds of tokens. Made from `spec/tokens.toml` by `cargo xtask codegen`; do not edit.

/// What a token is. Up to [`Self::Encoding`] the order is that of the numbers in Python's `token` module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum TokenKind {
    /// `ENDMARKER`
    EndMarker,
    /// `NAME`
    Name,
    /// `NUMBER`
    Number,
    /// `STRING`
    String,
    /// `NEWLINE`
    Newline,
    /// `INDENT`
    Indent,
    /// `DEDENT`
    Dedent,
    /// `(` (`LPAR`)
    LeftParen,
    /// `)` (`RPAR`)
    RightParen,
    /// `[` (`LSQB`)
    LeftBracket,
    /// `]` (`RSQB`)
    RightBracket,
    /// `:` (`COLON`)
    Colon,
    /// `,` (`COMMA`)
    Comma,
    /// `;` (`SEMI`)
    Semicolon,
    /// `+` (`PLUS`)
    Plus,
    /// `-` (`MINUS`)
    Minus,
    /// `*` (`STAR`)
    Star,
    /// `/` (`SLASH`)
    Slash,
    /// `|` (`VBAR`)
    Bar,
    /// `&` (`AMPER`)
    Ampersand,
    /// `<` (`LESS`)
    Less,
    /// `>` (`GREATER`)
    Greater,
    /// `=` (`EQUAL`)
    Equal,
    /// `.` (`DOT`)
    Dot,
    /// `%` (`PERCENT`)
    Percent,
    /// `{` (`LBRACE`)
    LeftBrace,
    /// `}` (`RBRACE`)
    RightBrace,
    /// `==` (`EQEQUAL`)
    EqualEqual,
    /// `!=` (`NOTEQUAL`)
    NotEqual,
    /// `<=` (`LESSEQUAL`)
    LessEqual,
    /// `>=` (`GREATEREQUAL`)
    GreaterEqual,
    /// `~` (`TILDE`)
    Tilde,
    /// `^` (`CIRCUMFLEX`)
    Circumflex,
    /// `<<` (`LEFTSHIFT`)
    LeftShift,
    /// `>>` (`RIGHTSHIFT`)
    RightShift,
    /// `**` (`DOUBLESTAR`)
    DoubleStar,
    /// `+=` (`PLUSEQUAL`)
    PlusEqual,
    /// `-=` (`MINEQUAL`)
    MinusEqual,
    /// `*=` (`STAREQUAL`)
    StarEqual,
    /// `/=` (`SLASHEQUAL`)
    SlashEqual,
    /// `%=` (`PERCENTEQUAL`)
    PercentEqual,
    /// `&=` (`AMPEREQUAL`)
    AmpersandEqual,
    /// `|=` (`VBAREQUAL`)
    BarEqual,
    /// `^=` (`CIRCUMFLEXEQUAL`)
    CircumflexEqual,
    /// `<<=` (`LEFTSHIFTEQUAL`)
    LeftShiftEqual,
    /// `>>=` (`RIGHTSHIFTEQUAL`)
    RightShiftEqual,
    /// `**=` (`DOUBLESTAREQUAL`)
    DoubleStarEqual,
    /// `//` (`DOUBLESLASH`)
    DoubleSlash,
    /// `//=` (`DOUBLESLASHEQUAL`)
    DoubleSlashEqual,
    /// `@` (`AT`)
    At,
    /// `@=` (`ATEQUAL`)
    AtEqual,
    /// `->` (`RARROW`)
    RightArrow,
    /// `...` (`ELLIPSIS`)
    Ellipsis,
    /// `:=` (`COLONEQUAL`)
    ColonEqual,
    /// `!` (`EXCLAMATION`)
    Exclamation,
    /// `OP`
    Op,
    /// `TYPE_IGNORE`
    TypeIgnore,
    /// `TYPE_COMMENT`
    TypeComment,
    /// `SOFT_KEYWORD`
    SoftKeyword,
    /// `FSTRING_START`
    FStringStart,
    /// `FSTRING_MIDDLE`
    FStringMiddle,
    /// `FSTRING_END`
    FStringEnd,
    /// `TSTRING_START`
    TStringStart,
    /// `TSTRING_MIDDLE`
    TStringMiddle,
    /// `TSTRING_END`
    TStringEnd,
    /// `COMMENT`
    Comment,
    /// `NL`
    Nl,
    /// `ERRORTOKEN`
    ErrorToken,
    /// `ENCODING`
    Encoding,
    /// The keyword `False`
    False,
    /// The keyword `None`
    None,
    /// The keyword `True`
    True,
    /// The keyword `and`
    And,
    /// The keyword `as`
    As,
    /// The keyword `assert`
    Assert,
    /// The keyword `async`
    Async,
    /// The keyword `await`
    Await,
    /// The keyword `break`
    Break,
    /// The keyword `class`
    Class,
    /// The keyword `continue`
    Continue,
    /// The keyword `def`
    Def,
    /// The keyword `del`
    Del,
    /// The keyword `elif`
    Elif,
    /// The keyword `else`
    Else,
    /// The keyword `except`
    Except,
    /// The keyword `finally`
    Finally,
    /// The keyword `for`
    For,
    /// The keyword `from`
    From,
    /// The keyword `global`
    Global,
    /// The keyword `if`
    If,
    /// The keyword `import`
    Import,
    /// The keyword `in`
    In,
    /// The keyword `is`
    Is,
    /// The keyword `lambda`
    Lambda,
    /// The keyword `nonlocal`
    Nonlocal,
    /// The keyword `not`
    Not,
    /// The keyword `or`
    Or,
    /// The keyword `pass`
    Pass,
    /// The keyword `raise`
    Raise,
    /// The keyword `return`
    Return,
    /// The keyword `try`
    Try,
    /// The keyword `while`
    While,
    /// The keyword `with`
    With,
    /// The keyword `yield`
    Yield,
}
impl TokenKind {
    /// Whether this is a reserved word.
    #[inline]
    pub const fn is_keyword(self) -> bool {
        self as u8 >= Self::False as u8
    }
    /// The number in the `token` module, the exact one for operators.
    pub const fn number(self) -> u8 {
        if self.is_keyword() { Self::Name as u8 } else { self as u8 }
    }
    /// The name in the `token` module, the exact one for operators.
    pub const fn python_name(self) -> &'static str {
        PYTHON_NAMES[self.number() as usize]
    }
    /// The spelling, for operators and keywords.
    pub const fn text(self) -> Option<&'static str> {
        match self {
            Self::LeftParen => Some("("),
            Self::RightParen => Some(")"),
            Self::LeftBracket => Some("["),
            Self::RightBracket => Some("]"),
            Self::Colon => Some(":"),
            Self::Comma => Some(","),
            Self::Semicolon => Some(";"),
            Self::Plus => Some("+"),
            Self::Minus => Some("-"),
            Self::Star => Some("*"),
            Self::Slash => Some("/"),
            Self::Bar => Some("|"),
            Self::Ampersand => Some("&"),
            Self::Less => Some("<"),
            Self::Greater => Some(">"),
            Self::Equal => Some("="),
            Self::Dot => Some("."),
            Self::Percent => Some("%"),
            Self::LeftBrace => Some("{"),
            Self::RightBrace => Some("}"),
            Self::EqualEqual => Some("=="),
            Self::NotEqual => Some("!="),
            Self::LessEqual => Some("<="),
            Self::GreaterEqual => Some(">="),
            Self::Tilde => Some("~"),
            Self::Circumflex => Some("^"),
            Self::LeftShift => Some("<<"),
            Self::RightShift => Some(">>"),
            Self::DoubleStar => Some("**"),
            Self::PlusEqual => Some("+="),
            Self::MinusEqual => Some("-="),
            Self::StarEqual => Some("*="),
            Self::SlashEqual => Some("/="),
            Self::PercentEqual => Some("%="),
            Self::AmpersandEqual => Some("&="),
            Self::BarEqual => Some("|="),
            Self::CircumflexEqual => Some("^="),
            Self::LeftShiftEqual => Some("<<="),
            Self::RightShiftEqual => Some(">>="),
            Self::DoubleStarEqual => Some("**="),
            Self::DoubleSlash => Some("//"),
            Self::DoubleSlashEqual => Some("//="),
            Self::At => Some("@"),
            Self::AtEqual => Some("@="),
            Self::RightArrow => Some("->"),
            Self::Ellipsis => Some("..."),
            Self::ColonEqual => Some(":="),
            Self::Exclamation => Some("!"),
            Self::False => Some("False"),
            Self::None => Some("None"),
            Self::True => Some("True"),
            Self::And => Some("and"),
            Self::As => Some("as"),
            Self::Assert => Some("assert"),
            Self::Async => Some("async"),
            Self::Await => Some("await"),
            Self::Break => Some("break"),
            Self::Class => Some("class"),
            Self::Continue => Some("continue"),
            Self::Def => Some("def"),
            Self::Del => Some("del"),
            Self::Elif => Some("elif"),
            Self::Else => Some("else"),
            Self::Except => Some("except"),
            Self::Finally => Some("finally"),
            Self::For => Some("for"),
            Self::From => Some("from"),
            Self::Global => Some("global"),
            Self::If => Some("if"),
            Self::Import => Some("import"),
            Self::In => Some("in"),
            Self::Is => Some("is"),
            Self::Lambda => Some("lambda"),
            Self::Nonlocal => Some("nonlocal"),
            Self::Not => Some("not"),
            Self::Or => Some("or"),
            Self::Pass => Some("pass"),
            Self::Raise => Some("raise"),
            Self::Return => Some("return"),
            Self::Try => Some("try"),
            Self::While => Some("while"),
            Self::With => Some("with"),
            Self::Yield => Some("yield"),
            _ => None,
        }
    }
    /// The kind of a word: a keyword's own, or [`Self::Name`].
    pub fn of_word(word: &[u8]) -> Self {
        match word {
            b"False" => Self::False,
            b"None" => Self::None,
            b"True" => Self::True,
            b"and" => Self::And,
            b"as" => Self::As,
            b"assert" => Self::Assert,
            b"async" => Self::Async,
            b"await" => Self::Await,
            b"break" => Self::Break,
            b"class" => Self::Class,
            b"continue" => Self::Continue,
            b"def" => Self::Def,
            b"del" => Self::Del,
            b"elif" => Self::Elif,
            b"else" => Self::Else,
            b"except" => Self::Except,
            b"finally" => Self::Finally,
            b"for" => Self::For,
            b"from" => Self::From,
            b"global" => Self::Global,
            b"if" => Self::If,
            b"import" => Self::Import,
            b"in" => Self::In,
            b"is" => Self::Is,
            b"lambda" => Self::Lambda,
            b"nonlocal" => Self::Nonlocal,
            b"not" => Self::Not,
            b"or" => Self::Or,
            b"pass" => Self::Pass,
            b"raise" => Self::Raise,
            b"return" => Self::Return,
            b"try" => Self::Try,
            b"while" => Self::While,
            b"with" => Self::With,
            b"yield" => Self::Yield,
            _ => Self::Name,
        }
    }
}

const PYTHON_NAMES: &[&str] = &[
    "ENDMARKER",
    "NAME",
    "NUMBER",
    "STRING",
    "NEWLINE",
    "INDENT",
    "DEDENT",
    "LPAR",
    "RPAR",
    "LSQB",
    "RSQB",
    "COLON",
    "COMMA",
    "SEMI",
    "PLUS",
    "MINUS",
    "STAR",
    "SLASH",
    "VBAR",
    "AMPER",
    "LESS",
    "GREATER",
    "EQUAL",
    "DOT",
    "PERCENT",
    "LBRACE",
    "RBRACE",
    "EQEQUAL",
    "NOTEQUAL",
    "LESSEQUAL",
    "GREATEREQUAL",
    "TILDE",
    "CIRCUMFLEX",
    "LEFTSHIFT",
    "RIGHTSHIFT",
    "DOUBLESTAR",
    "PLUSEQUAL",
    "MINEQUAL",
    "STAREQUAL",
    "SLASHEQUAL",
    "PERCENTEQUAL",
    "AMPEREQUAL",
    "VBAREQUAL",
    "CIRCUMFLEXEQUAL",
    "LEFTSHIFTEQUAL",
    "RIGHTSHIFTEQUAL",
    "DOUBLESTAREQUAL",
    "DOUBLESLASH",
    "DOUBLESLASHEQUAL",
    "AT",
    "ATEQUAL",
    "RARROW",
    "ELLIPSIS",
    "COLONEQUAL",
    "EXCLAMATION",
    "OP",
    "TYPE_IGNORE",
    "TYPE_COMMENT",
    "SOFT_KEYWORD",
    "FSTRING_START",
    "FSTRING_MIDDLE",
    "FSTRING_END",
    "TSTRING_START",
    "TSTRING_MIDDLE",
    "TSTRING_END",
    "COMMENT",
    "NL",
    "ERRORTOKEN",
    "ENCODING",
];

/// The reserved words, sorted as `keyword.kwlist`.
pub const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];
/// The soft keywords, sorted as `keyword.softkwlist`.
pub const SOFT_KEYWORDS: &[&str] = &["_", "case", "match", "type"];
