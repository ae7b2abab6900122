namespace Hal.Analyzers.Flow.Types;

/// <summary>What becomes of what a field holds.</summary>
internal enum MemberFate : byte
{
    /// <summary>A member of the type releases it, or could.</summary>
    MayBeReleased,

    /// <summary>Nobody releases it, nor anything else: an object that may live as long as the process.</summary>
    KeptForLife,

    /// <summary>Nobody releases it, although the type has an end.</summary>
    Forgotten,
}
