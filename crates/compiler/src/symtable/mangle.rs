//! Private names: `__spam` in the class `Ham` is `_Ham__spam`.

use taipan_text::{Name, Names, PyText};

/// The name under which `name` is known inside the class `private`.
///
/// Names that end with two underscores are left alone, as are names with dots (of a package in an import statement)
/// and names in classes that are called `_`, `__` and so on.
#[inline]
pub fn mangle(names: &mut Names, private: Option<Name>, name: Name) -> Name {
    match private {
        Some(private) if matches!(names.text(name).as_bytes(), [b'_', b'_', ..]) => {
            mangle_in(names, private, name)
        }
        _ => name,
    }
}

/// The same for a name that begins with two underscores.
fn mangle_in(names: &mut Names, private: Name, name: Name) -> Name {
    let text = names.text(name).as_bytes();
    if text.ends_with(b"__") || text.contains(&b'.') {
        return name;
    }
    let class = names.text(private).as_bytes();
    let stem = class.iter().position(|&byte| byte != b'_').map(|start| &class[start..]);
    let Some(stem) = stem else { return name };
    let mangled = [b"_", stem, text].concat();
    names.intern(PyText::from_bytes(&mangled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_private_names_change() {
        let mut names = Names::new();
        let mut mangled = |class: &str, name: &str| {
            let (class, name) = (names.intern(class), names.intern(name));
            let result = mangle(&mut names, Some(class), name);
            names.text(result).to_string_lossy()
        };
        assert_eq!(mangled("Ham", "__spam"), "_Ham__spam");
        assert_eq!(mangled("__Ham", "__spam_"), "_Ham__spam_");
        assert_eq!(mangled("Ham", "__spam__"), "__spam__");
        assert_eq!(mangled("Ham", "_spam"), "_spam");
        assert_eq!(mangled("Ham", "__a.b"), "__a.b");
        assert_eq!(mangled("___", "__spam"), "__spam");
    }
}
