using System.Linq;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>
/// <c>using</c> calls Dispose through IDisposable. Where the object is seen to be of one type, that type's Dispose is what runs.
/// </summary>
internal static class ExactDispose
{
    /// <summary>The method that a call of <c>IDisposable.Dispose</c> runs, or <see langword="null"/> where that is open.</summary>
    /// <param name="called">The method that is called.</param>
    /// <param name="instance">The receiver's operation.</param>
    /// <param name="receiver">The receiver's value, where it is known.</param>
    public static IMethodSymbol? Of(IMethodSymbol called, IOperation? instance, Value? receiver)
    {
        if (called is not { Name: "Dispose" or "DisposeAsync", Parameters.IsEmpty: true })
        {
            return null;
        }

        if (receiver is { Kind: ValueKind.Allocation, Data: IObjectCreationOperation { Type: { } created } })
        {
            return Of(created, called.Name);
        }

        instance = instance.Unconverted();
        return instance?.Type is { } type && (type.IsSealed || type.IsValueType) ? Of(type, called.Name) : null;
    }

    /// <summary>The Dispose or DisposeAsync that an object of exactly this type has.</summary>
    public static IMethodSymbol? Of(ITypeSymbol type, string name)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers())
            {
                if (member is IMethodSymbol { IsStatic: false, Parameters.IsEmpty: true, MethodKind: MethodKind.Ordinary } method && method.Name == name)
                {
                    return method.IsAbstract ? null : method;
                }

                if (member is IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation } @explicit &&
                    @explicit.ExplicitInterfaceImplementations.Any(declared => declared.Name == name && declared.ContainingType.Name is "IDisposable" or "IAsyncDisposable"))
                {
                    return @explicit;
                }
            }
        }

        return null;
    }
}
