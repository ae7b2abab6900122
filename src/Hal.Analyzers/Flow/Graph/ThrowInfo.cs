using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>What is known of an exception that leaves an operation.</summary>
/// <param name="Exact">The type of an explicit throw; null for one that a call may throw.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Assembly">The assembly of the method that may throw it.</param>
/// <param name="MayCancel">Whether it may be a cancellation.</param>
/// <remarks>Two throws with the same info reach the same handlers, so their states may join.</remarks>
internal sealed record ThrowInfo(ITypeSymbol? Exact, ThrowSource Source, IAssemblySymbol? Assembly, bool MayCancel)
{
    /// <summary>Whether <c>throw;</c> threw it again.</summary>
    public bool IsThrownAgain { get; init; }

    /// <summary>Whether no statement of the method throws it: nothing but HAL1017 is reported for its path until a handler takes it.</summary>
    public bool IsImplicit => Source != ThrowSource.Statement && !IsThrownAgain;
}
