namespace Hal.Analyzers.Flow.Values;

/// <summary>How a <see cref="Value"/> came to be. What the parts mean is said at the factory methods of <see cref="ValueTable"/>.</summary>
internal enum ValueKind : byte
{
    /// <summary>A compile-time constant; integers, enums, characters, addresses and pointers are 64-bit numbers.</summary>
    Constant,

    /// <summary>All bits zero, of a struct that has no simpler form.</summary>
    Default,

    /// <summary>What a parameter held when the method was entered.</summary>
    Parameter,

    /// <summary>What a variable held that was never assigned here: captured from outside, or unassigned.</summary>
    Unassigned,

    /// <summary>The object that the method runs on.</summary>
    This,

    /// <summary>The result of an operation that the engine cannot look into. Two runs of the same operation give two results.</summary>
    Result,

    /// <summary>Memory or an object that an operation made: it differs from everything that existed before.</summary>
    Allocation,

    /// <summary>One of several values: paths met in a block, and a variable held different values on them.</summary>
    Join,

    /// <summary>What a field, property or array element held when it was first read in a memory epoch.</summary>
    Memory,

    /// <summary>A member of a struct value.</summary>
    Member,

    /// <summary>A struct value with one member replaced.</summary>
    With,

    /// <summary>A sum: coefficients times values plus a constant.</summary>
    Linear,

    /// <summary>A pure operation on values: equal operands give an equal result.</summary>
    Pure,

    /// <summary>The address of a variable or of a piece of memory that has no pointer of its own.</summary>
    AddressOf,

    /// <summary>A range of memory: a pointer and a length.</summary>
    Buffer,

    /// <summary>The device address of a token: what Share or DmaAlloc returned.</summary>
    TokenAddress,

    /// <summary>The CPU pointer of a token: what DmaAlloc returned.</summary>
    TokenPointer,

    /// <summary>The object that owns a token: a Shared, a SharedScope, a Dma, a DmaAllocation.</summary>
    TokenHandle,

    /// <summary>A value of an earlier iteration of the loop that made it.</summary>
    Aged,
}
