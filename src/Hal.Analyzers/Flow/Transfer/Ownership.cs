using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Transfer;

/// <summary>The ownership attributes of a parameter or return value, its own or inherited from what it overrides or implements.</summary>
internal static class Ownership
{
    public static bool Has(IParameterSymbol parameter, INamedTypeSymbol? attribute)
    {
        if (attribute is null)
        {
            return false;
        }

        if (KnownTypes.HasAttribute(parameter.OriginalDefinition, attribute))
        {
            return true;
        }

        if (parameter.ContainingSymbol is not IMethodSymbol method)
        {
            return false;
        }

        foreach (IMethodSymbol ancestor in Ancestors(method))
        {
            if (parameter.Ordinal < ancestor.Parameters.Length && KnownTypes.HasAttribute(ancestor.Parameters[parameter.Ordinal].OriginalDefinition, attribute))
            {
                return true;
            }
        }

        return false;
    }

    public static bool ReturnHas(IMethodSymbol method, INamedTypeSymbol? attribute)
    {
        if (attribute is null)
        {
            return false;
        }

        if (HasReturn(method, attribute))
        {
            return true;
        }

        foreach (IMethodSymbol ancestor in Ancestors(method))
        {
            if (HasReturn(ancestor, attribute))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasReturn(IMethodSymbol method, INamedTypeSymbol attribute)
    {
        foreach (AttributeData data in method.OriginalDefinition.GetReturnTypeAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The methods that a method overrides or implements.</summary>
    private static System.Collections.Generic.IEnumerable<IMethodSymbol> Ancestors(IMethodSymbol method)
    {
        for (IMethodSymbol? overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            yield return overridden;
        }

        if (method.ContainingType is not { } type || method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation))
        {
            yield break;
        }

        foreach (INamedTypeSymbol @interface in type.AllInterfaces)
        {
            foreach (ISymbol member in @interface.GetMembers())
            {
                if (member is IMethodSymbol declared && declared.Parameters.Length == method.Parameters.Length &&
                    SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(declared), method))
                {
                    yield return declared;
                }
            }
        }
    }
}
