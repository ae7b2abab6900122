using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow;

/// <summary>The tables of one method's analysis.</summary>
internal sealed class MethodContext
{
    public MethodContext(FlowServices services, ISymbol method)
    {
        Services = services;
        Method = method;
        Values = new ValueTable();
        SoftKeys = new SoftKeys(Values);
        Conditions = new Conditions(Values, SoftKeys);
        Comparer = new ValueComparer(Values);
    }

    public FlowServices Services { get; }

    public KnownTypes Known => Services.Known;

    /// <summary>The method, or the member that an initialiser belongs to.</summary>
    public ISymbol Method { get; }

    public ValueTable Values { get; }

    public ValueComparer Comparer { get; }

    public VariableTable Variables { get; } = new();

    public TokenTable Tokens { get; } = new();

    public JoinInputs JoinInputs { get; } = new();

    public SoftKeys SoftKeys { get; }

    public Conditions Conditions { get; }

    public Lending Lending { get; } = new();

    public DecisionTable Decisions { get; } = new();
}
