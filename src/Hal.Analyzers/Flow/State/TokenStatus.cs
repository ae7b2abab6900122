using System;

namespace Hal.Analyzers.Flow.State;

/// <summary>The set of what may have become of a token on the paths that one state stands for. One member: certain; several: only possible.</summary>
[Flags]
internal enum TokenStatus : byte
{
    /// <summary>Not acquired.</summary>
    None = 0,

    /// <summary>The acquisition failed: Paddr 0, a false Try.</summary>
    Failed = 1,

    /// <summary>This method has the duty to release it.</summary>
    Held = 2,

    /// <summary>Held, but code that was given address and buffer could have taken the duty over.</summary>
    Lent = 4,

    /// <summary>Released.</summary>
    Released = 8,

    /// <summary>Something that outlives the method has it: stored, returned, captured, handed over or abandoned.</summary>
    Escaped = 16,

    /// <summary>The engine lost track.</summary>
    Unknown = 32,
}
