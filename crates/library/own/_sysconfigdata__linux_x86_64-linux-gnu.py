"""What sysconfig says of how this Python was built. Extension modules in C are compiled for CPython, which has more to say."""

import sys

_version = f"{sys.version_info.major}.{sys.version_info.minor}"
_suffix = f".{sys.implementation.cache_tag}-x86_64-linux-gnu.so"

build_time_vars = {
    "ABIFLAGS": "",
    "EXT_SUFFIX": _suffix,
    "HOST_GNU_TYPE": "x86_64-pc-linux-gnu",
    "LIBDEST": f"{sys.base_prefix}/lib/python{_version}",
    "LIBDIR": f"{sys.base_prefix}/lib",
    "MACHDEP": "linux",
    "MULTIARCH": "x86_64-linux-gnu",
    "PLATLIBDIR": "lib",
    "Py_DEBUG": 0,
    "Py_ENABLE_SHARED": 0,
    "Py_GIL_DISABLED": 0,
    "SHLIB_SUFFIX": ".so",
    "SIZEOF_VOID_P": 8,
    "SOABI": _suffix[1:-3],
    "TZPATH": "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo",
    "VERSION": _version,
    "WITH_DOC_STRINGS": 1,
    "exec_prefix": sys.base_exec_prefix,
    "host_exec_prefix": sys.base_exec_prefix,
    "host_prefix": sys.base_prefix,
    "prefix": sys.base_prefix,
}
