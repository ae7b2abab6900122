namespace Hal.Analyzers.Flow.State;

internal enum SlotKind : byte
{
    /// <summary>A local variable, a parameter or a capture of the flow graph.</summary>
    Variable,

    /// <summary>A field or property of an object or a type.</summary>
    Field,

    /// <summary>An element of an array or span.</summary>
    Element,

    /// <summary>What a pointer points to.</summary>
    Pointee,

    /// <summary>A member of a struct that is held in another location.</summary>
    Member,
}
