using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Semantics;

/// <summary>Which HAL a type names. <c>QemuHal</c> and <c>QemuHal.Binding</c> are one; <c>Checked&lt;X&gt;</c> is another than <c>X</c>.</summary>
internal static class HalIdentity
{
    /// <summary>The HAL class for its binding, the type itself for anything else.</summary>
    public static ITypeSymbol Normalize(ITypeSymbol type, KnownTypes known)
    {
        if (type is INamedTypeSymbol { Name: "Binding", ContainingType: { } container } &&
            KnownTypes.HasAttribute(container, known.HalImplementationAttribute))
        {
            return container;
        }

        return type;
    }

    /// <summary>Whether two normalised HALs are certainly not the same. A type parameter may stand for anything but a HAL that contains it.</summary>
    public static bool Differ(ITypeSymbol? left, ITypeSymbol? right, KnownTypes known)
    {
        if (left is null || right is null || SymbolEqualityComparer.Default.Equals(left, right))
        {
            return false;
        }

        // Two checked HALs differ when what they check differs.
        if (CheckedArgument(left, known) is { } leftInner && CheckedArgument(right, known) is { } rightInner)
        {
            return Differ(leftInner, rightInner, known);
        }

        if (IsCheckOf(left, right, known) || IsCheckOf(right, left, known))
        {
            return true;
        }

        return !MentionsTypeParameter(left) && !MentionsTypeParameter(right);
    }

    private static bool IsCheckOf(ITypeSymbol outer, ITypeSymbol inner, KnownTypes known)
    {
        while (CheckedArgument(outer, known) is { } argument)
        {
            if (SymbolEqualityComparer.Default.Equals(argument, inner))
            {
                return true;
            }

            outer = argument;
        }

        return false;
    }

    private static ITypeSymbol? CheckedArgument(ITypeSymbol type, KnownTypes known) =>
        KnownTypes.Is(type, known.Checked) ? Normalize(((INamedTypeSymbol)type).TypeArguments[0], known) : null;

    private static bool MentionsTypeParameter(ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol)
        {
            return true;
        }

        for (var named = type as INamedTypeSymbol; named is not null; named = named.ContainingType)
        {
            foreach (ITypeSymbol argument in named.TypeArguments)
            {
                if (MentionsTypeParameter(argument))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
