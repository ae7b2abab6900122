using System.Linq;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Types;

/// <summary>What the methods of the framework's collections do with their elements.</summary>
internal static class Collections
{
    public static bool Is(ITypeSymbol? type)
    {
        for (INamespaceSymbol? space = (type as INamedTypeSymbol)?.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space is { Name: "Collections", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The element that a call puts into a collection; null for a call that puts in none.</summary>
    public static IOperation? PutBy(IInvocationOperation call) =>
        call.TargetMethod.Name is "Add" or "TryAdd" or "Insert" or "Enqueue" or "Push" or "AddFirst" or "AddLast" && Lending.Stores(call.TargetMethod)
            ? call.Arguments.LastOrDefault(argument => argument.Parameter?.Name is "item" or "value" or "element")?.Value
            : null;

    /// <summary>Whether a call gives no element to anybody: it puts one in, forgets all, or looks for one.</summary>
    public static bool OnlyKeeps(IInvocationOperation call) =>
        Is(call.TargetMethod.ContainingType) &&
        (PutBy(call) is not null || call.TargetMethod.Name is "Clear" or "Contains" or "ContainsKey" or "EnsureCapacity" or "TrimExcess");

    /// <summary>Whether a call returns an element.</summary>
    public static bool Returns(IMethodSymbol method) => method.Name is "Dequeue" or "Pop" or "Peek" or "Take" or "ElementAt" or "GetValueOrDefault";

    /// <summary>Whether a call leaves the elements as they are: it takes out, looks up or measures.</summary>
    public static bool OnlyTakes(IMethodSymbol method) =>
        Returns(method) ||
        method.Name is "Remove" or "RemoveAt" or "RemoveFirst" or "RemoveLast" or "RemoveRange" or "Clear" or "TryRemove" or "TryDequeue" or "TryPop" or "TryTake" or
            "TryPeek" or "TryGetValue" or "Contains" or "ContainsKey" or "IndexOf" or "EnsureCapacity" or "TrimExcess" or "Reverse";
}
