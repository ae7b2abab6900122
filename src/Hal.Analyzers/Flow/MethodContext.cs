using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Summaries;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow;

/// <summary>The tables of one method's analysis.</summary>
internal sealed class MethodContext
{
    /// <param name="services">What the methods of a compilation share.</param>
    /// <param name="method">The method, or the member that an initialiser belongs to.</param>
    /// <param name="summarize">Whether the analysis is for the method's callers, not for its own findings.</param>
    public MethodContext(FlowServices services, ISymbol method, bool summarize)
    {
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
}
