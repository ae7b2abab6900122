using Hal.Analyzers.Flow.Graph;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow;

/// <summary>What the analyses of all methods of a compilation share.</summary>
internal sealed class FlowServices
{
    public FlowServices(KnownTypes known)
    {
        Known = known;
        HalCalls = new HalCalls(known);
        Throws = new ThrowModel(known);
    }

    public KnownTypes Known { get; }

    public HalCalls HalCalls { get; }

    public ThrowModel Throws { get; }

    public Compilation Compilation => Known.Compilation;
}
