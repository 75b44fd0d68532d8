//! The well-known names. Made from `spec/names.toml` by `cargo xtask codegen`; do not edit.

use crate::Name;

impl Name {
    /// The empty text.
    pub const EMPTY: Self = Self::from_index(0);
    /// `_`
    pub const UNDERSCORE: Self = Self::from_index(1);
    /// `__annotate__`
    pub const __ANNOTATE__: Self = Self::from_index(2);
    /// `__annotations__`
    pub const __ANNOTATIONS__: Self = Self::from_index(3);
    /// `__build_class__`
    pub const __BUILD_CLASS__: Self = Self::from_index(4);
    /// `__class__`
    pub const __CLASS__: Self = Self::from_index(5);
    /// `__class_getitem__`
    pub const __CLASS_GETITEM__: Self = Self::from_index(6);
    /// `__classcell__`
    pub const __CLASSCELL__: Self = Self::from_index(7);
    /// `__classdict__`
    pub const __CLASSDICT__: Self = Self::from_index(8);
    /// `__classdictcell__`
    pub const __CLASSDICTCELL__: Self = Self::from_index(9);
    /// `__conditional_annotations__`
    pub const __CONDITIONAL_ANNOTATIONS__: Self = Self::from_index(10);
    /// `__debug__`
    pub const __DEBUG__: Self = Self::from_index(11);
    /// `__dict__`
    pub const __DICT__: Self = Self::from_index(12);
    /// `__doc__`
    pub const __DOC__: Self = Self::from_index(13);
    /// `__enter__`
    pub const __ENTER__: Self = Self::from_index(14);
    /// `__exit__`
    pub const __EXIT__: Self = Self::from_index(15);
    /// `__aenter__`
    pub const __AENTER__: Self = Self::from_index(16);
    /// `__aexit__`
    pub const __AEXIT__: Self = Self::from_index(17);
    /// `__firstlineno__`
    pub const __FIRSTLINENO__: Self = Self::from_index(18);
    /// `__future__`
    pub const __FUTURE__: Self = Self::from_index(19);
    /// `__init__`
    pub const __INIT__: Self = Self::from_index(20);
    /// `__main__`
    pub const __MAIN__: Self = Self::from_index(21);
    /// `__module__`
    pub const __MODULE__: Self = Self::from_index(22);
    /// `__name__`
    pub const __NAME__: Self = Self::from_index(23);
    /// `__new__`
    pub const __NEW__: Self = Self::from_index(24);
    /// `__qualname__`
    pub const __QUALNAME__: Self = Self::from_index(25);
    /// `__static_attributes__`
    pub const __STATIC_ATTRIBUTES__: Self = Self::from_index(26);
    /// `__type_params__`
    pub const __TYPE_PARAMS__: Self = Self::from_index(27);
    /// `.0`
    pub const DOT_0: Self = Self::from_index(28);
    /// `.type_params`
    pub const DOT_TYPE_PARAMS: Self = Self::from_index(29);
    /// `.defaults`
    pub const DOT_DEFAULTS: Self = Self::from_index(30);
    /// `.kwdefaults`
    pub const DOT_KWDEFAULTS: Self = Self::from_index(31);
    /// `.generic_base`
    pub const DOT_GENERIC_BASE: Self = Self::from_index(32);
    /// `.format`
    pub const DOT_FORMAT: Self = Self::from_index(33);
    /// `<module>`
    pub const MODULE_SCOPE: Self = Self::from_index(34);
    /// `<lambda>`
    pub const LAMBDA_SCOPE: Self = Self::from_index(35);
    /// `<genexpr>`
    pub const GENEXPR_SCOPE: Self = Self::from_index(36);
    /// `<listcomp>`
    pub const LISTCOMP_SCOPE: Self = Self::from_index(37);
    /// `<setcomp>`
    pub const SETCOMP_SCOPE: Self = Self::from_index(38);
    /// `<dictcomp>`
    pub const DICTCOMP_SCOPE: Self = Self::from_index(39);
    /// `<locals>`
    pub const LOCALS_MARK: Self = Self::from_index(40);
    /// `top`
    pub const TOP: Self = Self::from_index(41);
    /// `all`
    pub const ALL: Self = Self::from_index(42);
    /// `any`
    pub const ANY: Self = Self::from_index(43);
    /// `annotations`
    pub const ANNOTATIONS: Self = Self::from_index(44);
    /// `case`
    pub const CASE: Self = Self::from_index(45);
    /// `format`
    pub const FORMAT: Self = Self::from_index(46);
    /// `items`
    pub const ITEMS: Self = Self::from_index(47);
    /// `keys`
    pub const KEYS: Self = Self::from_index(48);
    /// `locals`
    pub const LOCALS: Self = Self::from_index(49);
    /// `match`
    pub const MATCH: Self = Self::from_index(50);
    /// `print`
    pub const PRINT: Self = Self::from_index(51);
    /// `set`
    pub const SET: Self = Self::from_index(52);
    /// `super`
    pub const SUPER: Self = Self::from_index(53);
    /// `tuple`
    pub const TUPLE: Self = Self::from_index(54);
    /// `type`
    pub const TYPE: Self = Self::from_index(55);
    /// `self`
    pub const SELF: Self = Self::from_index(56);
    /// `cls`
    pub const CLS: Self = Self::from_index(57);
    /// `__annotate_func__`
    pub const __ANNOTATE_FUNC__: Self = Self::from_index(58);
    /// `join`
    pub const JOIN: Self = Self::from_index(59);
    /// `return`
    pub const RETURN: Self = Self::from_index(60);
    /// `__builtins__`
    pub const __BUILTINS__: Self = Self::from_index(61);
    /// `__length_hint__`
    pub const __LENGTH_HINT__: Self = Self::from_index(62);
    /// `__format__`
    pub const __FORMAT__: Self = Self::from_index(63);
    /// `__IOBase_closed`
    pub const IO_BASE_CLOSED: Self = Self::from_index(64);
    /// `incrementaldecoder`
    pub const INCREMENTALDECODER: Self = Self::from_index(65);
    /// `incrementalencoder`
    pub const INCREMENTALENCODER: Self = Self::from_index(66);
    /// `_blksize`
    pub const _BLKSIZE: Self = Self::from_index(67);
    /// `_dealloc_warn`
    pub const _DEALLOC_WARN: Self = Self::from_index(68);
    /// `_is_text_encoding`
    pub const _IS_TEXT_ENCODING: Self = Self::from_index(69);
    /// `_isatty_open_only`
    pub const _ISATTY_OPEN_ONLY: Self = Self::from_index(70);
    /// `close`
    pub const CLOSE: Self = Self::from_index(71);
    /// `closed`
    pub const CLOSED: Self = Self::from_index(72);
    /// `decode`
    pub const DECODE: Self = Self::from_index(73);
    /// `encode`
    pub const ENCODE: Self = Self::from_index(74);
    /// `extend`
    pub const EXTEND: Self = Self::from_index(75);
    /// `fileno`
    pub const FILENO: Self = Self::from_index(76);
    /// `flush`
    pub const FLUSH: Self = Self::from_index(77);
    /// `getstate`
    pub const GETSTATE: Self = Self::from_index(78);
    /// `isatty`
    pub const ISATTY: Self = Self::from_index(79);
    /// `lookup`
    pub const LOOKUP: Self = Self::from_index(80);
    /// `mode`
    pub const MODE: Self = Self::from_index(81);
    /// `name`
    pub const NAME: Self = Self::from_index(82);
    /// `open`
    pub const OPEN: Self = Self::from_index(83);
    /// `peek`
    pub const PEEK: Self = Self::from_index(84);
    /// `raw`
    pub const RAW: Self = Self::from_index(85);
    /// `read`
    pub const READ: Self = Self::from_index(86);
    /// `read1`
    pub const READ1: Self = Self::from_index(87);
    /// `readable`
    pub const READABLE: Self = Self::from_index(88);
    /// `readall`
    pub const READALL: Self = Self::from_index(89);
    /// `readinto`
    pub const READINTO: Self = Self::from_index(90);
    /// `readinto1`
    pub const READINTO1: Self = Self::from_index(91);
    /// `readline`
    pub const READLINE: Self = Self::from_index(92);
    /// `replace`
    pub const REPLACE: Self = Self::from_index(93);
    /// `reset`
    pub const RESET: Self = Self::from_index(94);
    /// `seek`
    pub const SEEK: Self = Self::from_index(95);
    /// `seekable`
    pub const SEEKABLE: Self = Self::from_index(96);
    /// `setstate`
    pub const SETSTATE: Self = Self::from_index(97);
    /// `tell`
    pub const TELL: Self = Self::from_index(98);
    /// `truncate`
    pub const TRUNCATE: Self = Self::from_index(99);
    /// `update`
    pub const UPDATE: Self = Self::from_index(100);
    /// `writable`
    pub const WRITABLE: Self = Self::from_index(101);
    /// `write`
    pub const WRITE: Self = Self::from_index(102);
    /// `__import__`
    pub const __IMPORT__: Self = Self::from_index(103);
    /// `__spec__`
    pub const __SPEC__: Self = Self::from_index(104);
    /// `_initializing`
    pub const _INITIALIZING: Self = Self::from_index(105);
    /// `__path__`
    pub const __PATH__: Self = Self::from_index(106);
    /// `_find_and_load`
    pub const _FIND_AND_LOAD: Self = Self::from_index(107);
    /// `_handle_fromlist`
    pub const _HANDLE_FROMLIST: Self = Self::from_index(108);
    /// `_lock_unlock_module`
    pub const _LOCK_UNLOCK_MODULE: Self = Self::from_index(109);
    /// `__getattr__`
    pub const __GETATTR__: Self = Self::from_index(110);
    /// `__instancecheck__`
    pub const __INSTANCECHECK__: Self = Self::from_index(111);
    /// `__subclasscheck__`
    pub const __SUBCLASSCHECK__: Self = Self::from_index(112);
    /// `__bases__`
    pub const __BASES__: Self = Self::from_index(113);
    /// `__fspath__`
    pub const __FSPATH__: Self = Self::from_index(114);
    /// `__abstractmethods__`
    pub const __ABSTRACTMETHODS__: Self = Self::from_index(115);
    /// `has_location`
    pub const HAS_LOCATION: Self = Self::from_index(116);
    /// `origin`
    pub const ORIGIN: Self = Self::from_index(117);
    /// `_uninitialized_submodules`
    pub const _UNINITIALIZED_SUBMODULES: Self = Self::from_index(118);
    /// `__mro_entries__`
    pub const __MRO_ENTRIES__: Self = Self::from_index(119);
    /// `__init_subclass__`
    pub const __INIT_SUBCLASS__: Self = Self::from_index(120);
    /// `__set_name__`
    pub const __SET_NAME__: Self = Self::from_index(121);
    /// `__slots__`
    pub const __SLOTS__: Self = Self::from_index(122);
    /// `__typing_subst__`
    pub const __TYPING_SUBST__: Self = Self::from_index(123);
    /// `__parameters__`
    pub const __PARAMETERS__: Self = Self::from_index(124);
    /// `__orig_class__`
    pub const __ORIG_CLASS__: Self = Self::from_index(125);
    /// `__reduce__`
    pub const __REDUCE__: Self = Self::from_index(126);
    /// `__getnewargs_ex__`
    pub const __GETNEWARGS_EX__: Self = Self::from_index(127);
    /// `__getnewargs__`
    pub const __GETNEWARGS__: Self = Self::from_index(128);
    /// `__getstate__`
    pub const __GETSTATE__: Self = Self::from_index(129);
    /// `__slotnames__`
    pub const __SLOTNAMES__: Self = Self::from_index(130);
    /// `__isabstractmethod__`
    pub const __ISABSTRACTMETHOD__: Self = Self::from_index(131);
    /// `__reversed__`
    pub const __REVERSED__: Self = Self::from_index(132);
    /// `__missing__`
    pub const __MISSING__: Self = Self::from_index(133);
    /// `__bytes__`
    pub const __BYTES__: Self = Self::from_index(134);
    /// `sort`
    pub const SORT: Self = Self::from_index(135);
    /// `__orig_bases__`
    pub const __ORIG_BASES__: Self = Self::from_index(136);
    /// `__prepare__`
    pub const __PREPARE__: Self = Self::from_index(137);
    /// `get`
    pub const GET: Self = Self::from_index(138);
    /// `__match_args__`
    pub const __MATCH_ARGS__: Self = Self::from_index(139);
    /// `__all__`
    pub const __ALL__: Self = Self::from_index(140);
    /// `send`
    pub const SEND: Self = Self::from_index(141);
    /// `__file__`
    pub const __FILE__: Self = Self::from_index(142);
    /// `throw`
    pub const THROW: Self = Self::from_index(143);
    /// `_abc_impl`
    pub const _ABC_IMPL: Self = Self::from_index(144);
    /// `__abc_tpflags__`
    pub const __ABC_TPFLAGS__: Self = Self::from_index(145);
    /// `__subclasshook__`
    pub const __SUBCLASSHOOK__: Self = Self::from_index(146);
    /// `__subclasses__`
    pub const __SUBCLASSES__: Self = Self::from_index(147);
    /// `_compile_template`
    pub const _COMPILE_TEMPLATE: Self = Self::from_index(148);
}

/// The texts, in the order of their positions.
pub(crate) const WELL_KNOWN: &[&str] = &[
    "",
    "_",
    "__annotate__",
    "__annotations__",
    "__build_class__",
    "__class__",
    "__class_getitem__",
    "__classcell__",
    "__classdict__",
    "__classdictcell__",
    "__conditional_annotations__",
    "__debug__",
    "__dict__",
    "__doc__",
    "__enter__",
    "__exit__",
    "__aenter__",
    "__aexit__",
    "__firstlineno__",
    "__future__",
    "__init__",
    "__main__",
    "__module__",
    "__name__",
    "__new__",
    "__qualname__",
    "__static_attributes__",
    "__type_params__",
    ".0",
    ".type_params",
    ".defaults",
    ".kwdefaults",
    ".generic_base",
    ".format",
    "<module>",
    "<lambda>",
    "<genexpr>",
    "<listcomp>",
    "<setcomp>",
    "<dictcomp>",
    "<locals>",
    "top",
    "all",
    "any",
    "annotations",
    "case",
    "format",
    "items",
    "keys",
    "locals",
    "match",
    "print",
    "set",
    "super",
    "tuple",
    "type",
    "self",
    "cls",
    "__annotate_func__",
    "join",
    "return",
    "__builtins__",
    "__length_hint__",
    "__format__",
    "__IOBase_closed",
    "incrementaldecoder",
    "incrementalencoder",
    "_blksize",
    "_dealloc_warn",
    "_is_text_encoding",
    "_isatty_open_only",
    "close",
    "closed",
    "decode",
    "encode",
    "extend",
    "fileno",
    "flush",
    "getstate",
    "isatty",
    "lookup",
    "mode",
    "name",
    "open",
    "peek",
    "raw",
    "read",
    "read1",
    "readable",
    "readall",
    "readinto",
    "readinto1",
    "readline",
    "replace",
    "reset",
    "seek",
    "seekable",
    "setstate",
    "tell",
    "truncate",
    "update",
    "writable",
    "write",
    "__import__",
    "__spec__",
    "_initializing",
    "__path__",
    "_find_and_load",
    "_handle_fromlist",
    "_lock_unlock_module",
    "__getattr__",
    "__instancecheck__",
    "__subclasscheck__",
    "__bases__",
    "__fspath__",
    "__abstractmethods__",
    "has_location",
    "origin",
    "_uninitialized_submodules",
    "__mro_entries__",
    "__init_subclass__",
    "__set_name__",
    "__slots__",
    "__typing_subst__",
    "__parameters__",
    "__orig_class__",
    "__reduce__",
    "__getnewargs_ex__",
    "__getnewargs__",
    "__getstate__",
    "__slotnames__",
    "__isabstractmethod__",
    "__reversed__",
    "__missing__",
    "__bytes__",
    "sort",
    "__orig_bases__",
    "__prepare__",
    "get",
    "__match_args__",
    "__all__",
    "send",
    "__file__",
    "throw",
    "_abc_impl",
    "__abc_tpflags__",
    "__subclasshook__",
    "__subclasses__",
    "_compile_template",
];
