//! A frame: file, line, function, the source, and marks under what was being executed.

use super::Theme;
use super::text::{characters_before, dedent, display_width, indent, is_blank, split_lines, strip};
use taipan_unicode::is_whitespace;

/// A frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The name of the file.
    pub file: String,
    /// The line, counted from 1, if there is one.
    pub line: Option<i32>,
    /// The name of the function.
    pub function: String,
    /// What was being executed, if that is known.
    pub range: Option<Range>,
    /// The source from the line to the last one of the range, without white space at the ends of lines. Lines that are not
    /// known are empty.
    pub source: Vec<String>,
}

/// What was being executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The column where it begins, in bytes.
    pub start: usize,
    /// The column in the last line where it ends, in bytes.
    pub end: usize,
}

/// A place in a text: line and column in bytes, both counted from 0.
pub type Place = (usize, usize);

/// What has to be known of an expression to mark a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expression {
    /// `left + right`: where the left operand ends, and where the right one begins.
    Binary(Place, Place),
    /// `value[key]`: where the value ends, and the whole.
    Subscript(Place, Place),
    /// `function(arguments)`: where the function ends, and the whole.
    Call(Place, Place),
    /// Anything else.
    Other,
}

/// What has to be known of a source to leave marks out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statement {
    /// It is not valid.
    Invalid,
    /// There is no statement.
    Empty,
    /// Its first statement is `return f(…)` or `x = f(…)`: where the call begins and ends.
    Call(Place, Place),
    /// Its first statement is another.
    Other,
}

/// The parser, as reports need it.
pub trait Parse {
    /// The expression of a text that is a single one. `None`: it is not valid, or not a single one.
    fn expression(&self, text: &str) -> Option<Expression>;

    /// The first statement of a text.
    fn statement(&self, text: &str) -> Statement;
}

/// Where the secondary mark of an expression is: from a place to another, in characters.
#[derive(Clone, Copy)]
struct Anchors {
    left: Place,
    right: Place,
}

impl Frame {
    /// Whether two frames stand at the same place of the same function.
    pub(super) fn is_same_place(&self, other: &Self) -> bool {
        self.line.is_some()
            && self.line == other.line
            && self.file == other.file
            && self.function == other.function
    }

    pub(super) fn render(&self, theme: &Theme, parse: &dyn Parse) -> String {
        let file =
            if self.file.starts_with("<stdin-") && self.file.ends_with('>') { "<stdin>" } else { &self.file };
        let line = self.line.map_or_else(|| "None".to_owned(), |line| line.to_string());
        let mut out = format!(
            "  File {}\"{file}\"{}, line {}{line}{}, in {}{}{}\n",
            theme.file, theme.reset, theme.line, theme.reset, theme.function, self.function, theme.reset
        );
        let source = self.source.join("\n") + "\n";
        let dedented = dedent(&source);
        if self.line.is_none() || is_blank(&dedented) {
            return out;
        }
        match self.range {
            None => {
                let first = self.source.first().map_or("", |line| strip(line));
                indent(&mut out, first, "    ", false);
                out.push('\n');
            }
            Some(range) => {
                let lines = split_lines(&dedented);
                let marked = Marked::new(&source, &lines, range, self.source.len(), parse);
                if let Some(marked) = marked {
                    indent(&mut out, &dedent(&marked.render(theme)), "    ", true);
                }
            }
        }
        out
    }
}

/// Lines of source with marks.
struct Marked<'a> {
    lines: Vec<&'a str>,
    /// Where the marks begin in the first line and end in the last one, in columns of the screen.
    start: usize,
    end: usize,
    /// The secondary mark, in columns of the screen.
    anchors: Option<Anchors>,
    show_marks: bool,
}

impl<'a> Marked<'a> {
    fn new(source: &str, lines: &[&'a str], range: Range, count: usize, parse: &dyn Parse) -> Option<Self> {
        let original = split_lines(source);
        let (first, last) = (original.first()?, original.get(count.checked_sub(1)?)?);
        let lines: Vec<&str> = lines.iter().take(count).copied().collect();
        let (top, bottom) = (lines.first()?, lines.last()?);
        let dedented = first.chars().count().saturating_sub(top.chars().count());
        let start = characters_before(first, range.start).saturating_sub(dedented);
        let end = characters_before(last, range.end).saturating_sub(dedented);
        let text = lines.join("\n");
        let after = bottom.chars().count().saturating_sub(end);
        let length = text.chars().count().saturating_sub(after);
        let segment: String = text.chars().take(length).skip(start).collect();
        let anchors = anchors(&segment, parse);
        let show_marks = should_show(start, end, &lines, &text, anchors.is_some(), parse);
        let shifted = |(line, column): Place| {
            let column = if line == 0 { column + start } else { column };
            (line, lines.get(line).map_or(column, |text| display_width(text, column)))
        };
        let anchors =
            anchors.map(|anchors| Anchors { left: shifted(anchors.left), right: shifted(anchors.right) });
        let (start, end) = (display_width(top, start), display_width(bottom, end));
        Some(Self { start, end, anchors, show_marks, lines })
    }

    /// The first and the last line, and those around the anchors.
    fn significant(&self) -> Vec<usize> {
        let last = self.lines.len().saturating_sub(1);
        let mut lines = vec![0, last];
        for (line, _) in self.anchors.iter().flat_map(|anchors| [anchors.left, anchors.right]) {
            lines.extend(line.saturating_sub(1)..=line + 1);
        }
        lines.retain(|&line| line <= last);
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    fn render(&self, theme: &Theme) -> String {
        let mut out = String::new();
        let mut before = None;
        for line in self.significant() {
            match before.map(|before| line - before) {
                Some(2) => self.line(&mut out, line - 1, theme),
                Some(distance) if distance > 2 => {
                    out.push_str(&format!("...<{} lines>...\n", distance - 1));
                }
                _ => {}
            }
            self.line(&mut out, line, theme);
            before = Some(line);
        }
        out
    }

    fn line(&self, out: &mut String, number: usize, theme: &Theme) {
        let Some(line) = self.lines.get(number) else { return };
        if !self.show_marks {
            out.push_str(line);
            out.push('\n');
            return;
        }
        let marks = self.marks(number, line);
        if theme.is_plain() {
            out.push_str(line);
            out.push('\n');
            out.extend(&marks);
        } else {
            colour(out, line, &marks, theme);
        }
        out.push('\n');
    }

    fn marks(&self, number: usize, line: &str) -> Vec<char> {
        let blank = line.chars().take_while(|&c| is_whitespace(c)).count();
        let last = number + 1 == self.lines.len();
        let count = if last { self.end } else { display_width(line, line.chars().count()) };
        let (primary, secondary) = if self.anchors.is_some() { ('~', '^') } else { ('^', '^') };
        let mark = |column: usize| {
            if column < blank || number == 0 && column < self.start {
                return ' ';
            }
            let within = self
                .anchors
                .is_some_and(|anchors| (number, column) >= anchors.left && (number, column) < anchors.right);
            if within { secondary } else { primary }
        };
        (0..count).map(mark).collect()
    }
}

/// A line and the marks under it, both in the colour of the marks.
fn colour(out: &mut String, line: &str, marks: &[char], theme: &Theme) {
    let line: Vec<char> = line.chars().chain(['\n']).collect();
    let mut below = String::new();
    let mut from = 0;
    let count = line.len().max(marks.len());
    while from < count {
        let mark = marks.get(from);
        let until = (from..count).find(|&at| marks.get(at) != mark).unwrap_or(count);
        let on = match mark {
            Some('^') => theme.highlight,
            Some('~') => theme.range,
            _ => "",
        };
        let off = if on.is_empty() { "" } else { theme.reset };
        for (out, characters) in [(&mut *out, &line[..]), (&mut below, marks)] {
            out.push_str(on);
            out.extend(characters.iter().take(until).skip(from));
            out.push_str(off);
        }
        from = until;
    }
    out.push_str(&below);
}

/// Whether marks say more than the line itself: they are left out where all of it is marked alike, and under the whole call
/// of `return f(…)` and `x = f(…)`.
fn should_show(
    start: usize,
    end: usize,
    lines: &[&str],
    text: &str,
    anchors: bool,
    parse: &dyn Parse,
) -> bool {
    match parse.statement(text) {
        Statement::Empty => return false,
        Statement::Call(from, to) if from == (0, start) && to == (lines.len().saturating_sub(1), end) => {
            return false;
        }
        _ => {}
    }
    let outside = |line: Option<&&str>, keep: fn(usize, usize) -> bool, column: usize| {
        line.is_some_and(|line| line.chars().enumerate().any(|(at, c)| keep(at, column) && !is_whitespace(c)))
    };
    anchors
        || outside(lines.first(), |at, column| at < column, start)
        || outside(lines.last(), |at, column| at >= column, end)
}

/// The characters of a text, gone through from place to place.
struct Characters {
    lines: Vec<Vec<char>>,
}

impl Characters {
    fn at(&self, (line, column): Place) -> Option<char> {
        self.lines.get(line)?.get(column).copied()
    }

    /// The place itself, or the next one where a character is.
    fn valid(&self, (mut line, mut column): Place) -> Option<Place> {
        while line < self.lines.len() && self.at((line, column)).is_none() {
            (line, column) = (line + 1, 0);
        }
        (line < self.lines.len()).then_some((line, column))
    }

    /// The next character from a place on that is wanted; comments and ends of lines are skipped.
    fn find(&self, mut place: Place, wanted: impl Fn(char) -> bool) -> Option<Place> {
        loop {
            match self.at(place)? {
                '\\' | '#' => place = self.valid((place.0 + 1, 0))?,
                c if wanted(c) => return Some(place),
                _ => place = self.valid((place.0, place.1 + 1))?,
            }
        }
    }
}

/// Where the operator or the brackets of an expression are.
fn anchors(segment: &str, parse: &dyn Parse) -> Option<Anchors> {
    let lines = split_lines(segment);
    let characters =
        |(line, column): Place| lines.get(line).map(|text| (line, characters_before(text, column)));
    let text = Characters { lines: lines.iter().map(|line| line.chars().collect()).collect() };
    match parse.expression(segment)? {
        Expression::Binary(left, right) => {
            let operator = |c: char| !is_whitespace(c) && c != ')';
            let (line, column) = text.find(text.valid(characters(left)?)?, operator)?;
            let second =
                text.at((line, column + 1)).filter(|&c| !is_whitespace(c) && !matches!(c, '\\' | '#'));
            let right = characters(right)?;
            let two = second.is_some() && (right.0 > line || column + 1 < right.1);
            Some(Anchors { left: (line, column), right: (line, column + 1 + usize::from(two)) })
        }
        Expression::Subscript(value, whole) => brackets(&text, characters(value)?, characters(whole)?, '['),
        Expression::Call(function, whole) => brackets(&text, characters(function)?, characters(whole)?, '('),
        Expression::Other => None,
    }
}

fn brackets(text: &Characters, from: Place, whole: Place, bracket: char) -> Option<Anchors> {
    let left = text.find(text.valid(from)?, |c| c == bracket)?;
    Some(Anchors { left, right: whole })
}
