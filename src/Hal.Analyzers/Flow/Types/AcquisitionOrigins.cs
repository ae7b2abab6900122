using System.Collections.Concurrent;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Types;

/// <summary>
/// Finds the calls that an address can have come from which one member of a type acquires and another releases, by way of fields, tables and
/// helpers. The answer is all of them, or none: where a single assignment is not understood, nothing is known.
/// </summary>
internal sealed class AcquisitionOrigins
{
    private readonly FlowServices _services;
    private readonly ConcurrentDictionary<SyntaxNode, AddressOrigins> _known = new();

    public AcquisitionOrigins(FlowServices services) => _services = services;

    /// <summary>Every Share or DmaAlloc that an address can have come from, and how far from what they returned it lies.</summary>
    public AddressOrigins Of(IOperation address, CancellationToken cancellation)
    {
        if (!_known.TryGetValue(address.Syntax, out AddressOrigins? origins))
        {
            IOperation? source = _services.Models.Of(address.Syntax.SyntaxTree).GetOperation(address.Syntax, cancellation);
            origins = source is null ? AddressOrigins.Unknown : new OriginSearch(_services, isOfPart: false, cancellation).Run(source);
            _known.TryAdd(address.Syntax, origins);
        }

        return origins;
    }
}
