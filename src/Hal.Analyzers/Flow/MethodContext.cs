using System;
using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Batches;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Summaries;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Flow.Types;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow;

/// <summary>The tables of one method's analysis.</summary>
internal sealed class MethodContext
{
    private readonly Lazy<LastTurns> _lastTurns;

    /// <param name="services">What the methods of a compilation share.</param>
    /// <param name="method">The method, or the member that an initialiser belongs to.</param>
    /// <param name="root">Its body.</param>
    /// <param name="summarize">Whether the analysis is for the method's callers, not for its own findings.</param>
    public MethodContext(FlowServices services, ISymbol method, IOperation root, bool summarize)
    {
        _lastTurns = new Lazy<LastTurns>(() => new LastTurns(root));
        Services = services;
        Method = method;
        IsInHal = IsHal(method.ContainingType);
        Values = new ValueTable();
        SoftKeys = new SoftKeys(Values);
        Conditions = new Conditions(Values, SoftKeys);
        Comparer = new ValueComparer(Values);
        Entries = summarize ? new EntryValues(Known, Values, Tokens) : null;
    }

    public FlowServices Services { get; }

    public KnownTypes Known => Services.Known;

    /// <summary>The method, or the member that an initialiser belongs to.</summary>
    public ISymbol Method { get; }

    /// <summary>What the method was given; null where the analysis is for its own findings.</summary>
    public EntryValues? Entries { get; }

    /// <summary>Whether the method belongs to a HAL, which may make addresses of anything.</summary>
    public bool IsInHal { get; }

    public ValueTable Values { get; }

    public ValueComparer Comparer { get; }

    public VariableTable Variables { get; } = new();

    public TokenTable Tokens { get; } = new();

    public JoinInputs JoinInputs { get; } = new();

    public SoftKeys SoftKeys { get; }

    public Conditions Conditions { get; }

    /// <summary>Arrays and objects that are pinned by other means than a fixed statement.</summary>
    public HashSet<Value> KeptInPlace { get; } = new();

    /// <summary>The registers that the method maps, by what the mapping returned.</summary>
    public Dictionary<Value, MappedWindow> Mappings { get; } = new();

    /// <summary>What the method may write in memory, for its callers.</summary>
    public MemoryEffects Effects { get; } = new();

    public Lending Lending { get; } = new();

    /// <summary>What the counters of the method's loops say at last.</summary>
    public LastTurns LastTurns => _lastTurns.Value;

    public DecisionTable Decisions { get; } = new();

    private bool IsHal(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (KnownTypes.HasAttribute(type, Known.HalImplementationAttribute) || type.AllInterfaces.Contains(Known.IHal, SymbolEqualityComparer.Default))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The pages or the direction that every owner was made with which the member can hold that an owner was read from; null where they differ, or are not seen.</summary>
    public Value? PartOfMember(Value handle, HandlePart part)
    {
        if (handle.Kind == ValueKind.TokenHandle && Entries is { } entries && entries.TryGetEntry(handle.Token, out Value? entry))
        {
            handle = entry!;
        }

        if (part is not (HandlePart.Pages or HandlePart.Direction) || handle is not { Kind: ValueKind.Memory or ValueKind.Member, Data: ISymbol member })
        {
            return null;
        }

        OwnerParts parts = Services.OwnerMembers.PartsOf(member, default);
        return (part == HandlePart.Pages ? parts.Pages : parts.Direction) is { } number ? Values.Number(number) : null;
    }
}
