namespace Hal.Analyzers.Flow.Events;

internal enum PathEndKind : byte
{
    /// <summary>The method returns.</summary>
    Return,

    /// <summary>The method returns what its callers take for a failure: false, null, a negative number.</summary>
    ReturnFailure,

    /// <summary>The method returns what its callers take for a success: true.</summary>
    ReturnSuccess,

    /// <summary>A statement throws.</summary>
    Throw,

    /// <summary>The last variable that held the address is overwritten, or goes out of scope.</summary>
    Lost,

    /// <summary>The method returns, and a field keeps the address that no member of its type ever releases.</summary>
    Kept,

    /// <summary>The method returns, and a field keeps the address that another member of its type drops unreleased.</summary>
    Dropped,

    /// <summary>The callback that was to release it does not where the work failed.</summary>
    Callback,

    /// <summary>A loop fills an array, and what releases its elements leaves one out.</summary>
    LeftOut,
}
