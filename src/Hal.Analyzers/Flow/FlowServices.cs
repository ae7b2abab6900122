using Hal.Analyzers.Flow.Graph;
using Hal.Analyzers.Flow.Summaries;
using Hal.Analyzers.Flow.Types;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow;

/// <summary>What the analyses of all methods of a compilation share.</summary>
internal sealed class FlowServices
{
    public FlowServices(KnownTypes known)
    {
        Known = known;
        Tracked = new TrackedTypes(known);
        HalCalls = new HalCalls(known);
        RegisterFields = new RegisterFields(known, HalCalls);
        Throws = new ThrowModel(known);
        Models = new SemanticModels(known.Compilation);
        Bodies = new MethodBodies(known, Tracked, HalCalls, Models);
        Summaries = new SummaryTable(this);
        Releases = new MemberReleases(this);
        Drops = new MemberDrops(this);
        TakeBacks = new TakeBacks(this);
        Origins = new AcquisitionOrigins(this);
        FixedMembers = new FixedMembers(this);
        DerivedMembers = new DerivedMembers(this);
        OwnerMembers = new OwnerMembers(this);
        BufferPlaces = new BufferPlaces(this);
    }

    public KnownTypes Known { get; }

    public TrackedTypes Tracked { get; }

    public HalCalls HalCalls { get; }

    public RegisterFields RegisterFields { get; }

    public ThrowModel Throws { get; }

    public SemanticModels Models { get; }

    public MethodBodies Bodies { get; }

    public SummaryTable Summaries { get; }

    public MemberReleases Releases { get; }

    public MemberDrops Drops { get; }

    public TakeBacks TakeBacks { get; }

    public AcquisitionOrigins Origins { get; }

    public FixedMembers FixedMembers { get; }

    public DerivedMembers DerivedMembers { get; }

    public OwnerMembers OwnerMembers { get; }

    public BufferPlaces BufferPlaces { get; }

    public Compilation Compilation => Known.Compilation;

    /// <summary>Whether a method is given a buffer for a device.</summary>
    public bool IsGivenMemory(ISymbol member)
    {
        if (member is IMethodSymbol method)
        {
            foreach (IParameterSymbol parameter in method.Parameters)
            {
                if (KnownTypes.Is(parameter.Type, Known.DmaBuffer) || KnownTypes.Is(parameter.Type, Known.PinnedBuffer))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether a method starts with a duty that its parameters bring.</summary>
    public bool HasDuties(ISymbol member)
    {
        if (member is IMethodSymbol method)
        {
            foreach (IParameterSymbol parameter in method.Parameters)
            {
                if (KnownTypes.HasAttribute(parameter, Known.UnsharesAttribute) || KnownTypes.HasAttribute(parameter, Known.TransfersOwnershipAttribute))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
