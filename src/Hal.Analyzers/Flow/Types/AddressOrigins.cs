using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Types;

/// <summary>The calls that an address can have come from.</summary>
/// <param name="Acquisitions">Every Share or DmaAlloc; empty where that is not certain.</param>
/// <param name="Distance">How many bytes behind their addresses it lies, the same for all of them.</param>
internal sealed record AddressOrigins(ImmutableArray<IInvocationOperation> Acquisitions, long Distance)
{
    public static readonly AddressOrigins Unknown = new(ImmutableArray<IInvocationOperation>.Empty, 0);
}
