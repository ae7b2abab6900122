using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>Tells the operations in which a call has several ways to return: only those need to be run more than once.</summary>
internal sealed class ChoicePoints
{
    private readonly Func<IMethodSymbol, MethodSummary?> _summaryOf;
    private readonly Dictionary<IOperation, bool> _known = new();

    public ChoicePoints(Func<IMethodSymbol, MethodSummary?> summaryOf) => _summaryOf = summaryOf;

    public bool MayChoose(IOperation operation)
    {
        if (!_known.TryGetValue(operation, out bool may))
        {
            may = Find(operation);
            _known.Add(operation, may);
        }

        return may;
    }

    private bool Find(IOperation operation)
    {
        foreach (IMethodSymbol? target in TargetsOf(operation))
        {
            // Which Dispose runs may only be known on the path.
            if (target is { Name: "Dispose" or "DisposeAsync", Parameters.IsEmpty: true } || (target is not null && _summaryOf(target) is { Returns.Count: > 1 }))
            {
                return true;
            }
        }

        foreach (IOperation child in operation.ChildOperations)
        {
            if (Find(child))
            {
                return true;
            }
        }

        return false;
    }

    private static IMethodSymbol?[] TargetsOf(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => new[] { invocation.TargetMethod },
        IObjectCreationOperation creation => new[] { creation.Constructor },
        IPropertyReferenceOperation property => new[] { property.Property.GetMethod, property.Property.SetMethod },
        _ => Array.Empty<IMethodSymbol>(),
    };
}
