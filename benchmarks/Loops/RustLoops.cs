using System;
using System.Runtime.InteropServices;

namespace Hal.Benchmarks;

/// <summary>The loops of Rust/loops.rs, which run in this process: the same allocator, the same caches, the same round.</summary>
public static unsafe class RustLoops
{
    /// <summary>The loops of a library that rustc made of Rust/loops.rs.</summary>
    public static Variant Load(string library)
    {
        nint handle = NativeLibrary.Load(library);
        return new Variant(
            "rust",
            () => ((delegate* unmanaged<void>)NativeLibrary.GetExport(handle, "initialize"))(),
            (row, count) => ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(handle, row))(count));
    }
}
