namespace Hal.Analyzers.Flow.State;

/// <summary>How a token left the method's hands.</summary>
internal enum EscapeReason : byte
{
    None,

    /// <summary>Stored in a field, a collection or memory, or given to an operation that the engine does not know.</summary>
    Stored,

    /// <summary>Used by a lambda, which may be run at any later time.</summary>
    Captured,

    /// <summary>Returned, or put into an out parameter: the caller has it.</summary>
    Returned,

    /// <summary>Given to a method that takes the duty over.</summary>
    Transferred,

    /// <summary>Given up on purpose.</summary>
    Abandoned,
}
